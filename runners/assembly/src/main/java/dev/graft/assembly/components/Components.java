package dev.graft.assembly.components;

import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Plugin;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The components that all plugins bring, by kind and name. Listing them makes none of them and
 * loads no engine.
 *
 * <p>A component is named {@code focal}, or {@code acme/focal} with the plugin that brings it; the
 * long form is needed where two plugins bring the same.
 */
public final class Components {
  /** A component and the plugin that brings it. */
  record Listed(Component<?> component, InstalledPlugin plugin) {
    String qualified() {
      return ComponentName.qualified(plugin.id(), component.name());
    }
  }

  private final List<InstalledPlugin> plugins;
  private final List<LeftOutPlugin> leftOut;
  private final Map<Class<?>, Map<String, List<Listed>>> byKind = new LinkedHashMap<>();
  private final IdentityHashMap<Component<?>, Listed> byComponent = new IdentityHashMap<>();

  private Components(List<InstalledPlugin> plugins, List<LeftOutPlugin> leftOut) {
    this.plugins = List.copyOf(plugins);
    this.leftOut = List.copyOf(leftOut);
    for (InstalledPlugin plugin : plugins) {
      for (Component<?> component : plugin.components()) {
        Listed listed = new Listed(component, plugin);
        byKind
            .computeIfAbsent(component.kind(), kind -> new TreeMap<>())
            .computeIfAbsent(component.name(), name -> new ArrayList<>())
            .add(listed);
        byComponent.put(component, listed);
      }
    }
  }

  /**
   * The components of the plugins of the class path.
   *
   * @param loader sees the plugins
   * @throws ProblemException if a plugin cannot be loaded or listed, or two have one id
   */
  public static Components discover(ClassLoader loader) {
    return new Components(ClassPathPlugins.discover(loader), List.of());
  }

  /**
   * The components of given plugins, as if the class path had them.
   *
   * @throws ProblemException if one cannot be listed, or two have one id
   */
  public static Components of(Collection<? extends Plugin> plugins) {
    return new Components(ClassPathPlugins.list(plugins), List.of());
  }

  /**
   * The components of plugins that were loaded.
   *
   * @param plugins in their order
   * @param leftOut plugins that are not used; a name that nobody brings may be theirs
   */
  public static Components of(List<InstalledPlugin> plugins, List<LeftOutPlugin> leftOut) {
    return new Components(plugins, leftOut);
  }

  /** The components of a kind, by name. */
  public <K> List<Component<K>> of(Class<K> kind) {
    return listed(kind).values().stream()
        .flatMap(List::stream)
        .map(listed -> cast(kind, listed))
        .toList();
  }

  /**
   * The names of the components of a kind, sorted, each as short as an experiment file may name it.
   */
  public List<String> names(Class<?> kind) {
    return listed(kind).values().stream().flatMap(same -> shortest(same).stream()).toList();
  }

  private static List<String> shortest(List<Listed> same) {
    return same.size() == 1
        ? List.of(same.get(0).component().name())
        : same.stream().map(Listed::qualified).toList();
  }

  /** The shortest name of a component that an experiment file may name it by. */
  public String shortName(Component<?> component) {
    Listed listed = plugged(component);
    return listed(component.kind()).get(component.name()).size() == 1
        ? component.name()
        : listed.qualified();
  }

  /**
   * The name of a component that stays its own whatever is dropped in later: that of Graft's own
   * without the plugin, as they have been named from the start, any other's with it.
   */
  public String lastingName(Component<?> component) {
    Listed listed = plugged(component);
    boolean alone =
        listed(component.kind()).get(component.name()).stream()
                .filter(other -> other.plugin().isGraftsOwn())
                .count()
            == 1;
    return listed.plugin().isGraftsOwn() && alone ? component.name() : listed.qualified();
  }

  /** The plugin that brings a component. */
  public InstalledPlugin plugin(Component<?> component) {
    return plugged(component).plugin();
  }

  /**
   * What is told of a component that cannot be made because its plugin's code fails; nothing if the
   * plugin is one of Graft's own, where that is a bug.
   */
  public Optional<Problem> failure(Component<?> component, Throwable thrown) {
    InstalledPlugin plugin = plugin(component);
    return plugin.isGraftsOwn()
        ? Optional.empty()
        : Optional.of(
            new PluginFailure(
                    "", plugin.plugin().getClass().getClassLoader().getName(), plugin.ownJar())
                .problem(
                    "the plugin '%s' %s cannot make its %s '%s'"
                        .formatted(
                            plugin.id(),
                            plugin.version(),
                            ComponentKind.name(component.kind()),
                            component.name()),
                    thrown));
  }

