package dev.graft.api.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.graft.api.Shape;
import dev.graft.api.ops.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaddingTest {
  // TensorFlow's rule: output = ceil(input / stride), the larger half of the padding at the end.
  @ParameterizedTest
  @CsvSource({
    // input, window, stride, before, after, output
    "224, 3, 2, 0, 1, 112",
    "225, 3, 2, 1, 1, 113",
    "7, 3, 1, 1, 1, 7",
    "7, 2, 1, 0, 1, 7",
    "8, 7, 2, 2, 3, 4",
    "5, 1, 2, 0, 0, 3",
    "4, 1, 2, 0, 0, 2",
    "2, 5, 3, 1, 2, 1",
    "3, 2, 4, 0, 0, 1",
  })
  void same(int input, int window, int stride, int before, int after, int output) {
    Window vertical =
        Padding.SAME.window(
            new HeightWidth(window, 1), new HeightWidth(stride, 1), Shape.of(input, 1, 2));
    Window horizontal =
        Padding.SAME.window(
            new HeightWidth(1, window), new HeightWidth(1, stride), Shape.of(1, input, 2));

    assertThat(vertical).isEqualTo(new Window(window, 1, stride, 1, before, after, 0, 0));
    assertThat(vertical.outputHeight(input)).isEqualTo(output);
    assertThat(horizontal).isEqualTo(new Window(1, window, 1, stride, 0, 0, before, after));
    assertThat(horizontal.outputWidth(input)).isEqualTo(output);
  }

  @ParameterizedTest
  @CsvSource({"28, 3, 1, 26", "26, 2, 2, 13", "11, 2, 2, 5", "3, 3, 2, 1", "225, 3, 2, 112"})
  void valid(int input, int window, int stride, int output) {
    Window found =
        Padding.VALID.window(
            HeightWidth.of(window), HeightWidth.of(stride), Shape.of(input, input, 1));

    assertThat(found.unpadded()).isTrue();
    assertThat(found.outputHeight(input)).isEqualTo(output);
    assertThat(found.outputWidth(input)).isEqualTo(output);
  }

  @Test
  void aWindowThatDoesNotFitIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Padding.VALID.window(HeightWidth.of(3), HeightWidth.of(2), Shape.of(5, 2, 1)))
        .withMessageContaining("3x3")
        .withMessageContaining("5x2")
        .withMessageContaining("same");
  }
}
