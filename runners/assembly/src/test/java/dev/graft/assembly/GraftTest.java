package dev.graft.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.engine.Engine;
import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Setting;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.WeightsReader;
import dev.graft.assembly.binding.FlatRecord;
import dev.graft.assembly.binding.SettingName;
import dev.graft.assembly.components.ComponentDescription;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GraftTest {
  private final Graft graft = Graft.fromClassPath();

  @Test
  void theComponentsThatComeWithIt() {
    assertThat(graft.components().descriptions())
        .extracting(ComponentDescription::kind)
        .contains(
            "augmentation",
            "backbone",
            "dataset",
            "engine",
            "head",
            "layer",
            "loss",
            "metric",
            "optimizer",
            "run listener",
            "runner",
            "weights reader");
  }

  @Test
  void anEngineByName() {
    assertThat(graft.engine("tensorflow")).isInstanceOf(UnusedEngine.Unused.class);
    assertThatThrownBy(() -> graft.engine("tensorflwo"))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "unknown engine 'tensorflwo'; expected 'tensorflow'; did you mean 'tensorflow'?");
  }

  @Test
  void theReadersAndLayersOfSavedModels() {
    assertThat(graft.weightsReaders())
        .extracting(WeightsReader::format)
        .contains("Keras HDF5 weights");
    assertThat(graft.layerTypes().names()).contains("conv2d", "batch_normalization");
  }

  /** What no file has asked for yet must be right too. */
  @Test
  void everySettingOfEveryComponentIsDescribed() {
    List<Class<?>> kinds =
        List.of(
            dev.graft.api.augmentation.Augmentation.class,
            dev.graft.api.backbone.Backbone.class,
            dev.graft.api.data.Dataset.class,
            Engine.class,
            dev.graft.api.head.Head.class,
            dev.graft.api.layer.Layer.class,
            dev.graft.api.loss.Loss.class,
            dev.graft.api.metric.Metric.class,
            dev.graft.api.optimizer.LearningRateSchedule.class,
            dev.graft.api.optimizer.Optimizer.class,
            dev.graft.api.runner.RunListener.class,
            dev.graft.api.runner.Runner.class,
            WeightsReader.class);

    assertThat(kinds.stream().<Component<?>>flatMap(kind -> graft.components().of(kind).stream()))
        .isNotEmpty()
        .allSatisfy(
            component ->
                assertThat(FlatRecord.settings(component.settings()))
                    .as(component.name())
                    .allSatisfy(
                        setting -> {
                          assertThat(setting.getAnnotation(Setting.class))
                              .as(SettingName.of(setting.getName()))
                              .isNotNull();
                          assertThat(setting.getAnnotation(Setting.class).value()).endsWith(".");
                        }));
    assertThat(Stream.of(graft.components().descriptions()).flatMap(List::stream))
        .allSatisfy(description -> assertThat(description.description()).endsWith("."));
  }
}
