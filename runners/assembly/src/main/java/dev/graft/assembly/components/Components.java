package dev.graft.assembly.components;

import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Plugin;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.problem.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The components that all plugins bring, by kind and name. Listing them makes none of them and
 * loads no engine.
 */
public final class Components {
  private record Listed(Component<?> component, String plugin) {}

  private final Map<Class<?>, Map<String, Listed>> byKind;
  private final Map<String, String> pluginVersions;

  private Components(
      Map<Class<?>, Map<String, Listed>> byKind, Map<String, String> pluginVersions) {
    this.byKind = byKind;
    this.pluginVersions = Collections.unmodifiableMap(pluginVersions);
  }

  /**
   * The components of the plugins that {@link java.util.ServiceLoader} finds.
   *
   * @param loader sees the plugins
   * @throws ProblemException if a plugin cannot be loaded or listed, or two conflict
   */
  public static Components discover(ClassLoader loader) {
    List<Problem> problems = new ArrayList<>();
    List<Plugin> plugins = PluginDiscovery.plugins(loader, problems);
    return list(plugins, problems);
  }

  /**
   * The components of given plugins.
   *
   * @throws ProblemException if one cannot be listed, or two conflict
   */
  public static Components of(Collection<? extends Plugin> plugins) {
    return list(plugins, new ArrayList<>());
  }

  private static Components list(Collection<? extends Plugin> plugins, List<Problem> problems) {
    Map<String, String> versions = new TreeMap<>();
    Map<Class<?>, Map<String, Listed>> byKind = new LinkedHashMap<>();
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
        continue;
      }
      if (versions.putIfAbsent(id, version(plugin)) != null) {
        problems.add(
            Problem.at(where, "has the id '" + id + "' of another plugin")
                .withRemedy("take one of the two away"));
        continue;
      }
      for (Component<?> component : components) {
        add(byKind, new Listed(component, id), problems);
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return new Components(byKind, versions);
  }

  private static void add(
      Map<Class<?>, Map<String, Listed>> byKind, Listed listed, List<Problem> problems) {
    Component<?> component = listed.component();
    Listed other =
        byKind
            .computeIfAbsent(component.kind(), kind -> new TreeMap<>())
            .putIfAbsent(component.name(), listed);
    if (other != null) {
      problems.add(
          Problem.at(
                  "plugin " + listed.plugin(),
                  "brings the %s '%s', as plugin %s does"
                      .formatted(
                          ComponentKind.name(component.kind()), component.name(), other.plugin()))
              .withRemedy("take one of the two plugins away"));
    }
  }

  private static String version(Plugin plugin) {
    String version = plugin.getClass().getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  /** The components of a kind, by name. */
  public <K> List<Component<K>> of(Class<K> kind) {
    return listed(kind).values().stream().map(listed -> cast(kind, listed)).toList();
  }

  /** The names of the components of a kind, sorted. */
  public List<String> names(Class<?> kind) {
    return List.copyOf(listed(kind).keySet());
  }

  /** A component by kind and name, if there is one. */
  public <K> Optional<Component<K>> find(Class<K> kind, String name) {
    return Optional.ofNullable(listed(kind).get(name)).map(listed -> cast(kind, listed));
  }

  /**
   * A component by kind and name.
   *
   * @throws ProblemException if there is none, with the nearest names and the list of all
   */
  public <K> Component<K> require(Class<K> kind, String name) {
    return find(kind, name).orElseThrow(() -> new ProblemException(unknown(kind, name)));
  }

  /** The problem of a name that no component of the kind has, with suggestions and the list. */
  public Problem unknown(Class<?> kind, String name) {
    List<String> names = names(kind);
    Problem problem = Problem.of("unknown %s '%s'".formatted(ComponentKind.name(kind), name));
    return names.isEmpty()
        ? problem.withRemedy(
            "no plugin brings " + ComponentKind.withArticle(kind) + "; see `graft plugins`")
        : problem.expecting(ComponentKind.list(names)).withRemedy(Suggestion.forName(name, names));
  }

  /** What there is to tell about every component, sorted by kind and name. */
  public List<ComponentDescription> descriptions() {
    return byKind.values().stream()
        .flatMap(named -> named.values().stream())
        .map(
            listed ->
                new ComponentDescription(
                    ComponentKind.name(listed.component().kind()),
                    listed.component().name(),
                    listed.component().description(),
                    listed.plugin(),
                    SettingDescriptions.of(listed.component().settings())))
        .sorted(
            Comparator.comparing(ComponentDescription::kind)
                .thenComparing(ComponentDescription::name))
        .toList();
  }

  /** The plugins' versions by id, sorted; {@code unpackaged} for one that is not in a jar. */
  public Map<String, String> pluginVersions() {
    return pluginVersions;
  }

  private Map<String, Listed> listed(Class<?> kind) {
    return byKind.getOrDefault(kind, Map.of());
  }

  /** A listed component's kind is its type argument: {@link Component} says so. */
  @SuppressWarnings("unchecked")
  private static <K> Component<K> cast(Class<K> kind, Listed listed) {
    if (listed.component().kind() != kind) {
      throw new IllegalStateException(listed + " is not listed as " + kind);
    }
    return (Component<K>) listed.component();
  }
}
