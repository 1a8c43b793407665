package dev.graft.api.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.Shape;
import org.junit.jupiter.api.Test;

class WindowTest {
  @Test
  void countsTheRowsAndColumnsThatAreOfTheImage() {
    Window window = new Window(3, 2, 2, 1, 1, 2, 1, 0);

    assertThat(window.imageRows(4)).containsExactly(2, 3, 1);
    assertThat(window.imageColumns(3)).containsExactly(1, 2, 2);
  }

  @Test
  void refusesAWindowOfPaddingOnly() {
    Shape image = Shape.of(2, 2, 1);

    assertThatCode(() -> new Window(2, 2, 1, 1, 1, 1, 1, 1).requireImageInEvery(image))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> new Window(2, 2, 1, 1, 2, 0, 0, 0).requireImageInEvery(image))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("wholly in the padding");
  }
}
