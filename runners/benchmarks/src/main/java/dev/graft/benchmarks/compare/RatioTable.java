package dev.graft.benchmarks.compare;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The scores of a pairing as a Markdown table. */
final class RatioTable {
  private final PrintStream out;
  private final int batch;

  /**
   * Prints to a stream.
   *
   * @param batch pictures in a batch
   */
  RatioTable(PrintStream out, int batch) {
    this.out = out;
    this.batch = batch;
  }

  /** Prints the table. */
  void print(Introduction ours, Introduction theirs, List<Score> scores) {
    line("%s, beside %s", ours.contestant(), theirs.contestant());
    line("");
    line(
        "| task | Graft, images/s | peer, images/s | ratio (lowest to highest) | processor time | wanted |");
    line("| --- | ---: | ---: | ---: | ---: | --- |");
    scores.forEach(this::row);
    line("");
  }

  private void row(Score score) {
    Match match = score.match();
    double[] ratios = score.ratios();
    Arrays.sort(ratios);
    line(
        "| %s | %.1f | %.1f | %.2f (%.2f to %.2f) | %.2f | %s |",
        match.task().equals(match.peerTask())
            ? match.task()
            : match.task() + " beside " + match.peerTask(),
        batch / score.ourSeconds(),
        batch / score.theirSeconds(),
        score.ratio(),
        ratios[0],
        ratios[ratios.length - 1],
        score.cpuRatio(),
        "%s %s".formatted(match.goal(), score.reached() ? "reached" : "NOT reached"));
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
