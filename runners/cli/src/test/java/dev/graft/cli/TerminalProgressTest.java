package dev.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.runner.EpochMetrics;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
  private final StringWriter text = new StringWriter();
  private double now = 10;

  private TerminalProgress progress(int width) {
    return new TerminalProgress(new PrintWriter(text), () -> width, () -> now);
  }

  @Test
  void anEpochIsRedrawnInPlaceAndLeavesItsResult() {
    TerminalProgress progress = progress(100);

    progress.epochStarted("training", 2, 10, 4);
    now += 1;
    progress.stepFinished(1, 0.5, 0.75);
    now += 3;
    progress.stepFinished(4, 0.25, 0.875);
    progress.epochFinished(new EpochMetrics(2, "training", 0.25, 0.875, 0.2, 0.9, 0.001, 4.2));

    String shown = text.toString();
    assertThat(shown).contains("Epoch  2/10  [=======>                      ]  1/4  loss 0.5000");
    assertThat(shown.chars().filter(c -> c == '\n').count()).isEqualTo(1);
    assertThat(onScreen(shown))
        .isEqualTo(
            "Epoch  2/10  loss 0.2500  accuracy 0.8750  val_loss 0.2000  val_accuracy 0.9000"
                + "  lr 0.001  4.2 s\n");
  }

  @Test
  void manyFastStepsAreNotAllDrawn() {
    TerminalProgress progress = progress(100);
    progress.epochStarted("training", 1, 1, 1000);

    for (int step = 1; step <= 1000; step++) {
      now += 0.001;
      progress.stepFinished(step, 0.5, 0.5);
    }

    assertThat(text.toString().split("\r", -1)).hasSizeBetween(8, 14);
    assertThat(onScreen(text.toString())).contains("1000/1000");
  }

  @Test
  void aMessageStandsAboveTheBar() {
    TerminalProgress progress = progress(100);
    progress.epochStarted("training", 1, 1, 10);

    progress.warning("one picture is grey");

    assertThat(onScreen(text.toString()))
        .startsWith("Warning: one picture is grey\nEpoch 1/1  [>")
        .endsWith("0/10");
  }

  @Test
  void aFinishedActivityVanishes() {
    TerminalProgress progress = progress(100);

    progress.progress("reading pictures", 1, 2);
    assertThat(onScreen(text.toString())).startsWith("Reading pictures  [===");
    progress.progress("reading pictures", 2, 2);

    assertThat(onScreen(text.toString())).isEmpty();
  }

  @Test
  void aPhaseIsAnnouncedWhenItChanges() {
    TerminalProgress progress = progress(100);
    progress.epochStarted("training", 1, 2, 10);
    progress.epochFinished(new EpochMetrics(1, "training", 1, 0, 1, 0, 0.1, 1));
    progress.epochStarted("fine_tuning", 2, 2, 10);

    assertThat(onScreen(text.toString())).contains("\nFine tuning\nEpoch 2/2  [");
  }

  /** What a terminal shows after some output: a carriage return with erasure starts a line anew. */
  private static String onScreen(String output) {
    StringBuilder screen = new StringBuilder();
    for (String line : output.split("(?<=\n)", -1)) {
      int cleared = line.lastIndexOf("\u001b[K");
      screen.append(cleared < 0 ? line : line.substring(cleared + "\u001b[K".length()));
    }
    return screen.toString();
  }
}
