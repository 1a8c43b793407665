package dev.graft.assembly.components;

import java.util.Optional;

/**
 * How a component is named: {@code focal}, or with the plugin that brings it {@code acme/focal}.
 *
 * @param plugin id of the plugin; empty if it is left open
 * @param name the component's own name
 */
public record ComponentName(Optional<String> plugin, String name) {
  /** Takes a name apart at its first slash. */
  public static ComponentName parse(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? new ComponentName(Optional.empty(), text)
        : new ComponentName(Optional.of(text.substring(0, slash)), text.substring(slash + 1));
  }

  /** With the plugin that brings it. */
  static String qualified(String plugin, String name) {
    return plugin + "/" + name;
  }

  /** As it is written. */
  @Override
  public String toString() {
    return plugin.map(id -> qualified(id, name)).orElse(name);
  }
}
