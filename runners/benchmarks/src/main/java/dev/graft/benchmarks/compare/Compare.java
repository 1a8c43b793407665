package dev.graft.benchmarks.compare;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.benchmarks.BenchmarkCommand;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures Graft's engines and the Python libraries in turn. Each is a process of its own that
 * sleeps while the other is measured. In every round each match is a slice of one and at once a
 * slice of the other, the order changing from round to round; a ratio is that of two slices of one
 * round.
 */
@Command(
    name = "compare",
    description = "Measures Graft's engines and the Python libraries in turn; prints their ratios.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class Compare implements Callable<Integer> {
  /** Far above rounding errors, far below what another architecture or other weights would give. */
  private static final double LARGEST_DISTANCE = 1e-3;

  @Option(
      names = "--python",
      required = true,
      description = "The Python that has the peers' packages.")
  private Path python = Path.of("python3");

  @Option(names = "--peers", required = true, description = "The folder of the peers' scripts.")
  private Path peers = Path.of("peers");

  @Option(
      names = "--engine",
      split = ",",
      defaultValue = "tensorflow,djl",
      description = "The engines that are compared.")
  private List<String> engines = List.of();

  @Option(
      names = "--task",
      split = ",",
      defaultValue = "forward,step-sgd,step-adam",
      description = "The tasks that are compared.")
  private List<String> tasks = List.of();

  @Option(names = "--rounds", defaultValue = "9", description = "Rounds that are counted.")
  private int rounds = 9;

  @Option(names = "--batch", defaultValue = "32", description = "Pictures in a batch.")
  private int batch = 32;

  @Option(names = "--size", defaultValue = "160", description = "Height and width of a picture.")
  private int size = 160;

  @Option(names = "--threads", defaultValue = "2", description = "Threads of each contestant.")
  private int threads = 2;

  private final PrintStream out;

  private Compare(PrintStream out) {
    this.out = out;
  }

  /** Runs the command; ends with 1 if a ratio is below what is wanted. */
  public static void main(String[] arguments) {
    System.exit(new BenchmarkCommand(new Compare(System.out)).run(arguments));
  }

  @Override
  public Integer call() {
    boolean reached = true;
    for (Pairing pairing : Pairing.all()) {
      if (engines.contains(pairing.engine())) {
        reached &= compare(pairing);
      }
    }
    return reached ? 0 : 1;
  }

  private boolean compare(Pairing pairing) {
    List<Score> scores =
        pairing.matches().stream()
            .filter(match -> tasks.contains(match.task()))
            .map(Score::new)
            .toList();
    ContestantCommand command = new ContestantCommand(batch, size, threads);
    try (Contestant ours =
            Contestant.start(
                pairing.engine(),
                command.graft(pairing.engine()),
                ContestantCommand.GRAFT_ENVIRONMENT);
        Contestant theirs =
            Contestant.start(
                pairing.peer(), command.peer(python, peers.resolve(pairing.peer())), Map.of())) {
      requireSame(pairing, ours.introduction(), theirs.introduction());
      // Before the first round that counts: kernels are chosen, graphs optimised, code compiled.
      for (Score score : scores) {
        ours.run(score.match().task(), score.match().times());
        theirs.run(score.match().peerTask(), score.match().times());
      }
      for (int round = 0; round < rounds; round++) {
        for (Score score : scores) {
          play(score, ours, theirs, round % 2 == 0);
        }
      }
      new RatioTable(out, batch).print(ours.introduction(), theirs.introduction(), scores);
    }
    return scores.stream().allMatch(Score::reached);
  }

  private static void play(Score score, Contestant ours, Contestant theirs, boolean weBegin) {
    Match match = score.match();
    if (weBegin) {
      Slice our = ours.run(match.task(), match.times());
      score.add(our, theirs.run(match.peerTask(), match.times()));
    } else {
      Slice their = theirs.run(match.peerTask(), match.times());
      score.add(ours.run(match.task(), match.times()), their);
    }
  }

  private static void requireSame(Pairing pairing, Introduction ours, Introduction theirs) {
    double distance = ours.distance(theirs);
    if (pairing.sameNetwork() && !(distance < LARGEST_DISTANCE)) {
      throw new ProblemException(
          Problem.of(
              "%s and %s do not compute the same: their features differ by %s standard deviations"
                  .formatted(ours.contestant(), theirs.contestant(), distance)));
    }
  }
}
