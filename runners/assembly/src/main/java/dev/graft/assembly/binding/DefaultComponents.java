package dev.graft.assembly.binding;

import dev.graft.api.plugin.Component;
import dev.graft.api.problem.ProblemException;
import dev.graft.assembly.components.ComponentFactory;
import dev.graft.assembly.components.Components;
import dev.graft.assembly.yaml.Location;
import dev.graft.assembly.yaml.Problems;
import dev.graft.assembly.yaml.YamlScalar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

  /**
   * A component that was made.
   *
   * @param component its description
   * @param value itself
   */
  public record Made<K>(Component<K> component, K value) {}

  /**
   * Makes all components of a kind but those that cannot be made: they have settings that must be
   * given, or their plugin's code fails.
   */
  public <K> List<Made<K>> all(Class<K> kind) {
    List<Made<K>> made = new ArrayList<>();
    for (Component<K> component : components.of(kind)) {
      Problems problems = new Problems();
      bind(kind, components.shortName(component), problems)
          .cleanValue()
          .ifPresent(value -> made.add(new Made<>(component, value)));
    }
    return made;
  }

  /** How an experiment names a component. */
  public String name(Component<?> component) {
    return components.shortName(component);
  }

  private <K> Bound<K> bind(Class<K> kind, String name, Problems problems) {
    SettingsBinder binder = new SettingsBinder(components, factory, Path.of(""), problems);
    Location location = Location.option(name);
    return binder.component(kind, new YamlScalar(location, name, YamlScalar.Type.TEXT), "");
  }
}
