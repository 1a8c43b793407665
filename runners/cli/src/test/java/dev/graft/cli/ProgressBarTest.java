package dev.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressBarTest {
  @Test
  void theBarFillsWithWhatIsDone() {
    assertThat(ProgressBar.line("Epoch 1/3", 0, 4, "", 80))
        .isEqualTo("Epoch 1/3  [>                             ]  0/4");
    assertThat(ProgressBar.line("Epoch 1/3", 2, 4, "loss 0.5", 80))
        .isEqualTo("Epoch 1/3  [===============>              ]  2/4  loss 0.5");
    assertThat(ProgressBar.line("Epoch 1/3", 4, 4, "loss 0.5", 80))
        .isEqualTo("Epoch 1/3  [==============================]  4/4  loss 0.5");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 12, 20, 35, 40, 60, 80, 120, 200})
  void aLineNeverBreaksATerminal(int width) {
    for (int step = 0; step <= 938; step += 67) {
      String line = ProgressBar.line("Epoch  3/10", step, 938, "loss 0.4213  9.9 s left", width);

      assertThat(line).hasSizeLessThanOrEqualTo(width);
    }
  }

  @Test
  void aNarrowTerminalGetsTheNumbersRatherThanTheBar() {
    assertThat(ProgressBar.line("Epoch 1/3", 2, 4, "loss 0.5", 30))
        .isEqualTo("Epoch 1/3  2/4  loss 0.5");
  }
}
