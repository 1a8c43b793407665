package dev.graft.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.architecture.Node;
import dev.graft.api.layers.Add;
import dev.graft.api.layers.BuiltInLayers;
import dev.graft.api.plugin.Component;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LayerCasesTest {
  @Test
  void everyBuiltInLayerHasACase() {
    Set<Class<?>> covered =
        LayerCases.all().stream()
            .flatMap(network -> network.nodes().stream())
            .map(Node::layer)
            .map(Object::getClass)
            .collect(Collectors.toSet());

    assertThat(new BuiltInLayers().components())
        .extracting(Component::type)
        .isNotEmpty()
        .allSatisfy(type -> assertThat(covered).contains(type));
  }

  @Test
  void everySettingOfALayerTakesSeveralValues() {
    Map<String, Set<Object>> values = new TreeMap<>();
    LayerCases.all().stream()
        .flatMap(network -> network.nodes().stream())
        .map(Node::layer)
        .filter(layer -> layer.getClass().getPackage().equals(Add.class.getPackage()))
        .forEach(
            layer -> {
              for (RecordComponent setting : layer.getClass().getRecordComponents()) {
                values
                    .computeIfAbsent(
                        layer.getClass().getSimpleName() + "." + setting.getName(),
                        key -> new HashSet<>())
                    .add(value(layer, setting));
              }
            });

    assertThat(values).isNotEmpty();
    assertThat(values)
        .allSatisfy((setting, taken) -> assertThat(taken).as(setting).hasSizeGreaterThan(1));
  }

  private static Object value(Object layer, RecordComponent setting) {
    try {
      return setting.getAccessor().invoke(layer);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
