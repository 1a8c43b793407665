package dev.graft.training;

import dev.graft.api.augmentation.Affine;
import dev.graft.api.augmentation.Fill;
import dev.graft.api.engine.Placement;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.experiment.NamedAugmentation;
import dev.graft.api.runner.RunResult;
import dev.graft.api.weights.Weights;
import dev.graft.training.features.CacheLimit;
import dev.graft.training.features.FeatureCache;
import dev.graft.training.input.MemoryBudget;
import dev.graft.training.model.ModelFolder;
import dev.graft.training.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** Runs toy experiments through the loop, and reads what they leave. */
abstract class ToyRuns {
  static final MemoryBudget PLENTY = new MemoryBudget(1 << 20, 1 << 20);
  static final MemoryBudget NONE = new MemoryBudget(0, 0);
  static final NamedAugmentation SHIFT =
      new NamedAugmentation(
          "0:shift",
          (random, size) ->
              new Affine(1, 0, 0, 0, 1, random.nextInt(5) - 2, Optional.of(Fill.nearest())));

  @TempDir private Path folder;

  final RecordingListener listener = new RecordingListener();

  RunResult run(ToyExperiment experiment) {
    return run(experiment.build(), 2, PLENTY);
  }

  RunResult run(Experiment experiment, int threads, MemoryBudget memory) {
    return run(experiment, threads, memory, cache("cache-of-" + experiment.output().getFileName()));
  }

  RunResult run(Experiment experiment, int threads, MemoryBudget memory, FeatureCache cache) {
    return new LocalTrainingLoop(ToyExperiment.LAYERS, memory, () -> cache)
        .run(experiment, Placement.cpu(threads), listener);
  }

  /** A cache of up to 100 MB in a folder of the test's. */
  FeatureCache cache(String name) {
    return new FeatureCache(folder.resolve(name), new CacheLimit(Optional.of(100_000_000L)));
  }

  /** No cache: features are kept in memory. */
  FeatureCache noCache() {
    return new FeatureCache(folder.resolve("none"), new CacheLimit(Optional.of(0L)));
  }

  Path output(String name) {
    return folder.resolve(name);
  }

  static String metrics(RunResult result) throws IOException {
    return Files.readString(new RunFolder(result.output()).metrics());
  }

  static Weights weights(RunResult result) {
    return ModelFolder.read(new RunFolder(result.output()).model(), ToyExperiment.LAYERS).weights();
  }
}
