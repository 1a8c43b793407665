package dev.graft.training.model;

import dev.graft.api.layer.Layer;
import dev.graft.api.plugin.Component;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The layers there are: what a saved network may consist of. A file can name these only, never a
 * class.
 *
 * <p>A file names Graft's own layers as experiments do, {@code conv2d}, and others with the plugin
 * that brings them, {@code acme/scale}: so no plugin that is installed later changes what a saved
 * network is.
 */
public final class LayerTypes {
  private final Map<String, DeclaredLayer> layers;
  private final Map<Class<?>, String> names;
  private final Map<String, String> plugins;
  private final Map<String, String> leftOut;

  private LayerTypes(
      Map<String, DeclaredLayer> layers,
      Map<Class<?>, String> names,
      Map<String, String> plugins,
      Map<String, String> leftOut) {
    this.layers = layers;
    this.names = names;
    this.plugins = plugins;
    this.leftOut = leftOut;
  }

  /**
   * The layers among some components of Graft's own; the others are passed over.
   *
   * @throws IllegalArgumentException if two have one name or one class, or a layer is not a record
   *     of its settings
   */
  public static LayerTypes of(Collection<? extends Component<?>> components) {
    return of(
        components.stream()
            .filter(component -> component.kind() == Layer.class)
            .map(component -> new DeclaredLayer(component, "graft", "", true))
            .toList(),
        Map.of(),
        Map.of());
  }

  /**
   * The layers of all plugins.
   *
   * @param plugins versions of the plugins that are installed, by id
   * @param leftOut why plugins are not used that were dropped in, by id
   * @throws IllegalArgumentException if two have one name or one class, or a layer is not a record
   *     of its settings
   */
  public static LayerTypes of(
      List<DeclaredLayer> declared, Map<String, String> plugins, Map<String, String> leftOut) {
    Map<String, DeclaredLayer> layers = new LinkedHashMap<>();
    Map<Class<?>, String> names = new LinkedHashMap<>();
    Set<String> several = several(declared);
    for (DeclaredLayer layer : declared) {
      if (!layer.component().type().isRecord()) {
        throw new IllegalArgumentException(
            "layer '%s' must be a record of its settings".formatted(layer.name()));
      }
      String name =
          layer.graftsOwn() && !several.contains(layer.name())
              ? layer.name()
              : layer.qualifiedName();
      if (layers.put(name, layer) != null) {
        throw new IllegalArgumentException("two layers are named '" + name + "'");
      }
      if (names.put(layer.component().type(), name) != null) {
        throw new IllegalArgumentException(
            "layer " + layer.component().type().getName() + " has two names");
      }
    }
    return new LayerTypes(layers, names, Map.copyOf(plugins), Map.copyOf(leftOut));
  }

  /** Names that several of Graft's own plugins bring. */
  private static Set<String> several(List<DeclaredLayer> declared) {
    return declared.stream()
        .filter(DeclaredLayer::graftsOwn)
        .collect(Collectors.groupingBy(DeclaredLayer::name))
        .entrySet()
        .stream()
        .filter(same -> same.getValue().stream().map(DeclaredLayer::plugin).distinct().count() > 1)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** All names. */
  public Set<String> names() {
    return Set.copyOf(layers.keySet());
  }

  /**
   * The layer of a name; a record that implements {@link Layer}. A name without plugin that is none
   * of Graft's own stands for the only one of the name; one with a plugin may be Graft's own.
   */
  public Optional<Class<? extends Record>> type(String name) {
    return Optional.ofNullable(layers.get(name))
        .or(() -> only(name))
        .map(layer -> layer.component().type().asSubclass(Record.class));
  }

  private Optional<DeclaredLayer> only(String name) {
    List<DeclaredLayer> same = new ArrayList<>();
    for (DeclaredLayer layer : layers.values()) {
      if (layer.name().equals(name) || layer.qualifiedName().equals(name)) {
        same.add(layer);
      }
    }
    return same.size() == 1 ? Optional.of(same.get(0)) : Optional.empty();
  }

  /** Whether a plugin declares a layer's type, so that it can be saved. */
  public boolean lists(Layer layer) {
    return names.containsKey(layer.getClass());
  }

  /**
   * The name of a layer's type.
   *
   * @throws IllegalArgumentException if no plugin declares it
   */
  public String nameOf(Layer layer) {
    String name = names.get(layer.getClass());
    if (name == null) {
      throw new IllegalArgumentException(
          "no plugin declares the layer " + layer.getClass().getName());
    }
    return name;
  }

  /** The layer's declaration, if it is none of Graft's own. */
  Optional<DeclaredLayer> droppedIn(Layer layer) {
    return Optional.of(layers.get(nameOf(layer))).filter(declared -> !declared.graftsOwn());
  }

  /** The version of an installed plugin. */
  Optional<String> pluginVersion(String id) {
    return Optional.ofNullable(plugins.get(id));
  }

  /** Why a plugin is not used that was dropped in. */
  Optional<String> leftOut(String id) {
    return Optional.ofNullable(leftOut.get(id));
  }
}
