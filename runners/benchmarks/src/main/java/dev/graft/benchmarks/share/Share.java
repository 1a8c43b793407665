package dev.graft.benchmarks.share;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.Placement;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.benchmarks.BenchmarkCommand;
import dev.graft.benchmarks.EngineByName;
import dev.graft.benchmarks.FormulaWeights;
import dev.graft.benchmarks.Median;
import dev.graft.benchmarks.MobileNetV2Workload;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures forward passes as a share of what the processor does in a large product of matrices.
 * Both are measured in turn, round by round, in one process; a share is that of two neighbours.
 */
@Command(
    name = "share",
    description = "Measures forward passes as a share of the processor's own matrix product.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class Share implements Callable<Integer> {
  private static final double GOAL = 0.6;

  @Option(
      names = "--engine",
      split = ",",
      defaultValue = "tensorflow",
      description = "The engines that are measured.")
  private List<String> engines = List.of();

  @Option(names = "--rounds", defaultValue = "15", description = "Rounds that are counted.")
  private int rounds = 15;

  @Option(names = "--batch", defaultValue = "32", description = "Pictures in a batch.")
  private int batch = 32;

  @Option(names = "--threads", defaultValue = "2", description = "Threads of the engine.")
  private int threads = 2;

  private final PrintStream out;

  private Share(PrintStream out) {
    this.out = out;
  }

  /** Runs the command; ends with 1 if a share is below what is wanted. */
  public static void main(String[] arguments) {
    System.exit(new BenchmarkCommand(new Share(System.out)).run(arguments));
  }

  @Override
  public Integer call() {
    boolean reached = true;
    line(
        "| network | engine | images/s | matrix product, GFLOP/s | share (lowest to highest) | wanted |");
    line("| --- | --- | ---: | ---: | ---: | --- |");
    try (MatrixProduct product = new MatrixProduct(threads)) {
      for (String engine : engines) {
        for (ForwardNetwork network :
            List.of(ForwardNetwork.MOBILENET_V2, ForwardNetwork.XCEPTION)) {
          reached &= measure(engine, network, product);
        }
      }
    }
    return reached ? 0 : 1;
  }

  private boolean measure(String engine, ForwardNetwork kind, MatrixProduct product) {
    Architecture network = pooled(kind.architecture());
    Batch.Pixels pictures = new MobileNetV2Workload(batch, kind.size(), threads).pictures();
    double[] images = new double[rounds];
    double[] limits = new double[rounds];
    double[] shares = new double[rounds];
    try (InferenceNetwork inference =
        EngineByName.of(engine)
            .infer(network, FormulaWeights.of(network), Placement.cpu(threads))) {
      // Before the first round that counts: kernels are chosen, graphs optimised, code compiled.
      for (int i = 0; i < 3; i++) {
        inference.run(pictures);
        product.run();
      }
      for (int round = 0; round < rounds; round++) {
        limits[round] = product.operations() / seconds(product::run) / 1e9;
        images[round] = batch / seconds(() -> inference.run(pictures));
        shares[round] = 2.0 * network.multiplyAdds() * images[round] / 1e9 / limits[round];
      }
    }
    double share = Median.of(shares);
    line(
        "| `%s` at %d | %s | %.1f | %.1f | %.2f (%.2f to %.2f) | %s %s |",
        kind.name(),
        kind.size(),
        engine,
        Median.of(images),
        Median.of(limits),
        share,
        Arrays.stream(shares).min().orElseThrow(),
        Arrays.stream(shares).max().orElseThrow(),
        GOAL,
        share >= GOAL ? "reached" : "NOT reached");
    return share >= GOAL;
  }

  private static Architecture pooled(Architecture backbone) {
    Architecture.Builder pooling =
        Architecture.builder("pooled", Input.features(backbone.outputShape()));
    pooling.add("pooling", new GlobalAveragePooling2D(false));
    return backbone.then(backbone.name(), pooling.build());
  }

  /** Seconds of one of about a quarter of a second's repetitions. */
  private static double seconds(Runnable work) {
    long begin = System.nanoTime();
    long now = begin;
    int times = 0;
    while (now - begin < 250_000_000L) {
      work.run();
      times++;
      now = System.nanoTime();
    }
    return (now - begin) * 1e-9 / times;
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
