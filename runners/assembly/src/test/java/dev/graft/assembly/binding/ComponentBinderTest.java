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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
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

  @Nested
  class WithoutType {
    record Slow(
        @Setting(value = "Steps.", defaultValue = "{type: adam, learning_rate: 0.25}")
            Optimizer optimizer) {}

    record Needed(@Setting("Steps.") Optimizer optimizer) {}

    @Test
    void aMappingChangesTheDefault() {
      Bound<Steps> bound = bind(Steps.class, "optimizer: {momentum: 0.5}");

      assertThat(told()).isEmpty();
      assertThat(bound.field("optimizer").orElseThrow().resolved())
          .isEqualTo(
              Map.of("type", "sgd", "learning_rate", 0.01, "momentum", 0.5, "nesterov", false));
      assertThat(bound.field("optimizer").orElseThrow().component()).isEqualTo("sgd");
    }

    @Test
    void theDefaultsOtherSettingsStay() {
      assertThat(resolved(bind(Slow.class, "optimizer: {beta_1: 0.5}")))
          .containsEntry("type", "adam")
          .containsEntry("learning_rate", 0.25)
          .containsEntry("beta_1", 0.5);
      assertThat(resolved(bind(Slow.class, "optimizer: {learning_rate: 0.125}")))
          .containsEntry("learning_rate", 0.125);
      assertThat(resolved(bind(Slow.class, "optimizer: {}"))).containsEntry("learning_rate", 0.25);
      assertThat(told()).isEmpty();
    }

    @Test
    void aTypeThatIsSaidHasItsOwnDefaults() {
      assertThat(resolved(bind(Slow.class, "optimizer: {type: adam}")))
          .containsEntry("learning_rate", 0.001);
    }

    private Map<Object, Object> resolved(Bound<Slow> bound) {
      return new HashMap<>((Map<?, ?>) bound.field("optimizer").orElseThrow().resolved());
    }

    @Test
    void mistakesStandWhereTheyAre() {
      bind(Steps.class, "optimizer: {learning_rat: 1}");
      bind(Steps.class, "optimizer: {momentum: 2}");

      assertThat(told())
          .containsExactly(
              "f:1:13: optimizer.learning_rat: unknown key 'learning_rat'; expected one of: type,"
                  + " learning_rate, momentum, nesterov; did you mean 'learning_rate'?",
              "f:1:23: optimizer.momentum: 2 is out of range; expected a number in [0, 1)");
    }

    @Test
    void whatShowsThatAnotherIsMeantIsNotTakenForTheDefault() {
      bind(Steps.class, "optimizer: {learning_rate: 1, beta_1: 0.5}");
      bind(Steps.class, "optimizer: {tpye: adam}");
      bind(Steps.class, "optimizer: {adam: {learning_rate: 1}}");

      String types = "expected type: one of: adam, adamw, rmsprop, sgd; ";
      assertThat(told())
          .containsExactly(
              "f:1:13: optimizer: unknown key 'tpye'; " + types + "did you mean 'type'?",
              "f:1:13: optimizer: 'type' is missing; " + types + "write {type: adam, …settings}",
              "f:1:31: optimizer: 'type' is missing; "
                  + types
                  + "'beta_1' is a setting of adam, adamw");
    }

    @Test
    void withoutADefaultTheTypeIsNeeded() {
      bind(Needed.class, "optimizer: {}");
      bind(Needed.class, "optimizer: {nesterov: true}");

      String types = "'type' is missing; expected type: one of: adam, adamw, rmsprop, sgd";
      assertThat(told())
          .containsExactly(
              "f:1:12: optimizer: " + types,
              "f:1:13: optimizer: " + types + "; 'nesterov' is a setting of sgd");
    }
  }
}
