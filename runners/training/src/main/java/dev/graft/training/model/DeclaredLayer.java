package dev.graft.training.model;

import dev.graft.api.plugin.Component;

/**
 * A layer that a plugin brings.
 *
 * @param component the layer; a record of its settings
 * @param plugin id of the plugin
 * @param version version of the plugin
 * @param graftsOwn whether the plugin is one of Graft's own, which are always there
 */
public record DeclaredLayer(
    Component<?> component, String plugin, String version, boolean graftsOwn) {
  String name() {
    return component.name();
  }

  String qualifiedName() {
    return plugin + "/" + component.name();
  }
}
