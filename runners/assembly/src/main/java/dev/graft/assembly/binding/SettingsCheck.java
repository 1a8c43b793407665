package dev.graft.assembly.binding;

import dev.graft.api.plugin.Setting;
import dev.graft.api.problem.Problem;
import dev.graft.assembly.components.ComponentFactory;
import dev.graft.assembly.components.Components;
import dev.graft.assembly.yaml.Location;
import dev.graft.assembly.yaml.Problems;
import dev.graft.assembly.yaml.YamlNode;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a record of settings, which a stranger wrote, can be bound at all: each type is one that
 * {@link SettingsBinder} knows, each name stands for one setting, and each default is a value.
 */
public final class SettingsCheck {
  private static final String TYPE = "type";

  /** No component is made here. */
  private final ComponentFactory factory = new ComponentFactory(offered -> {});

  private final Components none = Components.of(List.of());

  /**
   * The first thing that is wrong with a component's settings, if anything is. Of a default that is
   * itself a component only the form is looked at.
   */
  public Optional<Problem> of(Class<? extends Record> settings) {
    return wrong(settings, new LinkedHashSet<>());
  }

  private Optional<Problem> wrong(Class<? extends Record> record, Set<Class<?>> around) {
    if (!around.add(record)) {
      return Optional.of(
          Problem.of("its settings %s have themselves inside".formatted(record.getName())));
    }
    Set<String> names = new HashSet<>();
    for (RecordComponent component : FlatRecord.settings(record).toList()) {
      String name = SettingName.of(component.getName());
      if (!names.add(name)) {
        return Optional.of(Problem.of("two of its settings are named '%s'".formatted(name)));
      }
      if (name.equals(TYPE) && around.size() == 1) {
        return Optional.of(
            Problem.of("one of its settings is named 'type'")
                .expecting("another name: 'type' names the component"));
      }
      Optional<Problem> wrong = setting(component, name, around);
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    around.remove(record);
    return Optional.empty();
  }

  private Optional<Problem> setting(RecordComponent component, String name, Set<Class<?>> around) {
    SettingForm form;
    try {
      form = SettingForm.of(component.getGenericType());
    } catch (IllegalStateException e) {
      return Optional.of(
          Problem.of(
                  "its setting '%s' is of the type %s, which no file can hold"
                      .formatted(name, component.getGenericType().getTypeName()))
              .expecting("one of the types that @Setting lists"));
    }
    return below(form)
        .flatMap(record -> wrong(record, around))
        .or(() -> defaultValue(component, form, name));
  }

  /** A record of settings inside a setting. */
  private static Optional<Class<? extends Record>> below(SettingForm form) {
    if (form instanceof SettingForm.MayBeLeftOut optional) {
      return below(optional.form());
    }
    if (form instanceof SettingForm.ListOf list) {
      return below(list.items());
    }
    if (form instanceof SettingForm.OfKindAndMore component) {
      return Optional.of(component.settings());
    }
    return form instanceof SettingForm.Mapping mapping
        ? Optional.of(mapping.settings())
        : Optional.empty();
  }

  private Optional<Problem> defaultValue(RecordComponent component, SettingForm form, String name) {
    Optional<Setting> setting = Optional.ofNullable(component.getAnnotation(Setting.class));
    String text = setting.map(Setting::defaultValue).orElse("");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Problems problems = new Problems();
    YamlNode node;
    try {
      node = SettingsBinder.written(text, Location.option(name));
    } catch (IllegalStateException e) {
      return Optional.of(
          Problem.of("the default '%s' of its setting '%s' is not YAML".formatted(text, name)));
    }
    if (!hasComponent(form)) {
      new SettingsBinder(none, factory, Path.of(""), problems).bind(form, setting, node, name);
    }
    return problems.sorted().stream()
        .findFirst()
        .map(
            wrong ->
                Problem.of(
                        "the default '%s' of its setting '%s': %s"
                            .formatted(text, name, wrong.what()))
                    .expecting(wrong.expected()));
  }

  /** Whether a component is inside somewhere, so that a default is known only among all plugins. */
  private static boolean hasComponent(SettingForm form) {
    if (form instanceof SettingForm.MayBeLeftOut optional) {
      return hasComponent(optional.form());
    }
    if (form instanceof SettingForm.ListOf list) {
      return hasComponent(list.items());
    }
    return form instanceof SettingForm.OfKind
        || form instanceof SettingForm.OfKindAndMore
        || (form instanceof SettingForm.Mapping mapping
            && FlatRecord.settings(mapping.settings())
                .anyMatch(below -> hasComponent(SettingForm.of(below.getGenericType()))));
  }
}
