package dev.graft.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class LabelsTest {
  @Test
  void sortedByCodePointEachOnce() {
    // An emoji is above U+FF5E, though its first UTF-16 unit is below.
    Labels labels = Labels.sorted(List.of("b", "\uD83D\uDE00", "a", "\uFF5E", "B", "a"));

    assertThat(labels.names()).containsExactly("B", "a", "b", "\uFF5E", "\uD83D\uDE00");
    assertThat(labels.count()).isEqualTo(5);
    assertThat(labels.indexOf("b")).isEqualTo(2);
    assertThat(labels.indexOf("c")).isEqualTo(-1);
    assertThat(labels.name(0)).isEqualTo("B");
  }

  @Test
  void refusesNoneDoubleAndBlankNames() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Labels(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new Labels(List.of("a", "a")));
    assertThatIllegalArgumentException().isThrownBy(() -> new Labels(List.of("a", " ")));
  }
}
