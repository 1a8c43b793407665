package dev.graft.assembly.binding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.layer.Activation;
import dev.graft.api.layer.NamedLayer;
import dev.graft.api.layers.BuiltInLayers;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.Dropout;
import dev.graft.api.layers.Flatten;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.api.plugin.Setting;
import dev.graft.api.problem.Problem;
import dev.graft.assembly.components.ComponentFactory;
import dev.graft.assembly.components.Components;
import dev.graft.assembly.yaml.Problems;
import dev.graft.assembly.yaml.YamlMapping;
import dev.graft.assembly.yaml.YamlReader;
import dev.graft.training.TrainingPlugin;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComponentBinderTest {
  record Layers(@Setting("Layers.") List<NamedLayer> layers) {}

  record Steps(@Setting(value = "Steps.", defaultValue = "sgd") Optimizer optimizer) {}

  private final Problems problems = new Problems();
  private final SettingsBinder binder =
      new SettingsBinder(
          Components.of(List.of(new BuiltInLayers(), new TrainingPlugin())),
          new ComponentFactory(offered -> {}),
          Path.of("/"),
          problems);

  private <R extends Record> Bound<R> bind(Class<R> type, String yaml) {
    return binder.record(
        type, (YamlMapping) YamlReader.read("f", yaml, problems).orElseThrow(), "");
  }

  private List<String> told() {
    return problems.sorted().stream().map(Problem::toString).toList();
  }

  @Test
  void layersWithAndWithoutNameAndSettings() {
    Bound<Layers> bound =
        bind(
            Layers.class,
            """
            layers:
              - {type: conv2d, filters: 8, kernel_size: 3, activation: relu, name: first}
              - flatten
              - {type: flatten, name: flat}
              - {type: dense, units: 2}
              - {type: dropout, rate: 0.5}
            """);

    assertThat(told()).isEmpty();
    assertThat(bound.cleanValue().orElseThrow().layers())
        .containsExactly(
            NamedLayer.of("first", Conv2D.of(8, 3).activation(Activation.RELU)),
            NamedLayer.of(new Flatten()),
            NamedLayer.of("flat", new Flatten()),
            NamedLayer.of(Dense.of(2)),
            NamedLayer.of(new Dropout(0.5)));
    assertThat(bound.field("layers").orElseThrow().items().get(0).resolved())
        .isEqualTo(
            Map.of(
                "type", "conv2d",
                "name", "first",
                "filters", 8,
                "kernel_size", List.of(3, 3),
                "strides", List.of(1, 1),
                "padding", "valid",
                "use_bias", true,
                "activation", "relu",
                "kernel_initializer", "glorot_uniform"));
    assertThat(bound.field("layers").orElseThrow().items().get(1).resolved()).isEqualTo("flatten");
    assertThat(bound.field("layers").orElseThrow().items().get(2).resolved())
        .isEqualTo(Map.of("type", "flatten", "name", "flat"));
  }

  @Test
  void everyWrongLayerIsToldInItsPlace() {
    bind(
        Layers.class,
        """
        layers:
          - {type: conv2d, filters: 0, kernel_size: 3}
          - {type: conv3d}
          - {type: dense, unit: 2}
          - dropout
          - {name: x}
          - 7
          - {tpye: dense, units: 3}
          - {dense: {units: 3}}
          - {type: dropout, rate: 1}
          - {type: dense, units: 3, name: a/b}
        """);

    assertThat(told())
        .hasSize(10)
        .satisfiesExactly(
            line -> assertThat(line).startsWith("f:2:29: layers[0].filters: 0 is out of range"),
            line ->
                assertThat(line)
                    .startsWith("f:3:12: layers[1].type: unknown layer 'conv3d'; expected one of:")
                    .contains("did you mean 'conv2d'"),
            line ->
                assertThat(line)
                    .startsWith("f:4:19: layers[2].unit: unknown key 'unit'")
                    .endsWith("did you mean 'units'?"),
            line ->
                assertThat(line).startsWith("f:5:5: layers[3].rate: is missing; expected a number"),
            line ->
                assertThat(line).startsWith("f:6:5: layers[4]: 'type' is missing; expected type:"),
            line ->
                assertThat(line)
                    .startsWith("f:7:5: layers[5]: found the number 7; expected a layer, {type:"),
            line ->
                assertThat(line)
                    .startsWith("f:8:6: layers[6]: unknown key 'tpye'")
                    .endsWith("did you mean 'type'?"),
            line ->
                assertThat(line)
                    .startsWith("f:9:6: layers[7]: 'type' is missing")
                    .endsWith("write {type: dense, …settings}"),
            line -> assertThat(line).startsWith("f:10:27: layers[8].rate: 1 is out of range"),
            line ->
                assertThat(line)
                    .startsWith("f:11:35: layers[9].name: a layer's name is not blank and has no"));
  }

  @Test
  void aTypeThatIsNoText() {
    bind(Steps.class, "optimizer: {type: 3}");

    assertThat(told())
        .containsExactly(
            "f:1:19: optimizer.type: found the number 3; expected one of: adam, adamw, rmsprop,"
                + " sgd");
  }

  @Test
  void aComponentAsDefaultIsResolvedWithItsSettings() {
    Bound<Steps> bound = bind(Steps.class, "{}");

    assertThat(told()).isEmpty();
    assertThat(bound.cleanValue().orElseThrow().optimizer().learningRate()).isEqualTo(0.01);
    assertThat(bound.field("optimizer").orElseThrow().resolved())
        .isEqualTo(
            Map.of("type", "sgd", "learning_rate", 0.01, "momentum", 0.0, "nesterov", false));
    assertThat(bound.field("optimizer").orElseThrow().component()).isEqualTo("sgd");
  }

  @Test
  void aComponentIsStillMadeThoughAnOddKeyStandsInIt() {
    Bound<Steps> bound = bind(Steps.class, "optimizer: {type: sgd, learning_rat: 0.5}");

    assertThat(told()).singleElement().asString().endsWith("did you mean 'learning_rate'?");
    assertThat(bound.value()).isPresent();
    assertThat(bound.cleanValue()).isEmpty();
  }
}
