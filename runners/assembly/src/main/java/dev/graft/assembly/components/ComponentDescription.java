package dev.graft.assembly.components;

import java.util.List;

/**
 * What there is to tell about a component, without making it.
 *
 * @param kind its kind for people, such as {@code weights reader}
 * @param name its name in experiment files
 * @param description one sentence
 * @param plugin id of the plugin that brings it
 * @param settings its settings, in order
 */
public record ComponentDescription(
    String kind,
    String name,
    String description,
    String plugin,
    List<SettingDescription> settings) {
  /** Copies the list. */
  public ComponentDescription {
    settings = List.copyOf(settings);
  }

  /** Its name with the plugin that brings it, which tells it from others of the name. */
  public String qualifiedName() {
    return ComponentName.qualified(plugin, name);
  }
}
