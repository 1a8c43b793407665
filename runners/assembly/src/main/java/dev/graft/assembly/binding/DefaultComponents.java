package dev.graft.assembly.binding;

import dev.graft.api.plugin.Component;
import dev.graft.api.problem.ProblemException;
import dev.graft.assembly.components.ComponentFactory;
import dev.graft.assembly.components.Components;
import dev.graft.assembly.yaml.Location;
import dev.graft.assembly.yaml.Problems;
import dev.graft.assembly.yaml.YamlScalar;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Components with all settings left out. */
public final class DefaultComponents {
  private final Components components;
  private final ComponentFactory factory;

  /** Of given components. */
  public DefaultComponents(Components components, ComponentFactory factory) {
    this.components = components;
    this.factory = factory;
  }

  /**
   * Makes a component by name.
   *
   * @throws ProblemException if there is none of the name, with suggestions; or it has settings
   *     that must be given
   */
  public <K> K make(Class<K> kind, String name) {
    components.require(kind, name);
    Problems problems = new Problems();
    Bound<K> bound = bind(kind, name, problems);
    problems.throwIfAny();
    return bound.value().orElseThrow();
  }

  /** Makes all components of a kind but those with settings that must be given; by name. */
  public <K> Map<String, K> all(Class<K> kind) {
    Map<String, K> made = new LinkedHashMap<>();
    for (Component<K> component : components.of(kind)) {
      Problems problems = new Problems();
      bind(kind, component.name(), problems)
          .cleanValue()
          .ifPresent(value -> made.put(component.name(), value));
    }
    return made;
  }

  private <K> Bound<K> bind(Class<K> kind, String name, Problems problems) {
    SettingsBinder binder = new SettingsBinder(components, factory, Path.of(""), problems);
    Location location = Location.option(name);
    return binder.component(kind, new YamlScalar(location, name, YamlScalar.Type.TEXT), "");
  }
}
