package dev.graft.assembly.components;

import dev.graft.api.plugin.Plugin;
import dev.graft.api.problem.Problem;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds the plugins named in {@code META-INF/services}. One that cannot be made hides no other. */
final class PluginDiscovery {
  private PluginDiscovery() {}

  static List<Plugin> plugins(ClassLoader loader, List<Problem> problems) {
    List<Plugin> plugins = new ArrayList<>();
    Iterator<ServiceLoader.Provider<Plugin>> providers =
        ServiceLoader.load(Plugin.class, loader).stream().iterator();
    while (true) {
      try {
        if (!providers.hasNext()) {
          return plugins;
        }
        plugins.add(providers.next().get());
      } catch (ServiceConfigurationError | LinkageError e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        problems.add(
            Problem.of("a plugin cannot be loaded: " + e.getMessage() + cause(e, cause))
                .withRemedy("take the plugin's jar away, or use a version made for this Graft"));
      }
    }
  }

  private static String cause(Throwable error, Throwable cause) {
    return cause == error ? "" : " (" + cause + ")";
  }
}
