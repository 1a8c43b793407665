package dev.graft.assembly.schema;

import dev.graft.api.plugin.Component;
import dev.graft.assembly.components.Components;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How files may name components: {@code focal} where one plugin brings it, {@code acme/focal}
 * always. Editors offer the shortest names, and the long ones to whoever has begun one.
 */
final class ComponentNames {
  private static final Map<String, Object> LONG = JsonObject.of("type", "string", "pattern", "/");

  private final Components components;

  ComponentNames(Components components) {
    this.components = components;
  }

  /** All names of a component, the shortest first. */
  List<String> all(Component<?> component) {
    String shortest = components.shortName(component);
    String qualified = qualifiedName(component);
    return shortest.equals(qualified) ? List.of(qualified) : List.of(shortest, qualified);
  }

  String shortest(Component<?> component) {
    return components.shortName(component);
  }

  String qualifiedName(Component<?> component) {
    return components.plugin(component).id() + "/" + component.name();
  }

  /** One of the names of some components, where nothing else stands. */
  Map<String, Object> alone(List<? extends Component<?>> some) {
    return JsonObject.of("if", LONG, "then", qualified(some), "else", bare(some));
  }

  /** A mapping in which one of the names is the value of a key: editors look for it there. */
  Map<String, Object> valueOf(String key, List<? extends Component<?>> some) {
    return JsonObject.of(
        "if",
        JsonObject.of("properties", JsonObject.of(key, LONG), "required", List.of(key)),
        "then",
        JsonObject.of("properties", JsonObject.of(key, qualified(some))),
        "else",
        JsonObject.of("properties", JsonObject.of(key, bare(some))));
  }

  private Map<String, Object> qualified(List<? extends Component<?>> some) {
    return choice(some, this::qualifiedName);
  }

  private Map<String, Object> bare(List<? extends Component<?>> some) {
    return choice(
        some.stream().filter(one -> !shortest(one).contains("/")).toList(), this::shortest);
  }

  private static Map<String, Object> choice(
      List<? extends Component<?>> some, Function<Component<?>, String> name) {
    return JsonObject.of(
        "enum",
        some.stream().map(name).toList(),
        "enumDescriptions",
        some.stream().map(Component::description).toList());
  }
}
