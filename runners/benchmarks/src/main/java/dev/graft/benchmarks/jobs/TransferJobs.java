package dev.graft.benchmarks.jobs;

import dev.graft.benchmarks.BenchmarkCommand;
import dev.graft.benchmarks.FormulaWeights;
import dev.graft.training.model.Safetensors;
import dev.graft.training.storage.WrittenAside;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs transfer-learning jobs with Graft and with a Python script, one after the other, each a
 * process from its start to its end. Graft begins with an empty cache of features; another run has
 * another head, and finds them.
 */
@Command(
    name = "jobs",
    description = "Runs transfer-learning jobs with Graft and a Python script; prints the ratios.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class TransferJobs implements Callable<Integer> {
  @Option(names = "--graft", required = true, description = "The graft launcher.")
  private Path graft = Path.of("graft");

  @Option(names = "--python", required = true, description = "The Python that has Keras.")
  private Path python = Path.of("python3");

  @Option(
      names = "--peer",
      required = true,
      description =
          "The script that does the same: it takes --data, --arch, --mode (seed or cached), --epochs"
              + " and --threads, and its last line is a JSON object with phases_s.seed_fit.")
  private Path peer = Path.of("keras_transfer.py");

  @Option(
      names = "--data",
      required = true,
      description = "Folder with train and validation, each with a folder for each of two classes.")
  private Path data = Path.of("data");

  @Option(
      names = "--arch",
      split = ",",
      defaultValue = "xception,mobilenetv2",
      description = "The jobs: ${COMPLETION-CANDIDATES}.")
  private List<Job> jobs = List.of();

  @Option(names = "--epochs", defaultValue = "10", description = "Epochs of a job.")
  private int epochs = 10;

  @Option(
      names = "--seed-epochs",
      defaultValue = "0",
      description =
          "Epochs that the peer really runs in mode seed, the time of the others being added in"
              + " proportion; 0 for all.")
  private int seedEpochs;

  @Option(
      names = "--rounds",
      defaultValue = "1",
      description = "How often all is measured; the table has the medians.")
  private int rounds = 1;

  @Option(names = "--threads", defaultValue = "2", description = "Threads of each process.")
  private int threads = 2;

  private final PrintStream out;

  private TransferJobs(PrintStream out) {
    this.out = out;
  }

  /** Runs the command; ends with 1 if a ratio is above what is wanted. */
  public static void main(String[] arguments) {
    System.exit(new BenchmarkCommand(new TransferJobs(System.out)).run(arguments));
  }

  @Override
  public Integer call() throws IOException {
    boolean reached = true;
    for (Job job : jobs) {
      Path folder = Files.createTempDirectory("graft-jobs-");
      try {
        reached &= run(job, folder);
      } finally {
        WrittenAside.delete(folder);
      }
    }
    return reached ? 0 : 1;
  }

  private boolean run(Job job, Path folder) throws IOException {
    Path weights = folder.resolve("weights.safetensors");
    Path file = folder.resolve("job.yaml");
    String pictures = data.toAbsolutePath().toString();
    Safetensors.write(weights, FormulaWeights.of(job.network()), Map.of());
    Files.writeString(file, job.experiment(pictures, weights.toString(), epochs, threads));

    List<Round> measured = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      measured.add(round(job, file, folder));
    }
    JobTable table = new JobTable(out, job, epochs);
    table.print(measured);
    return table.reached();
  }

  private Round round(Job job, Path file, Path folder) throws IOException {
    int seedRun = seedEpochs == 0 ? epochs : Math.min(epochs, seedEpochs);
    Path cache = folder.resolve("cache");
    WrittenAside.delete(cache);
    GraftJob before = graft(file, folder, cache);
    GraftJob again = graft(file, folder, cache, "--set", "head={type: softmax, dropout: 0.3}");
    PeerJob cached = PeerJob.of(peer(job, "cached", epochs), epochs, epochs);
    PeerJob seed = PeerJob.of(peer(job, "seed", seedRun), epochs, seedRun);
    WrittenAside.delete(cache);
    return new Round(before, again, cached, seed, graft(file, folder, cache));
  }

  private GraftJob graft(Path file, Path folder, Path cache, String... more) throws IOException {
    Path output = folder.resolve("run");
    WrittenAside.delete(output);
    List<String> command = bound();
    command.addAll(List.of(graft.toString(), "train", file.toString()));
    command.addAll(List.of("--output", output.toString()));
    command.addAll(List.of(more));
    return GraftJob.of(ProcessRun.of(command, Map.of("GRAFT_CACHE", cache.toString())));
  }

  private ProcessRun peer(Job job, String mode, int count) {
    List<String> command = bound();
    command.addAll(List.of(python.toString(), peer.toString(), "--data", data.toString()));
    command.addAll(List.of("--arch", job.peerName(), "--mode", mode));
    command.addAll(List.of("--epochs", String.valueOf(count)));
    command.addAll(List.of("--threads", String.valueOf(threads)));
    return ProcessRun.of(command, Map.of());
  }

  /** On a machine with more processors than threads, nobody computes on more than another. */
  private List<String> bound() {
    boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
    return linux && Runtime.getRuntime().availableProcessors() > threads
        ? new ArrayList<>(List.of("taskset", "--cpu-list", "0-" + (threads - 1)))
        : new ArrayList<>();
  }
}
