package dev.graft.assembly.experiment;

import dev.graft.api.backbone.Backbone;
import dev.graft.api.plugin.Component;
import dev.graft.api.weights.PublishedWeights;
import dev.graft.api.weights.WeightsCatalogue;
import dev.graft.assembly.binding.DefaultComponents;
import dev.graft.assembly.binding.DefaultComponents.Made;
import dev.graft.assembly.components.Components;
import dev.graft.assembly.components.InstalledPlugin;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The weights that the plugins' catalogues know to be published. A plugin that publishes weights
 * for its own backbone means that one, even if another plugin brings one of the same name.
 */
public final class KnownWeights {
  private static final Logger LOG = LoggerFactory.getLogger(KnownWeights.class);

  private final Components components;
  private final DefaultComponents defaults;

  /** Of given components. */
  public KnownWeights(Components components, DefaultComponents defaults) {
    this.components = components;
    this.defaults = defaults;
  }

  /** All of them, each with the name of its backbone that experiments write. */
  public List<PublishedWeights> list() {
    List<PublishedWeights> all = new ArrayList<>();
    for (Made<WeightsCatalogue> made : defaults.all(WeightsCatalogue.class)) {
      InstalledPlugin plugin = components.plugin(made.component());
      try {
        for (PublishedWeights weights : made.value().weights()) {
          all.add(named(weights, plugin));
        }
      } catch (RuntimeException | LinkageError e) {
        if (plugin.isGraftsOwn()) {
          throw e;
        }
        LOG.warn(
            "plugin '{}' {} cannot list the weights it knows: {}",
            plugin.id(),
            plugin.version(),
            e.toString());
      }
    }
    return List.copyOf(all);
  }

  private PublishedWeights named(PublishedWeights weights, InstalledPlugin plugin) {
    for (Component<?> component : plugin.components()) {
      if (component.kind() == Backbone.class && component.name().equals(weights.backbone())) {
        return new PublishedWeights(
            weights.name(),
            components.lastingName(component),
            weights.settings(),
            weights.brings(),
            weights.side(),
            weights.address(),
            weights.fileName(),
            weights.checksum(),
            weights.bytes());
      }
    }
    return weights;
  }
}
