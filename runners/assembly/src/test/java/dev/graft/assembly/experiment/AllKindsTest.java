package dev.graft.assembly.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import com.example.everything.EverythingPlugin;
import dev.graft.api.layers.BuiltInLayers;
import dev.graft.api.plugin.Component;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.runner.EpochMetrics;
import dev.graft.api.runner.RunListener;
import dev.graft.api.runner.RunResult;
import dev.graft.assembly.AssembledExperiment;
import dev.graft.assembly.Graft;
import dev.graft.assembly.components.Components;
import dev.graft.assembly.components.InstalledPlugin;
import dev.graft.assembly.components.PluginFailureException;
import dev.graft.assembly.plugins.PluginFolders;
import dev.graft.testkit.files.CompiledJar;
import dev.graft.testkit.reference.ReferenceEngine;
import dev.graft.training.TrainingPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
  private final List<String> messages = new ArrayList<>();
  private final RunListener listener =
      new RunListener() {
        @Override
        public void warning(String text) {
          warnings.add(text);
        }

        @Override
        public void message(String text) {
          messages.add(text);
        }
      };

  private AssembledExperiment read(String text) throws IOException {
    return read(graft, text);
  }

  private AssembledExperiment read(Graft with, String text) throws IOException {
    return with.experiment(Files.writeString(folder.resolve("all.yaml"), text), List.of());
  }

  private static Set<Class<?>> kinds(InstalledPlugin brought) {
    return brought.components().stream().map(Component::kind).collect(Collectors.toSet());
  }

  /** The plugin in a jar, with the test kit's engine as a library beside it. */
  private Graft droppedIn() throws IOException {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    CompiledJar jar = CompiledJar.plugin("everything", "1.0.0", EverythingPlugin.class.getName());
    Path classes = CompiledJar.origin(EverythingPlugin.class).resolve("com/example/everything");
    try (Stream<Path> files = Files.list(classes)) {
      for (Path file : files.toList()) {
        jar.entry("com/example/everything/" + file.getFileName(), Files.readAllBytes(file));
      }
    }
    jar.write(plugins.resolve("everything/everything.jar"));
    CompiledJar.copyOf(
        CompiledJar.origin(ReferenceEngine.class), plugins.resolve("everything/testkit.jar"));
    return Graft.installed(new PluginFolders(List.of(plugins), Optional.empty()));
  }

  @Test
  void droppedInAllKindsThereAreWorkTogether() throws Exception {
    try (Graft installed = droppedIn()) {
      assertThat(installed.leftOut()).isEmpty();
      InstalledPlugin everything =
          installed.components().plugins().stream()
              .filter(brought -> brought.id().equals("everything"))
              .findFirst()
              .orElseThrow();
      Object itself = everything.plugin();
      assertThat(itself.getClass()).isNotEqualTo(EverythingPlugin.class);
      assertThat(kinds(everything))
          .containsAll(
              installed.components().plugins().stream()
                  .flatMap(brought -> kinds(brought).stream())
                  .toList());

      try (AssembledExperiment assembled = read(installed, FILE)) {
        RunResult result = assembled.run(listener);

        assertThat(warnings).isEmpty();
        assertThat(result.selfCheck().passed()).isTrue();
        assertThat(result.validationAccuracy()).isEqualTo(1);
        assertThat(result.metrics()).extracting("name").containsExactly("surprise", "auc");
        assertThat(assembled.experiment().resolved())
            .contains(
                "[everything/surprise, auc]", "[everything/diary]", "type: everything/halves");
      }
      assertThat((List<?>) itself.getClass().getMethod("diary").invoke(itself))
          .asInstanceOf(InstanceOfAssertFactories.list(String.class))
          .containsExactly(
              "stripes are drawn",
              "run of all with 2 classes, seed 5",
              "epoch 1 of training",
              "epoch 2 of training",
              "epoch 3 of training",
              "closed");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "start | java.lang.IllegalStateException: enough | 1",
        "epoch | java.lang.IllegalStateException: enough | 2",
        "asked | java.lang.IllegalStateException: enough | 3",
        "link | java.lang.NoClassDefFoundError: com/example/Gone | 2",
        "checked | java.io.IOException: disk is gone | 2",
      })
  void whateverAListenerThrowsAndWheneverTheRunGoesOn(String at, String told, int calls)
      throws IOException {
    String listeners = "{type: grumbler, at: " + at + "}, {type: diary}";
    try (AssembledExperiment assembled = read(FILE.replace("{type: diary}", listeners))) {
      RunResult result = assembled.run(listener);

      assertThat(result.epochs()).hasSize(3);
      assertThat(result.selfCheck().passed()).isTrue();
      assertThat(warnings)
          .singleElement()
          .asString()
          .startsWith(
              "The listener 'grumbler' failed with " + told + ", at com.example.everything.")
          .endsWith("It is told nothing more; the run goes on.");
      assertThat(plugin.diary()).filteredOn(line -> line.startsWith("grumbler")).hasSize(calls);
      assertThat(plugin.diary()).contains("epoch 3 of training");
    }
  }

  @Test
  void listenersAreToldInTheOrderOfTheFile() throws IOException {
    String listeners = "{type: grumbler, at: never}, {type: diary}";
    try (AssembledExperiment assembled = read(FILE.replace("{type: diary}", listeners))) {
      assembled.run(listener);
    }
    assertThat(plugin.diary())
        .startsWith(
            "stripes are drawn",
            "grumbler: start",
            "run of all with 2 classes, seed 5",
            "grumbler: epoch",
            "epoch 1 of training",
            "grumbler: asked",
            "grumbler: epoch");
  }

  @Test
  void earlyStoppingOnAPluginsMetricKeepsTheBestWeights() throws IOException {
    String stopping =
        "{type: early_stopping, monitor: validation_surprise, min_delta: 1000,"
            + " restore_best_weights: true}";
    try (AssembledExperiment assembled = read(FILE.replace("{type: diary}", stopping))) {
      RunResult result = assembled.run(listener);

      assertThat(messages)
          .contains(
              "training ends early, after epoch 2: validation_surprise has not become better for"
                  + " 1 epoch.",
              "training keeps the weights of epoch 1.");
      assertThat(result.epochs()).hasSize(2);
      assertThat(result.metrics().get(0).value().orElseThrow())
          .isCloseTo(result.epochs().get(0).metrics().get(0).value().orElseThrow(), offset(1e-6))
          .isNotCloseTo(
              result.epochs().get(1).metrics().get(0).value().orElseThrow(), offset(1e-4));
    }
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
          .startsWith(
              "stripes are drawn", "run of all with 2 classes, seed 5", "epoch 1 of training")
          .contains("epoch 3 of training");
      assertThat(assembled.experiment().resolved())
          .contains(
              "metrics: [surprise, auc]",
              "listeners: [diary]",
              "data: {type: stripes, breaks: false}");
      assertThat(Files.readString(result.output().resolve("metrics.csv")))
          .contains("validation_surprise,validation_auc");
    }
    assertThat(plugin.diary()).endsWith("closed");
  }

  @Test
  void whatAListenerCannotLookAtIsToldWhenTheFileIsChecked() {
    assertThatThrownBy(
            () ->
                read(
                    FILE.replace("{type: diary}", "{type: early_stopping, monitor: val_acu}")
                        .replace("epochs: 3", "epochs: -3")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problems()).hasSize(2);
              assertThat(e.problems().get(1).where()).endsWith("all.yaml:11:45");
              assertThat(e.problems().get(1))
                  .hasToString(
                      e.problems().get(1).where()
                          + ": listeners[0].monitor: there is no column 'val_acu'; the columns are"
                          + " loss, accuracy, validation_loss, validation_accuracy,"
                          + " validation_surprise, validation_auc; did you mean 'validation_auc' or"
                          + " 'validation_loss'?");
            });
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

  @Test
  void aDatasetThatFailsIsNamedWhoeverAsksItFirst() {
    assertThatThrownBy(() -> read(FILE.replace("{type: stripes}", "{type: stripes, breaks: true}")))
        .isInstanceOf(PluginFailureException.class)
        .hasMessage(
            "the dataset 'stripes' of plugin 'everything' failed: java.lang.IllegalStateException:"
                + " no stripes");
  }
}
