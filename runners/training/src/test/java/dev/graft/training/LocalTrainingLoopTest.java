package dev.graft.training;

import static dev.graft.training.ToyExperiment.adam;
import static dev.graft.training.ToyExperiment.phase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Freeze;
import dev.graft.api.augmentation.Affine;
import dev.graft.api.augmentation.Augmentation;
import dev.graft.api.augmentation.Change;
import dev.graft.api.experiment.NamedAugmentation;
import dev.graft.api.head.Decision;
import dev.graft.api.runner.EpochMetrics;
import dev.graft.api.runner.RunResult;
import dev.graft.api.weights.Weights;
import dev.graft.api.weights.WeightsSource;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LocalTrainingLoopTest extends ToyRuns {
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
    // Another cut computes the same in another order.
    assertThat(second.validationLoss()).isCloseTo(first.validationLoss(), within(1e-6));
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
  void whatTheWeightsNoteIsToldAndKept() throws IOException {
    Weights initial = Weights.initial(new ToyExperiment(output("run")).build().backbone(), 1);
    WeightsSource source = source(initial, "a top is left aside");

    run(new ToyExperiment(output("run")).weights(source).build(), 2, PLENTY);

    assertThat(listener.messages).containsOnlyOnce("a top is left aside");
    assertThat(Files.readString(output("run").resolve("provenance.json")))
        .contains("\"notes\" : [ \"a top is left aside\" ]");
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
}
