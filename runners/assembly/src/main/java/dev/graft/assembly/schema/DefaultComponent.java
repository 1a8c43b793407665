package dev.graft.assembly.schema;

import dev.graft.api.plugin.Component;
import dev.graft.assembly.components.Components;
import dev.graft.assembly.components.NameScope;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The component that stands in a place where a file says nothing.
 *
 * @param yaml its name or mapping; empty if there is none
 * @param code who says its name
 */
record DefaultComponent(String yaml, NameScope code) {
  private static final String TYPE = "type";

  /** Its type and settings; empty if there is no default that is a component. */
  Map<?, ?> settings() {
    if (yaml.isEmpty()) {
      return Map.of();
    }
    Object data = PlainData.parse(yaml);
    if (data instanceof String name) {
      return Map.of(TYPE, name);
    }
    return data instanceof Map<?, ?> map && map.get(TYPE) instanceof String ? map : Map.of();
  }

  /** What tells places with different defaults apart in the names of their schemas. */
  String suffix() {
    return settings().isEmpty()
        ? ""
        : settings().entrySet().stream()
            .map(setting -> setting.getKey() + "=" + setting.getValue())
            .collect(Collectors.joining(",", "(", ")"))
            .replace('/', '.');
  }

  /** The component, if its plugin is there. */
  <K> Optional<Component<K>> find(Class<K> kind, Components components) {
    return Optional.ofNullable((String) settings().get(TYPE))
        .flatMap(name -> components.find(kind, name, code));
  }
}
