package dev.graft.assembly.components;

import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Plugin;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * The plugins of the class path, which are Graft's own: named in {@code META-INF/services}, without
 * a manifest. They are trusted: what is wrong with one stops Graft, for all of them are needed.
 */
public final class ClassPathPlugins {
  private ClassPathPlugins() {}

  /**
   * Finds and lists them.
   *
   * @param loader sees them
   * @throws ProblemException with all that cannot be loaded or listed
   */
  public static List<InstalledPlugin> discover(ClassLoader loader) {
    List<Problem> problems = new ArrayList<>();
    return list(find(loader, problems), problems);
  }

  /**
   * Lists given ones.
   *
   * @throws ProblemException with all that cannot be listed
   */
  static List<InstalledPlugin> list(Collection<? extends Plugin> plugins) {
    return list(plugins, new ArrayList<>());
  }

  private static List<Plugin> find(ClassLoader loader, List<Problem> problems) {
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
        String cause = e.getCause() == null ? "" : " (" + e.getCause() + ")";
        problems.add(
            Problem.of("a plugin cannot be loaded: " + e.getMessage() + cause)
                .withRemedy("take the plugin's jar away, or use a version made for this Graft"));
      }
    }
  }

  private static List<InstalledPlugin> list(
      Collection<? extends Plugin> plugins, List<Problem> problems) {
    List<InstalledPlugin> listed = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Plugin plugin : plugins) {
      String where = "plugin " + plugin.getClass().getName();
      String id;
      List<Component<?>> components;
      try {
        id = plugin.id();
        components = List.copyOf(plugin.components());
      } catch (RuntimeException | LinkageError e) {
        problems.add(
            Problem.at(where, "cannot list its components: " + e)
                .withRemedy("take the plugin's jar away, or use a version made for this Graft"));
        continue;
      }
      if (id == null || !id.matches("[a-z][a-z0-9-]*")) {
        problems.add(
            Problem.at(where, "has the id '" + id + "'")
                .expecting("lower-case letters, digits and dashes"));
      } else if (!ids.add(id)) {
        problems.add(
            Problem.at(where, "has the id '" + id + "' of another plugin")
                .withRemedy("take one of the two away"));
      } else {
        listed.add(new InstalledPlugin(id, version(plugin), plugin, components, List.of()));
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return listed;
  }

  private static String version(Plugin plugin) {
    return Objects.requireNonNullElse(
        plugin.getClass().getPackage().getImplementationVersion(), "unpackaged");
  }
}
