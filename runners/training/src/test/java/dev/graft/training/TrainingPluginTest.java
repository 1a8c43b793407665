package dev.graft.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Plugin;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class TrainingPluginTest {
  @Test
  void bringsTheMetricsTheOptimizersTheSchedulesAndTheReaderOfItsOwnWeights() {
    Plugin plugin =
        ServiceLoader.load(Plugin.class).stream()
            .filter(provider -> provider.type() == TrainingPlugin.class)
            .map(ServiceLoader.Provider::get)
            .findFirst()
            .orElseThrow();

    List<Component<?>> components = plugin.components();

    assertThat(components)
        .extracting(Component::name)
        .containsExactly(
            "precision",
            "recall",
            "f1",
            "auc",
            "balanced_accuracy",
            "top_k_accuracy",
            "early_stopping",
            "sgd",
            "rmsprop",
            "adam",
            "adamw",
            "exponential_decay",
            "cosine_decay",
            "piecewise_constant_decay",
            "polynomial_decay",
            "inverse_time_decay",
            "reduce_on_plateau",
            "warmup",
            "safetensors");
    assertThat(components)
        .allMatch(component -> component.kind().isAssignableFrom(component.type()));
  }
}
