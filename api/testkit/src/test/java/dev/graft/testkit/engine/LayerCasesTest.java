package dev.graft.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.architecture.Node;
import dev.graft.api.layers.BuiltInLayers;
import dev.graft.api.plugin.Component;
import java.util.Set;
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
}
