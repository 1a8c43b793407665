package dev.graft.training;

import static dev.graft.training.ToyExperiment.adam;
import static dev.graft.training.ToyExperiment.examples;
import static dev.graft.training.ToyExperiment.phase;
import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.architecture.Freeze;
import dev.graft.api.augmentation.Change;
import dev.graft.api.data.Example;
import dev.graft.api.experiment.NamedAugmentation;
import dev.graft.api.experiment.Phase;
import dev.graft.api.head.Decision;
import dev.graft.api.runner.RunResult;
import dev.graft.training.features.CacheEntry;
import dev.graft.training.features.CacheLimit;
import dev.graft.training.features.FeatureCache;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The frozen part computes what it must, and nothing twice; what is kept changes no result. */
class FeaturesOnceTest extends ToyRuns {
  private static final Phase FROZEN = phase("training", 4, new Freeze.All(), adam(0.01));

  private final CountingEngine engine = new CountingEngine();

  private RunResult run(ToyExperiment experiment, FeatureCache cache) {
    return run(experiment.engine(engine).build(), 2, PLENTY, cache);
  }

  private ToyExperiment frozen(String name) {
    return new ToyExperiment(output(name)).phases(FROZEN);
  }

  private String report(String what) {
    List<String> lines =
        listener.messages.stream()
            .filter(line -> line.contains(what + " pictures, after"))
            .toList();
    return lines.get(lines.size() - 1);
  }

  private static Phase versions(int epochs, int count) {
    Phase plain = phase("training", epochs, new Freeze.All(), adam(0.01));
    return new Phase(
        plain.name(),
        epochs,
        plain.batchSize(),
        plain.freeze(),
        plain.optimizer(),
        plain.learningRate(),
        plain.schedule(),
        plain.layerRates(),
        plain.clipNorm(),
        OptionalInt.of(count),
        plain.batchNormalization());
  }

  @Test
  void aRunComputesTheFeaturesOfEachPictureOnce() throws IOException {
    run(frozen("run"), cache("c"));

    // 24 and 10 pictures in batches of 32; four epochs and the evaluation read them.
    assertThat(engine.batches).hasValue(2);
    assertThat(report("training")).endsWith(": 24 computed now and kept in the cache.");
    assertThat(report("validation")).endsWith(": 10 computed now and kept in the cache.");
    assertThat(Files.readString(output("run").resolve("provenance.json")))
        .contains("\"from_earlier_runs\" : 0", "\"computed\" : 24", "\"kept_in\" : \"cache\"");
  }

  @Test
  void anotherHeadRateSeedOrSplitComputesNothingAgain() throws IOException {
    FeatureCache cache = cache("c");
    List<Example> all = new ArrayList<>(examples("training", 24, 1));
    all.addAll(examples("validation", 10, 2));
    run(frozen("first"), cache);
    int computed = engine.batches.get();

    run(frozen("head").decision(new Decision.Sigmoid(0.5)), cache);
    run(
        new ToyExperiment(output("rate")).phases(phase("training", 2, new Freeze.All(), adam(0.3))),
        cache);
    run(
        frozen("split").seed(3).training(all.subList(10, 34)).validation(all.subList(0, 10)),
        cache);

    assertThat(engine.batches).hasValue(computed);
    assertThat(report("training")).endsWith(": 24 from earlier runs.");
    assertThat(Files.readString(output("split").resolve("provenance.json")))
        .contains("\"from_earlier_runs\" : 24", "\"from_earlier_runs\" : 10");
  }

  @Test
  void theNextRunGivesTheSameBytes() throws IOException {
    FeatureCache cache = cache("c");
    RunResult first = run(frozen("first"), cache);
    RunResult second = run(frozen("second"), cache);
    // A part of the features is there: the others are computed in other company.
    FeatureCache part = cache("part");
    run(frozen("few").training(examples("training", 24, 1).subList(7, 16)), part);
    RunResult third = run(frozen("third"), part);

    assertThat(report("training"))
        .endsWith(": 9 from earlier runs, 15 computed now and kept in the cache.");
    for (RunResult other : List.of(second, third)) {
      assertThat(metrics(other)).isEqualTo(metrics(first));
      assertThat(weights(other)).isEqualTo(weights(first));
    }
  }

