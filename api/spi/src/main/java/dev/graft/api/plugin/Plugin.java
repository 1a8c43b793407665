package dev.graft.api.plugin;

import dev.graft.api.Stable;
import java.util.List;

/**
 * What a jar brings. Found by {@link java.util.ServiceLoader}: name the class in {@code
 * META-INF/services/dev.graft.api.plugin.Plugin}. Listing components makes none of them.
 *
 * @since 0.1
 */
@Stable
public interface Plugin {
  /** Unique name of the plugin: lower-case letters, digits and dashes, such as {@code heads}. */
  String id();

  /** The components it brings. */
  List<Component<?>> components();

  /** What it makes for its own components; nothing unless overridden. */
  default List<Provision<?>> provides() {
    return List.of();
  }
}
