package dev.graft.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Plugin;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class TrainingPluginTest {
  @Test
  void bringsTheOptimizersAndTheReaderOfItsOwnWeights() {
    Plugin plugin =
        ServiceLoader.load(Plugin.class).stream()
            .filter(provider -> provider.type() == TrainingPlugin.class)
            .map(ServiceLoader.Provider::get)
            .findFirst()
            .orElseThrow();

    List<Component<?>> components = plugin.components();

    assertThat(components)
        .extracting(Component::name)
        .containsExactly("sgd", "rmsprop", "adam", "adamw", "safetensors");
    assertThat(components)
        .allMatch(component -> component.kind().isAssignableFrom(component.type()));
  }
}
