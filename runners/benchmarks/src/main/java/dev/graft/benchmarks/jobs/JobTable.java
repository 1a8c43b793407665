package dev.graft.benchmarks.jobs;

import java.io.PrintStream;
import java.util.Locale;

/** How a job went, as Markdown; and whether it went as wanted. */
final class JobTable {
  private static final double MOST_OF_PASS = 1.2;
  private static final double MOST_SECONDS_AGAIN = 10;
  private static final double MOST_GIGABYTES = 2.5;

  private final PrintStream out;
  private final Job job;
  private final int epochs;
  private boolean reached = true;

  JobTable(PrintStream out, Job job, int epochs) {
    this.out = out;
    this.job = job;
    this.epochs = epochs;
  }

  /** Whether all that was printed is as wanted. */
  boolean reached() {
    return reached;
  }

  void print(GraftJob first, GraftJob second, PeerJob seed, PeerJob cached) {
    line("%s, frozen, at %d, %d epochs", job.backbone(), job.imageSize(), epochs);
    line("");
    line("| process | seconds | peak memory |");
    line("| --- | ---: | ---: |");
    process("Graft", first.seconds(), first.process());
    process("Graft again, with another head", second.seconds(), second.process());
    String ran =
        seed.epochs() < epochs
            ? " (%d epochs run, %d added in proportion)"
                .formatted(seed.epochs(), epochs - seed.epochs())
            : "";
    process("peer, mode seed" + ran, seed.seconds(), seed.process());
    process("peer, mode cached", cached.seconds(), cached.process());
    line("");
    line("| what | found | wanted |");
    line("| --- | ---: | --- |");
    String pass =
        "the whole job, as a multiple of one pass over the pictures (%.1f s)"
            .formatted(first.pass());
    if (job == Job.XCEPTION) {
      row(pass, first.seconds() / first.pass(), MOST_OF_PASS);
    } else {
      // Where the pass takes seconds, starting Java and the engine weighs as much.
      line("| %s | %.3f | |", pass, first.seconds() / first.pass());
    }
    row("the job, as a share of mode seed", first.seconds() / seed.seconds(), job.mostOfSeed());
    row(
        "the job, as a share of mode cached",
        first.seconds() / cached.seconds(),
        job.mostOfCached());
    row("seconds of the run with another head", second.seconds(), MOST_SECONDS_AGAIN);
    if (first.process().peakBytes() > 0) {
      row("peak memory in GB", first.process().peakBytes() / 1e9, MOST_GIGABYTES);
    }
    line("");
  }

  private void process(String name, double seconds, ProcessRun process) {
    line(
        "| %s | %.1f | %s |",
        name,
        seconds,
        process.peakBytes() == 0
            ? ""
            : String.format(Locale.ROOT, "%.2f GB", process.peakBytes() / 1e9));
  }

  private void row(String what, double found, double most) {
    boolean enough = found <= most;
    reached &= enough;
    line("| %s | %.3f | at most %s, %s |", what, found, most, enough ? "reached" : "NOT reached");
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