  @Test
  void whatDecidesTheBitsIsPartOfTheKey() {
    FeatureCache cache = cache("c");
    run(frozen("first"), cache);

    run(frozen("seed").seed(4), cache);
    assertThat(report("training")).as("other weights").contains("24 computed now");
    run(
        new ToyExperiment(output("cut"))
            .phases(phase("training", 1, new Freeze.Until("relu1"), adam(0.01))),
        cache);
    assertThat(report("training")).as("another cut").contains("24 computed now");
    run(frozen("threads").engine(engine).build(), 3, PLENTY, cache);
    assertThat(report("training")).as("other threads").contains("24 computed now");
    run(frozen("engine").engine(new CountingEngine("another version")).build(), 2, PLENTY, cache);
    assertThat(report("training")).as("another library").contains("24 computed now");
    run(frozen("again"), cache);
    assertThat(report("training")).contains("24 from earlier runs");
  }

  @Test
  void aChangedPictureIsComputedAnew() {
    FeatureCache cache = cache("c");
    List<Example> pictures = examples("training", 24, 1);
    run(frozen("first").training(pictures), cache);
    List<Example> changed = new ArrayList<>(pictures);
    Example other = examples("training", 6, 9).get(5);
    changed.set(5, new ToyExperiment.ToyExample("training/5", other.label(), other.image()));

    run(frozen("second").training(changed), cache);

    assertThat(report("training")).contains("23 from earlier runs, 1 computed now");
  }

  @Test
  void aLaterPhaseWithTheSameFrozenPartComputesNothing() {
    run(
        new ToyExperiment(output("run"))
            .phases(
                FROZEN,
                phase("fine_tuning", 2, new Freeze.Until("relu1"), adam(0.001)),
                phase("fine_tuning_2", 2, new Freeze.Until("relu1"), adam(0.0001))),
        cache("c"));

    assertThat(engine.batches).as("two cuts, of 24 and of 10 pictures").hasValue(4);
    assertThat(report("training")).endsWith(": 24 from earlier in this run.");
  }

  @Test
  void validationFeaturesAreKeptWhenTrainingIsAugmented() {
    FeatureCache cache = cache("c");
    run(frozen("first").augmentations(SHIFT), cache);
    assertThat(engine.batches).as("four epochs of 24, once 10, 20 of the self-check").hasValue(6);

    run(frozen("second").augmentations(SHIFT), cache);

    assertThat(report("validation")).endsWith(": 10 from earlier runs.");
    assertThat(engine.batches).hasValue(10);
  }

  @Test
  void versionsAreComputedOnceEachAndNeverMoreThanEpochsNeed() {
    FeatureCache cache = cache("c");
    run(frozen("two").augmentations(SHIFT).phases(versions(5, 2)), cache);
    assertThat(engine.batches).as("two versions, validation, self-check").hasValue(4);

    run(frozen("again").augmentations(SHIFT).phases(versions(6, 2)), cache);
    assertThat(engine.batches).as("nothing new").hasValue(4);

    run(frozen("more").augmentations(SHIFT).phases(versions(3, 10)), cache);
    assertThat(engine.batches).as("the third version").hasValue(5);
    assertThat(listener.messages)
        .anyMatch(line -> line.matches("Each .* seen in 3 versions \\(the phase has no epochs.*"));
  }

  @Test
  void asManyVersionsAsEpochsChangeNothing() throws IOException {
    RunResult anew = run(frozen("anew").augmentations(SHIFT), cache("a"));
    RunResult kept = run(frozen("kept").augmentations(SHIFT).phases(versions(4, 4)), cache("b"));
    RunResult again = run(frozen("again").augmentations(SHIFT).phases(versions(4, 4)), cache("b"));
    RunResult fewer = run(frozen("fewer").augmentations(SHIFT).phases(versions(4, 2)), cache("b"));

    assertThat(metrics(kept)).isEqualTo(metrics(anew));
    assertThat(metrics(again)).isEqualTo(metrics(anew));
    assertThat(metrics(fewer)).isNotEqualTo(metrics(anew));
    assertThat(weights(kept)).isEqualTo(weights(anew));
  }

