package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.api.layer.Layer;
import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Plugin;
import java.util.LinkedHashSet;
import java.util.ServiceLoader;
import java.util.Set;

/** The layers that plugins on the class path name: what a saved model may consist of. */
final class KnownLayers {
  private KnownLayers() {}

  /** Every layer can be written into a model's folder and read again. */
  static void require(Architecture network) {
    Set<Class<?>> known = new LinkedHashSet<>();
    for (Plugin plugin : ServiceLoader.load(Plugin.class)) {
      for (Component<?> component : plugin.components()) {
        if (component.kind() == Layer.class) {
          known.add(component.type());
        }
      }
    }
    for (Node node : network.nodes()) {
      assertThat(known)
          .as("layers that plugins on the class path name (layer '%s')", node.name())
          .contains(node.layer().getClass());
      SettingsRecord.requireRoundTrip((Record) node.layer());
    }
  }
}
