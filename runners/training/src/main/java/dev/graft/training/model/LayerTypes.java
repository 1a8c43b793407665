package dev.graft.training.model;

import dev.graft.api.layer.Layer;
import dev.graft.api.plugin.Component;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The layers there are, by component name: what a saved network may consist of. A file can name
 * these only, never a class.
 */
public final class LayerTypes {
  private final Map<String, Class<? extends Record>> types;
  private final Map<Class<?>, String> names;

  private LayerTypes(Map<String, Class<? extends Record>> types, Map<Class<?>, String> names) {
    this.types = types;
    this.names = names;
  }

  /**
   * The layers among some components; the others are passed over.
   *
   * @throws IllegalArgumentException if two have one name or one class, or a layer is not a record
   *     of its settings
   */
  public static LayerTypes of(Collection<? extends Component<?>> components) {
    Map<String, Class<? extends Record>> types = new LinkedHashMap<>();
    Map<Class<?>, String> names = new LinkedHashMap<>();
    for (Component<?> component : components) {
      if (component.kind() != Layer.class) {
        continue;
      }
      if (!component.type().isRecord()) {
        throw new IllegalArgumentException(
            "layer '%s' must be a record of its settings".formatted(component.name()));
      }
      Class<? extends Record> type = component.type().asSubclass(Record.class);
      if (types.put(component.name(), type) != null) {
        throw new IllegalArgumentException("two layers are named '" + component.name() + "'");
      }
      if (names.put(type, component.name()) != null) {
        throw new IllegalArgumentException("layer " + type.getName() + " has two names");
      }
    }
    return new LayerTypes(types, names);
  }

  /** All names. */
  public Set<String> names() {
    return Set.copyOf(types.keySet());
  }

  /** The layer of a name; a record that implements {@link Layer}. */
  public Optional<Class<? extends Record>> type(String name) {
    return Optional.ofNullable(types.get(name));
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
}