  @Test
  void changesThatCannotBeComparedAreKnownByTheirPixels() throws IOException {
    NamedAugmentation lighter =
        new NamedAugmentation(
            "0:lighter",
            (random, size) -> {
              int value = random.nextInt(30);
              return new Change.Pixels(
                  image -> {
                    byte[] pixels = image.pixels().clone();
                    for (int i = 0; i < pixels.length; i++) {
                      pixels[i] += (byte) value;
                    }
                    return new dev.graft.api.Image(image.size(), pixels);
                  });
            });
    FeatureCache cache = cache("c");
    RunResult anew = run(frozen("anew").augmentations(lighter), cache("a"));
    RunResult first = run(frozen("1").augmentations(lighter).phases(versions(4, 4)), cache);
    int computed = engine.batches.get();
    RunResult second = run(frozen("2").augmentations(lighter).phases(versions(4, 4)), cache);

    assertThat(engine.batches).hasValue(computed);
    assertThat(metrics(first)).isEqualTo(metrics(anew));
    assertThat(metrics(second)).isEqualTo(metrics(anew));
  }

  @Test
  void aDamagedCacheIsNotBelieved() throws IOException {
    FeatureCache cache = cache("c");
    RunResult first = run(frozen("first"), cache);
    for (CacheEntry entry : cache.list()) {
      try (RandomAccessFile file = new RandomAccessFile(entry.path().toFile(), "rw")) {
        // In the third record, and in the last one.
        for (long at : new long[] {4096 + 2 * 296 + 100, file.length() - 50}) {
          file.seek(at);
          int value = file.read();
          file.seek(at);
          file.write(value ^ 1);
        }
      }
    }
    RunResult second = run(frozen("second"), cache);
    assertThat(report("training")).contains("23 from earlier runs, 1 computed now");
    assertThat(report("validation")).contains("9 from earlier runs, 1 computed now");
    assertThat(metrics(second)).isEqualTo(metrics(first));

    for (CacheEntry entry : cache.list()) {
      Files.writeString(entry.path(), "not a file of Graft's");
    }
    assertThat(metrics(run(frozen("third"), cache))).isEqualTo(metrics(first));
    assertThat(report("training")).contains("24 computed now");
  }

  @Test
  void aFolderThatCannotBeWrittenIsAWarningOnly() throws IOException {
    Path blocked = Files.writeString(output("blocked"), "a file where a folder should be");
    FeatureCache cache =
        new FeatureCache(blocked.resolve("features"), new CacheLimit(Optional.empty()));

    RunResult result = run(frozen("run"), cache);

    assertThat(metrics(result)).isEqualTo(metrics(run(frozen("fine"), cache("c"))));
    assertThat(listener.warnings)
        .singleElement()
        .asString()
        .startsWith("Features cannot be kept in " + blocked.resolve("features"));
    assertThat(listener.messages)
        .anyMatch(line -> line.endsWith("24 computed now and kept in memory."));
  }

  @Test
  void aCacheThatIsTooSmallLeavesFeaturesInMemory() throws IOException {
    FeatureCache small = new FeatureCache(output("small"), new CacheLimit(Optional.of(9000L)));

    RunResult result = run(frozen("run"), small);

    assertThat(report("training")).endsWith("24 computed now and kept in memory.");
    assertThat(engine.batches).hasValue(2);
    assertThat(metrics(result)).isEqualTo(metrics(run(frozen("fine"), cache("c"))));
    assertThat(small.list().stream().mapToLong(CacheEntry::bytes).sum()).isLessThanOrEqualTo(9000);
  }
}
