package dev.graft.assembly.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.layers.BuiltInLayers;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.runner.EpochMetrics;
import dev.graft.api.runner.RunListener;
import dev.graft.api.runner.RunResult;
import dev.graft.assembly.AssembledExperiment;
import dev.graft.assembly.Graft;
import dev.graft.assembly.components.Components;
import dev.graft.assembly.components.PluginFailureException;
import dev.graft.training.TrainingPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin that brings a component of each kind, and an experiment that uses them all. */
class AllKindsTest {
  private static final String FILE =
      """
      seed: 5
      data: {type: stripes}
      backbone:
        type: halves
        engine: abacus
      head: {type: sums}
      loss: {type: squares}
      metrics: [{type: surprise}, {type: auc}]
      augmentations: [{type: stay}]
      training: {epochs: 3, batch_size: 4, optimizer: {type: steps}, schedule: {type: steady}}
      listeners: [{type: diary}]
      runner: {type: here}
      """;

  @TempDir private Path folder;

  private final EverythingPlugin plugin = new EverythingPlugin();
  private final Graft graft =
      Graft.of(Components.of(List.of(plugin, new TrainingPlugin(), new BuiltInLayers())));
  private final List<String> warnings = new ArrayList<>();
  private final RunListener listener =
      new RunListener() {
        @Override
        public void warning(String text) {
          warnings.add(text);
        }
      };

  private AssembledExperiment read(String text) throws IOException {
    return graft.experiment(Files.writeString(folder.resolve("all.yaml"), text), List.of());
  }

  @Test
  void allAreUsedTogether() throws IOException {
    try (AssembledExperiment assembled = read(FILE)) {
      RunResult result = assembled.run(listener);

      assertThat(warnings).isEmpty();
      assertThat(result.selfCheck().passed()).isTrue();
      assertThat(result.epochs()).hasSize(3);
      EpochMetrics last = result.epochs().get(2);
      assertThat(last.metrics()).extracting("name").containsExactly("surprise", "auc");
      assertThat(last.validationAccuracy()).isEqualTo(1);
      assertThat(plugin.diary())
          .startsWith("run of all with 2 classes, seed 5", "epoch 1 of training")
          .contains("epoch 3 of training");
      assertThat(assembled.experiment().resolved())
          .contains("metrics: [surprise, auc]", "listeners: [diary]", "data: stripes");
      assertThat(Files.readString(result.output().resolve("metrics.csv")))
          .contains("validation_surprise,validation_auc");
    }
    assertThat(plugin.diary()).endsWith("closed");
  }

  @Test
  void aListenerThatThrowsLosesNothing() throws IOException {
    try (AssembledExperiment assembled =
        read(FILE.replace("{type: diary}", "{type: diary}, {type: grumbler}"))) {
      RunResult result = assembled.run(listener);

      assertThat(result.epochs()).hasSize(3);
      assertThat(warnings)
          .singleElement()
          .asString()
          .startsWith(
              "The listener 'grumbler' failed with java.lang.IllegalStateException: enough, at ")
          .endsWith("It is told nothing more; the run goes on.");
      assertThat(plugin.diary()).contains("epoch 3 of training");
    }
  }

  @Test
  void aListenerMayRefuseARunBeforeItBegins() throws IOException {
    try (AssembledExperiment assembled =
        read(FILE.replace("{type: diary}", "{type: early_stopping, monitor: validation_acu}"))) {
      assertThatThrownBy(() -> assembled.run(listener))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("early_stopping cannot look at 'validation_acu'")
          .hasMessageContaining("validation_surprise")
          .hasMessageContaining("did you mean 'validation_auc'");
      assertThat(assembled.experiment().output()).doesNotExist();
    }
  }

  @Test
  void aComponentThatFailsInARunIsNamedAndWhatWasDoneIsKept() throws IOException {
    try (AssembledExperiment assembled =
        read(FILE.replace("{type: steady}", "{type: steady, breaks_at: 3}"))) {
      assertThatThrownBy(() -> assembled.run(listener))
          .isInstanceOf(PluginFailureException.class)
          .hasMessage(
              "the learning rate schedule 'steady' of plugin 'everything' failed:"
                  + " java.lang.ArithmeticException: no more steps")
          .hasCauseInstanceOf(ArithmeticException.class);
      // Two steps an epoch: the first epoch is on disk.
      assertThat(Files.readAllLines(assembled.experiment().output().resolve("metrics.csv")))
          .hasSize(2);
    }
    assertThat(plugin.diary()).endsWith("closed");
  }

  @Test
  void oneThatFailsWhileTheFileIsCheckedIsNamed() {
    assertThatThrownBy(() -> read(FILE.replace("type: halves", "type: halves\n  breaks: true")))
        .isInstanceOf(PluginFailureException.class)
        .hasMessageStartingWith("the backbone 'halves' of plugin 'everything' failed: ");
  }

  @Test
  void metricsHaveNamesOfTheirOwn() {
    assertThatThrownBy(() -> read(FILE.replace("{type: auc}", "auc, auc")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("all.yaml:8:")
        .hasMessageContaining(
            "metrics[2]: there is a metric 'auc' already; take one of the two away");
  }

  @Test
  void aMetricThatNeedsTheClassesIsNotBlamedForTheirLack() {
    assertThatThrownBy(() -> read(FILE.replace("{type: stripes}", "{type: stripse}")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problems()).hasSize(1);
              assertThat(e.problems().get(0).what()).contains("unknown dataset 'stripse'");
            });
  }
}
