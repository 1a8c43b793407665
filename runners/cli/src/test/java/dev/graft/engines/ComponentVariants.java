package dev.graft.engines;

import dev.graft.api.plugin.Component;
import dev.graft.assembly.Graft;
import dev.graft.assembly.binding.SettingsBinder;
import dev.graft.assembly.components.ComponentFactory;
import dev.graft.assembly.components.ComponentKind;
import dev.graft.assembly.components.Components;
import dev.graft.assembly.components.SettingDescription;
import dev.graft.assembly.yaml.Location;
import dev.graft.assembly.yaml.Problems;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Every component of a kind that Graft finds, in several settings, by its YAML: with its defaults,
 * with each setting changed that is off by default, and with all settings changed. One that is
 * added needs no line anywhere to be among them.
 */
final class ComponentVariants {
  private final Components components = Graft.fromClassPath().components();
  private final ComponentFactory factory = new ComponentFactory(binder -> {});

  <K> Map<String, K> of(Class<K> kind) {
    Map<String, K> variants = new LinkedHashMap<>();
    for (Component<K> component : components.of(kind)) {
      Map<String, String> all = new LinkedHashMap<>();
      variants.put(component.name(), make(kind, component.name()));
      for (SettingDescription setting : settings(component)) {
        String changed = changed(component, setting);
        all.put(setting.name(), changed);
        if (isOff(setting)) {
          add(variants, kind, component, Map.of(setting.name(), changed));
        }
      }
      if (!all.isEmpty()) {
        add(variants, kind, component, all);
      }
    }
    return variants;
  }

  private <K> void add(
      Map<String, K> variants, Class<K> kind, Component<K> component, Map<String, String> changed) {
    String yaml =
        changed.entrySet().stream()
            .map(setting -> setting.getKey() + ": " + setting.getValue())
            .collect(Collectors.joining(", ", "{type: " + component.name() + ", ", "}"));
    variants.put(yaml, make(kind, yaml));
  }

  /** One component as a file has it: a name, or a name and settings. */
  <K> K make(Class<K> kind, String yaml) {
    Problems problems = new Problems();
    SettingsBinder binder = new SettingsBinder(components, factory, Path.of(""), problems);
    var bound = binder.component(kind, yaml, ComponentVariants.class, Location.option(yaml), "");
    problems.throwIfAny();
    return bound.value().orElseThrow();
  }

  private List<SettingDescription> settings(Component<?> component) {
    return components.descriptions().stream()
        .filter(
            description ->
                description.kind().equals(ComponentKind.name(component.kind()))
                    && description.name().equals(component.name()))
        .findFirst()
        .orElseThrow()
        .settings();
  }

  private static boolean isOff(SettingDescription setting) {
    return setting.defaultValue().equals("false") || setting.defaultValue().equals("0");
  }

  /** Another value than the default: shares and sizes of steps are halved, what is off is on. */
  private static String changed(Component<?> component, SettingDescription setting) {
    return switch (setting.type()) {
      case "true or false" -> setting.defaultValue().equals("false") ? "true" : "false";
      case "a number" ->
          setting.defaultValue().equals("0")
              ? "0.5"
              : Double.toString(Double.parseDouble(setting.defaultValue()) / 2);
      default ->
          throw new IllegalStateException(
              "no other value is known for %s of '%s', which is %s: add one here"
                  .formatted(setting.name(), component.name(), setting.type()));
    };
  }
}