  private Listed plugged(Component<?> component) {
    Listed listed = byComponent.get(component);
    if (listed == null) {
      throw new IllegalArgumentException(component + " is not listed");
    }
    return listed;
  }

  /**
   * A component by kind and name, as an experiment file names it, if there is one and no other of
   * the name.
   */
  public <K> Optional<Component<K>> find(Class<K> kind, String name) {
    return find(kind, name, NameScope.FILE);
  }

  /** A component by kind and name, if there is one of the name for whoever says it. */
  public <K> Optional<Component<K>> find(Class<K> kind, String name, NameScope scope) {
    List<Listed> named = named(kind, name);
    return one(named)
        .or(() -> scope.code().flatMap(code -> preferred(named, code)))
        .map(listed -> cast(kind, listed));
  }

  private static Optional<Listed> preferred(List<Listed> named, Class<?> code) {
    Optional<Listed> own =
        one(
            named.stream()
                .filter(listed -> !listed.plugin().isGraftsOwn() && listed.plugin().owns(code))
                .toList());
    return own.or(
        () -> one(named.stream().filter(listed -> listed.plugin().isGraftsOwn()).toList()));
  }

  private static Optional<Listed> one(List<Listed> named) {
    return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
  }

  private List<Listed> named(Class<?> kind, String text) {
    ComponentName name = ComponentName.parse(text);
    return listed(kind).getOrDefault(name.name(), List.of()).stream()
        .filter(listed -> name.plugin().map(listed.plugin().id()::equals).orElse(true))
        .toList();
  }

  /** What experiment files call a component that was made; its class's name if it is not listed. */
  public <K> String nameOf(Class<K> kind, K made) {
    return of(kind).stream()
        .filter(component -> component.type() == made.getClass())
        .map(Component::name)
        .findFirst()
        .orElseGet(() -> made.getClass().getSimpleName());
  }

  /**
   * A component by kind and name.
   *
   * @throws ProblemException if there is none, with the nearest names and the list of all
   */
  public <K> Component<K> require(Class<K> kind, String name) {
    return find(kind, name).orElseThrow(() -> new ProblemException(unknown(kind, name)));
  }

  /**
   * The problem of a name that no component of the kind has, or several: with suggestions, the
   * list, and the plugins left out that may bring it.
   */
  public Problem unknown(Class<?> kind, String name) {
    List<Listed> named = named(kind, name);
    return named.size() > 1
        ? Problem.of(
                "%d plugins bring %s '%s'"
                    .formatted(named.size(), ComponentKind.withArticle(kind), name))
            .expecting(ComponentKind.list(named.stream().map(Listed::qualified).toList()))
        : new UnknownName(kind, ComponentName.parse(name), listed(kind), plugins, leftOut)
            .problem();
  }

  /** What there is to tell about every component, sorted by kind and name. */
  public List<ComponentDescription> descriptions() {
    return plugins.stream()
        .flatMap(plugin -> plugin.components().stream())
        .map(
            component ->
                new ComponentDescription(
                    ComponentKind.name(component.kind()),
                    component.name(),
                    component.description(),
                    plugin(component).id(),
                    SettingDescriptions.of(component.settings())))
        .sorted(
            Comparator.comparing(ComponentDescription::kind)
                .thenComparing(ComponentDescription::name)
                .thenComparing(ComponentDescription::plugin))
        .toList();
  }

  /** The plugins in use, in the order in which they were loaded. */
  public List<InstalledPlugin> plugins() {
    return plugins;
  }

  /** The plugins that were dropped in and are not used. */
  public List<LeftOutPlugin> leftOut() {
    return leftOut;
  }

  /** The plugins' versions by id, sorted; {@code unpackaged} for one that is not in a jar. */
  public Map<String, String> pluginVersions() {
    Map<String, String> versions = new TreeMap<>();
    plugins.forEach(plugin -> versions.put(plugin.id(), plugin.version()));
    return versions;
  }

  private Map<String, List<Listed>> listed(Class<?> kind) {
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
