package dev.graft.testkit;

import dev.graft.api.engine.Engine;
import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Plugin;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;

/** The engines that plugins on the test class path bring, by name. */
final class EnginesOnClassPath {
  private EnginesOnClassPath() {}

  static Map<String, Engine> find() {
    Map<String, Engine> engines = new LinkedHashMap<>();
    for (Plugin plugin : ServiceLoader.load(Plugin.class)) {
      for (Component<?> component : plugin.components()) {
        if (component.kind() == Engine.class) {
          engines.put(component.name(), make(component));
        }
      }
    }
    return engines;
  }

  private static Engine make(Component<?> component) {
    try {
      return (Engine) component.type().getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "engine '%s' cannot be made without settings; override engines()"
              .formatted(component.name()),
          e);
    }
  }
}
