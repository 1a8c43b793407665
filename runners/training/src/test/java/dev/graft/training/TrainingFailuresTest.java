package dev.graft.training;

import static dev.graft.training.ToyExperiment.adam;
import static dev.graft.training.ToyExperiment.examples;
import static dev.graft.training.ToyExperiment.phase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.graft.api.architecture.Freeze;
import dev.graft.api.data.Example;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.runner.RunResult;
import dev.graft.training.optimizer.Sgd;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingFailuresTest extends ToyRuns {
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
                + " rate 1.0E30; expected a finite loss; lower the learning"
                + " rate of this phase, or set its clip_norm to 1");

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
}
