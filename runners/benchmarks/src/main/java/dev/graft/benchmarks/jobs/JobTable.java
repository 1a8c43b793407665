package dev.graft.benchmarks.jobs;

import dev.graft.benchmarks.Median;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** How a job went, as Markdown; and whether it went as wanted, in the middle of all rounds. */
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

  void print(List<Round> rounds) {
    List<GraftJob> whole = rounds.stream().flatMap(round -> round.whole().stream()).toList();
    List<GraftJob> again = rounds.stream().map(Round::again).toList();
    List<PeerJob> seed = rounds.stream().map(Round::seed).toList();
    List<PeerJob> cached = rounds.stream().map(Round::cached).toList();
    line("%s, frozen, at %d, %d epochs", job.backbone(), job.imageSize(), epochs);
    line("");
    line("| process | seconds | peak memory |");
    line("| --- | ---: | ---: |");
    process("Graft", whole, GraftJob::seconds, GraftJob::process);
    process("Graft again, with another head", again, GraftJob::seconds, GraftJob::process);
    int ran = seed.get(0).epochs();
    String added =
        ran < epochs ? " (%d epochs run, %d added in proportion)".formatted(ran, epochs - ran) : "";
    process("peer, mode seed" + added, seed, PeerJob::seconds, PeerJob::process);
    process("peer, mode cached", cached, PeerJob::seconds, PeerJob::process);
    line("");
    line("| what | found | wanted |");
    line("| --- | ---: | --- |");
    double[] passes = values(whole, one -> one.seconds() / one.pass());
    String pass =
        "the whole job, as a multiple of one pass over the pictures (%.1f s)"
            .formatted(Median.of(values(whole, GraftJob::pass)));
    if (job == Job.XCEPTION) {
      row(pass, passes, MOST_OF_PASS);
    } else {
      // Where the pass takes seconds, starting Java and the engine weighs as much.
      line("| %s | %s | |", pass, middle(passes, 3));
    }
    row("the job, as a share of mode seed", values(rounds, Round::shareOfSeed), job.mostOfSeed());
    row(
        "the job, as a share of mode cached",
        values(rounds, Round::shareOfCached),
        job.mostOfCached());
    row(
        "seconds of the run with another head",
        values(again, GraftJob::seconds),
        MOST_SECONDS_AGAIN);
    long peak = peak(whole, GraftJob::process);
    if (peak > 0) {
      row("peak memory in GB", new double[] {peak / 1e9}, MOST_GIGABYTES);
    }
    line("");
  }

  private <T> void process(
      String name, List<T> jobs, ToDoubleFunction<T> seconds, Function<T, ProcessRun> process) {
    long peak = peak(jobs, process);
    line(
        "| %s | %s | %s |",
        name,
        middle(values(jobs, seconds), 1),
        peak == 0 ? "" : String.format(Locale.ROOT, "%.2f GB", peak / 1e9));
  }

  private void row(String what, double[] found, double most) {
    boolean enough = Median.of(found) <= most;
    reached &= enough;
    line(
        "| %s | %s | at most %s, %s |",
        what, middle(found, 3), most, enough ? "reached" : "NOT reached");
  }

  private static <T> double[] values(List<T> of, ToDoubleFunction<T> value) {
    return of.stream().mapToDouble(value).toArray();
  }

  private static <T> long peak(List<T> jobs, Function<T, ProcessRun> process) {
    return jobs.stream().mapToLong(one -> process.apply(one).peakBytes()).max().orElse(0);
  }

  /** The median, and where there are several, the lowest and the highest. */
  private static String middle(double[] values, int decimals) {
    String number = "%." + decimals + "f";
    double[] sorted = DoubleStream.of(values).sorted().toArray();
    return sorted.length == 1
        ? String.format(Locale.ROOT, number, sorted[0])
        : String.format(
            Locale.ROOT,
            number + " (" + number + " to " + number + ")",
            Median.of(values),
            sorted[0],
            sorted[sorted.length - 1]);
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
