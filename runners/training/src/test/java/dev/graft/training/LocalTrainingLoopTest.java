package dev.graft.training;

import static dev.graft.training.ToyExperiment.adam;
import static dev.graft.training.ToyExperiment.examples;
import static dev.graft.training.ToyExperiment.phase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import dev.graft.api.Image;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Freeze;
import dev.graft.api.augmentation.Affine;
import dev.graft.api.augmentation.Augmentation;
import dev.graft.api.augmentation.Change;
import dev.graft.api.augmentation.Fill;
import dev.graft.api.data.Example;
import dev.graft.api.engine.Placement;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.experiment.NamedAugmentation;
import dev.graft.api.head.Decision;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.runner.EpochMetrics;
import dev.graft.api.runner.RunListener;
import dev.graft.api.runner.RunResult;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import dev.graft.api.weights.WeightsSource;
import dev.graft.training.input.MemoryBudget;
import dev.graft.training.model.ModelFolder;
import dev.graft.training.optimizer.Sgd;
import dev.graft.training.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalTrainingLoopTest {
  private static final MemoryBudget PLENTY = new MemoryBudget(1 << 20, 1 << 20);
  private static final MemoryBudget NONE = new MemoryBudget(0, 0);
  private static final NamedAugmentation SHIFT =
      new NamedAugmentation(
          "0:shift",
          (random, size) ->
              new Affine(1, 0, 0, 0, 1, random.nextInt(5) - 2, Optional.of(Fill.nearest())));

  @TempDir private Path folder;

  private final RecordingListener listener = new RecordingListener();

  private RunResult run(ToyExperiment experiment) {
    return run(experiment.build(), 2, PLENTY);
  }

  private RunResult run(Experiment experiment, int threads, MemoryBudget memory) {
    return new LocalTrainingLoop(ToyExperiment.LAYERS, memory)
        .run(experiment, Placement.cpu(threads), listener);
  }

  private Path output(String name) {
    return folder.resolve(name);
  }

  private static String metrics(RunResult result) throws IOException {
    return Files.readString(new RunFolder(result.output()).metrics());
  }

  private static Weights weights(RunResult result) {
    return ModelFolder.read(new RunFolder(result.output()).model(), ToyExperiment.LAYERS).weights();
  }

  @Test
  void learnsASeparableSet() {
    RunResult result =
        run(
            new ToyExperiment(output("run"))
                .phases(phase("training", 12, new Freeze.None(), adam(0.02))));

    EpochMetrics first = result.epochs().get(0);
    EpochMetrics last = result.epochs().get(11);
    assertThat(last.loss()).isLessThan(first.loss() / 2);
    assertThat(last.accuracy()).isGreaterThanOrEqualTo(0.95).isGreaterThan(first.accuracy());
    assertThat(result.validationAccuracy()).isGreaterThanOrEqualTo(0.9);
    assertThat(result.validationLoss()).isCloseTo(last.validationLoss(), within(1e-5));
    assertThat(result.selfCheck().passed()).isTrue();
    assertThat(result.selfCheck().pictures()).isEqualTo(20 + 10);
    assertThat(listener.warnings).isEmpty();
  }

  @Test
  void learnsWithOneOutput() {
    RunResult result =
        run(
            new ToyExperiment(output("run"))
                .decision(new Decision.Sigmoid(0.5))
                .phases(phase("training", 12, new Freeze.None(), adam(0.02))));

    assertThat(result.validationAccuracy()).isGreaterThanOrEqualTo(0.9);
    assertThat(result.selfCheck().passed()).isTrue();
  }

  @Test
  void leavesACompleteRunFolder() throws IOException {
    RunResult result = run(new ToyExperiment(output("run")));

    assertThat(result.output().toFile().list())
        .containsExactlyInAnyOrder(
            "experiment.yaml", "model", "metrics.csv", "predictions.csv", "provenance.json");
    assertThat(output("run").resolve("experiment.yaml")).hasContent("name: toy\n");
    assertThat(metrics(result).lines()).hasSize(1 + 3);
    assertThat(metrics(result))
        .startsWith(
            "epoch,phase,loss,accuracy,validation_loss,validation_accuracy,learning_rate\n"
                + "1,training,"
                + result.epochs().get(0).loss()
                + ",");
    List<String> predictions = Files.readAllLines(output("run").resolve("predictions.csv"));
    assertThat(predictions).hasSize(1 + 10);
    assertThat(predictions.get(0))
        .isEqualTo("picture,label,predicted,probability,probability of left,probability of right");
    assertThat(predictions.get(2)).startsWith("validation/1,right,");
    assertThat(Files.readString(output("run").resolve("provenance.json")))
        .contains("\"seed\" : 3", "listing_sha256", weights(result).sha256(), "toy 1.0");
  }

  @Test
  void goesOnFromAnotherRunHeadIncluded() throws IOException {
    RunResult first = run(new ToyExperiment(output("first")));
    Weights trained = weights(first);

    RunResult second =
        run(
            new ToyExperiment(output("second"))
                .startFrom(source(trained))
                // Steps too small to change a float, and statistics that stay.
                .phases(phase("training", 1, new Freeze.All(), adam(1e-30))));

    assertThat(weights(second)).isEqualTo(trained);
    assertThat(second.validationLoss()).isEqualTo(first.validationLoss());
    assertThat(second.validationAccuracy()).isEqualTo(first.validationAccuracy());
    assertThat(listener.messages)
        .contains(
            String.format(
                Locale.ROOT,
                "Training begins at validation accuracy %.4f, loss %.4f.",
                first.validationAccuracy(),
                first.validationLoss()));
    assertThat(Files.readString(output("second").resolve("provenance.json")))
        .contains("\"source\" : \"another run\"")
        .contains("\"initial_sha256\" : \"" + trained.sha256());
  }

  private static WeightsSource source(Weights weights, String... notes) {
    return new WeightsSource() {
      @Override
      public String description() {
        return "another run";
      }

      @Override
      public Weights load(Architecture architecture, long seed, Consumer<String> listener) {
        List.of(notes).forEach(listener);
        return weights;
      }
    };
  }

  @Test
  void theSameSeedGivesTheSameBytesAtAnyNumberOfThreads() throws IOException {
    RunResult one = run(new ToyExperiment(output("a")).augmentations(SHIFT).build(), 1, PLENTY);
    RunResult again = run(new ToyExperiment(output("b")).augmentations(SHIFT).build(), 1, PLENTY);
    RunResult five = run(new ToyExperiment(output("c")).augmentations(SHIFT).build(), 5, PLENTY);
    RunResult otherSeed =
        run(new ToyExperiment(output("d")).augmentations(SHIFT).seed(4).build(), 1, PLENTY);

    assertThat(metrics(again)).isEqualTo(metrics(one));
    assertThat(metrics(five)).isEqualTo(metrics(one));
    assertThat(weights(five)).isEqualTo(weights(one));
    assertThat(metrics(otherSeed)).isNotEqualTo(metrics(one));
  }

  @Test
  void decodingAnewGivesTheSameAsKeepingInMemory() throws IOException {
    RunResult kept = run(new ToyExperiment(output("a")).build(), 2, PLENTY);
    RunResult some = run(new ToyExperiment(output("b")).build(), 2, new MemoryBudget(64 * 7, 0));

    assertThat(metrics(some)).isEqualTo(metrics(kept));
    assertThat(listener.messages).anyMatch(line -> line.startsWith("7 of 34 pictures fit"));
  }

  @Test
  void keptFeaturesGiveTheSameAsComputingThemAnew() throws IOException {
    RunResult kept = run(frozen(output("a")).build(), 2, PLENTY);
    assertThat(listener.messages)
        .anyMatch(line -> line.contains("24 training pictures are computed once"))
        .anyMatch(line -> line.contains("10 validation pictures are computed once"));
    RunResult anew = run(frozen(output("b")).build(), 2, NONE);

    assertThat(listener.messages).anyMatch(line -> line.contains("computed anew each epoch"));
    assertThat(metrics(anew)).isEqualTo(metrics(kept));
    assertThat(weights(anew)).isEqualTo(weights(kept));
  }

  @Test
  void whatTheWeightsNoteIsToldAndKept() throws IOException {
    Weights initial = Weights.initial(new ToyExperiment(output("run")).build().backbone(), 1);
    WeightsSource source = source(initial, "a top is left aside");

    run(new ToyExperiment(output("run")).weights(source).build(), 2, PLENTY);

    assertThat(listener.messages).containsOnlyOnce("a top is left aside");
    assertThat(Files.readString(output("run").resolve("provenance.json")))
        .contains("\"notes\" : [ \"a top is left aside\" ]");
  }

  private static ToyExperiment frozen(Path output) {
    return new ToyExperiment(output).phases(phase("training", 4, new Freeze.All(), adam(0.01)));
  }

  @Test
  void readsEachPictureOnceWhenAllAreKept() {
    AtomicInteger reads = new AtomicInteger();
    List<Example> counted = new ArrayList<>();
    examples("training", 24, 1).forEach(each -> counted.add(new Counted(each, reads)));

    run(new ToyExperiment(output("run")).training(counted));

    assertThat(reads).as("once, and once more by the self-check's 20").hasValue(24 + 20);
  }

  private record Counted(Example example, AtomicInteger reads) implements Example {
    @Override
    public String id() {
      return example.id();
    }

    @Override
    public int label() {
      return example.label();
    }

    @Override
    public Image image() {
      reads.incrementAndGet();
      return example.image();
    }
  }

  @ParameterizedTest
  @CsvSource({"relu1, conv1 bn1", "conv2, conv1 bn1 conv2", "pool, conv1 bn1 conv2 bn2"})
  void frozenLayersKeepWeightsAndStatisticsBitForBit(String last, String frozen) {
    ToyExperiment toy =
        new ToyExperiment(output("run"))
            .augmentations(SHIFT)
            .phases(phase("training", 3, new Freeze.Until(last), adam(0.05)));
    Weights before = initial(toy.build());

    Weights after = weights(run(toy));

    Set<String> frozenLayers = Set.of(frozen.split(" "));
    for (String key : before.tensors().keySet()) {
      FloatTensor now = after.tensors().get(key);
      if (frozenLayers.contains(key.substring(0, key.indexOf('/')))) {
        assertThat(now).as(key).isEqualTo(before.tensors().get(key));
      } else {
        assertThat(now).as(key).isNotEqualTo(before.tensors().get(key));
      }
    }
  }

  private static Weights initial(Experiment experiment) {
    return Weights.initial(experiment.network(), experiment.seed());
  }

  @Test
  void aPhaseGoesOnFromTheWeightsOfTheOneBefore() {
    RunResult first =
        run(
            new ToyExperiment(output("a"))
                .phases(phase("training", 3, new Freeze.All(), adam(0.02))));
    RunResult both =
        run(
            new ToyExperiment(output("b"))
                .phases(
                    phase("training", 3, new Freeze.All(), adam(0.02)),
                    phase("fine_tuning", 2, new Freeze.Until("bn1"), adam(0.001))));

    assertThat(withoutTimes(both.epochs().subList(0, 3))).isEqualTo(withoutTimes(first.epochs()));
    assertThat(both.epochs())
        .extracting(EpochMetrics::epoch, EpochMetrics::phase)
        .contains(tuple(3, "training"), tuple(4, "fine_tuning"));
    assertThat(both.epochs().get(4).learningRate()).isEqualTo(0.001);
    Weights afterFirst = weights(first);
    Weights afterBoth = weights(both);
    assertThat(afterBoth.get("conv1", "kernel")).isEqualTo(afterFirst.get("conv1", "kernel"));
    // Adam moves a weight by about its learning rate a step: 6 steps from where it was.
    float[] old = afterFirst.get("logits", "kernel").values();
    float[] moved = afterBoth.get("logits", "kernel").values();
    for (int i = 0; i < old.length; i++) {
      assertThat(moved[i]).isCloseTo(old[i], within(0.02f));
    }
    assertThat(moved).isNotEqualTo(old);
    assertThat(afterBoth.get("conv2", "kernel")).isNotEqualTo(afterFirst.get("conv2", "kernel"));
  }

  private static List<EpochMetrics> withoutTimes(List<EpochMetrics> epochs) {
    return epochs.stream()
        .map(
            epoch ->
                new EpochMetrics(
                    epoch.epoch(),
                    epoch.phase(),
                    epoch.loss(),
                    epoch.accuracy(),
                    epoch.validationLoss(),
                    epoch.validationAccuracy(),
                    epoch.learningRate(),
                    0))
        .toList();
  }

  @Test
  void augmentsTrainingPicturesOnlyAndEachEpochAnew() {
    ConcurrentHashMap<String, Integer> draws = new ConcurrentHashMap<>();
    Augmentation recording =
        (random, size) -> {
          draws.merge(Long.toString(random.nextLong()), 1, Integer::sum);
          return new Change.Pixels(image -> image);
        };

    run(new ToyExperiment(output("run")).augmentations(new NamedAugmentation("0:x", recording)));

    assertThat(draws).as("24 pictures in 3 epochs, each drawn on its own").hasSize(72);
    assertThat(draws.values()).containsOnly(1);
  }

  @Test
  void identityAugmentationChangesNothing() throws IOException {
    NamedAugmentation identity =
        new NamedAugmentation("0:none", (random, size) -> Affine.identity());

    assertThat(metrics(run(new ToyExperiment(output("a")).augmentations(identity))))
        .isEqualTo(metrics(run(new ToyExperiment(output("b")))));
  }

  @Test
  void tellsAllUnreadablePicturesAtOnceAndLeavesNothing() {
    List<Example> training = new ArrayList<>(examples("training", 40, 1));
    training.set(3, new ToyExperiment.BrokenExample("bad/one.jpg", 1));
    training.set(38, new ToyExperiment.BrokenExample("bad/two.jpg", 0));
    List<Example> validation = new ArrayList<>(examples("validation", 4, 2));
    validation.add(new ToyExperiment.BrokenExample("bad/three.jpg", 0));
    ToyExperiment toy = new ToyExperiment(output("run")).training(training).validation(validation);

    ProblemException problem = catchThrowableOfType(ProblemException.class, () -> run(toy));

    assertThat(problem.problems())
        .extracting(each -> each.where())
        .containsExactly("bad/one.jpg", "bad/two.jpg", "bad/three.jpg");
    assertThat(output("run")).doesNotExist();
  }

  @Test
  void stopsWhenTheLossIsNoNumberAndKeepsTheMetricsSoFar() throws IOException {
    // The first phase is sound; the second, at an absurd learning rate, is not.
    Sgd absurd = new Sgd(new Sgd.Settings(1e30, 0, false));
    ToyExperiment toy =
        new ToyExperiment(output("run"))
            .phases(
                phase("training", 2, new Freeze.None(), adam(0.01)),
                phase("fine_tuning", 3, new Freeze.None(), absurd));

    assertThatThrownBy(() -> run(toy))
        .isInstanceOf(ProblemException.class)
        .hasMessageMatching(
            "fine_tuning: the loss became (NaN|-?Infinity) in epoch 3, step [23], at learning"
                + " rate 1.0E30; expected a finite loss; lower fine_tuning.optimizer"
                + ".learning_rate, or set fine_tuning.clip_norm to 1");

    assertThat(Files.readAllLines(output("run").resolve("metrics.csv"))).hasSize(1 + 2);
    assertThat(output("run").resolve("model")).doesNotExist();
    assertThat(output("run").resolve("provenance.json")).doesNotExist();
  }

  @Test
  void doesNotTouchAFinishedRun() throws IOException {
    RunResult result = run(new ToyExperiment(output("run")));
    String before = metrics(result);

    assertThatThrownBy(() -> run(new ToyExperiment(output("run")).seed(9)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("holds a finished run");

    assertThat(metrics(result)).isEqualTo(before);
  }

  @Test
  void anUnknownLayerInALaterPhaseStopsBeforeTheFirst() {
    ToyExperiment toy =
        new ToyExperiment(output("run"))
            .phases(
                phase("training", 1, new Freeze.All(), adam(0.01)),
                phase("fine_tuning", 1, new Freeze.Until("conv_1"), adam(0.01)));

    assertThatThrownBy(() -> run(toy))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("has no layer 'conv_1'")
        .hasMessageContaining("did you mean 'conv1'");
    assertThat(listener.epochs).isEmpty();
  }

  @Test
  void aSavedModelThatAnswersOtherwiseIsReported() {
    RunResult result = run(new ToyExperiment(output("run")).engine(new LyingEngine("toy")));

    assertThat(result.selfCheck().passed()).isFalse();
    assertThat(result.selfCheck().largestDifference()).isGreaterThan(1e-4);
    assertThat(result.selfCheck().differences())
        .anyMatch(line -> line.startsWith("training/0: the saved model gives"));
    assertThat(listener.warnings.get(0)).contains("Do not rely on it");
    assertThat(listener.warnings).hasSize(1 + result.selfCheck().differences().size());
  }

  @Test
  void tellsHowItGoes() {
    run(new ToyExperiment(output("run")));

    assertThat(listener.epochs)
        .containsExactly("training 1/3, 3 steps", "training 2/3, 3 steps", "training 3/3, 3 steps");
    assertThat(listener.steps).isEqualTo(9);
    assertThat(listener.progress)
        .startsWith(
            "reading pictures 16/34",
            "reading pictures 24/34",
            "reading pictures 34/34",
            "evaluating 10/10");
    assertThat(listener.threads).hasSize(1);
  }

  private static Offset<Double> within(double value) {
    return Offset.offset(value);
  }

  private static Offset<Float> within(float value) {
    return Offset.offset(value);
  }

  private static final class RecordingListener implements RunListener {
    private final List<String> messages = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> progress = new ArrayList<>();
    private final List<String> epochs = new ArrayList<>();
    private final Set<Thread> threads = new HashSet<>();
    private int steps;

    @Override
    public void message(String text) {
      messages.add(text);
      threads.add(Thread.currentThread());
    }

    @Override
    public void warning(String text) {
      warnings.add(text);
    }

    @Override
    public void progress(String activity, long done, long total) {
      progress.add(activity + " " + done + "/" + total);
      threads.add(Thread.currentThread());
    }

    @Override
    public void epochStarted(String phase, int epoch, int all, int stepCount) {
      epochs.add("%s %d/%d, %d steps".formatted(phase, epoch, all, stepCount));
      threads.add(Thread.currentThread());
    }

    @Override
    public void stepFinished(int step, double loss, double accuracy) {
      steps++;
    }
  }
}
