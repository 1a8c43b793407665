package dev.graft.assembly.plugins;

import dev.graft.api.layer.Layer;
import dev.graft.api.plugin.Component;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.assembly.binding.SettingsCheck;
import dev.graft.assembly.components.ComponentKind;
import dev.graft.assembly.components.PluginFailure;
import jakarta.inject.Inject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The components that a plugin lists, checked without making any: what the compiler holds can be
 * circumvented, and what it cannot hold is checked here before an experiment relies on it.
 */
final class ComponentList {
  private final String where;
  private final List<Component<?>> components;
  private final SettingsCheck settingsCheck;

  /**
   * Of a plugin.
   *
   * @param where its jar or folder
   */
  ComponentList(String where, List<Component<?>> components, SettingsCheck settingsCheck) {
    this.where = where;
    this.components = components;
    this.settingsCheck = settingsCheck;
  }

  /**
   * Checks that all are there, each with a name of its own.
   *
   * @throws ProblemException if not
   */
  void requireNames() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < components.size(); i++) {
      Component<?> component = components.get(i);
      if (component == null) {
        throw problem("its component number %d is null".formatted(i + 1), "a component");
      }
      if (component.kind() == null) {
        throw problem("its component '%s' has no kind".formatted(component.name()), "a kind");
      }
      if (!component.kind().isInterface()) {
        throw problem(
            "its component '%s' is of the kind %s, which is no extension point"
                .formatted(component.name(), component.kind().getName()),
            "an interface, such as Loss.class");
      }
      if (!seen.add(component.kind().getName() + " " + component.name())) {
        throw problem("brings the %s twice".formatted(name(component)), "a name for each");
      }
    }
  }

  /**
   * Checks that each can be made and that its settings can be read from a file.
   *
   * @throws ProblemException if not
   */
  void requireUsable() {
    for (Component<?> component : components) {
      wrong(component)
          .ifPresent(
              problem -> {
                throw new ProblemException(
                    problem
                        .withWhere(where)
                        .withSubject(name(component))
                        .withRemedy(
                            problem.remedy().isEmpty() ? PluginFailure.REMEDY : problem.remedy()));
              });
    }
  }

  private Optional<Problem> wrong(Component<?> component) {
    Class<?> type = component.type();
    Class<?> settings = component.settings();
    if (type == null || settings == null || component.description() == null) {
      return wrong(
          "has no "
              + (type == null ? "type" : settings == null ? "settings" : "description")
              + " (it is null)",
          settings == null ? "NoSettings.class if it has none" : "");
    }
    if (!component.kind().isAssignableFrom(type)) {
      return wrong(
          "%s is no %s".formatted(type.getName(), ComponentKind.name(component.kind())),
          "a class that implements " + component.kind().getName());
    }
    if (!settings.isRecord()) {
      return wrong("its settings %s are no record".formatted(settings.getName()), "a record");
    }
    if (component.kind() == Layer.class && type != settings) {
      return wrong(
          "the layer %s is not the record of its settings".formatted(type.getName()),
          "Component.ofRecord");
    }
    return constructor(type, settings)
        .or(() -> settingsCheck.of(settings.asSubclass(Record.class)));
  }

  private static Optional<Problem> constructor(Class<?> type, Class<?> settings) {
    if (type == settings) {
      return Optional.empty();
    }
    if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
      return wrong("%s is abstract".formatted(type.getName()), "a class that can be made");
    }
    if (type.isMemberClass() && !Modifier.isStatic(type.getModifiers())) {
      return wrong(
          "%s is an inner class, which cannot be made alone".formatted(type.getName()),
          "a class of its own, or a static one");
    }
    List<Constructor<?>> all =
        Arrays.stream(type.getDeclaredConstructors()).filter(one -> !one.isSynthetic()).toList();
    long marked = all.stream().filter(one -> one.isAnnotationPresent(Inject.class)).count();
    if (marked == 1 || (marked == 0 && all.size() == 1)) {
      return Optional.empty();
    }
    return wrong(
        "%s has %d constructors%s"
            .formatted(
                type.getName(),
                all.size(),
                marked == 0 ? "" : ", of which " + marked + " are marked @Inject"),
        "one, or one that is marked with jakarta.inject.Inject");
  }

  private static Optional<Problem> wrong(String what, String expected) {
    return Optional.of(Problem.of(what).expecting(expected));
  }

  private static String name(Component<?> component) {
    return "%s '%s'".formatted(ComponentKind.name(component.kind()), component.name());
  }

  private ProblemException problem(String what, String expected) {
    return new ProblemException(
        Problem.at(where, what).expecting(expected).withRemedy(PluginFailure.REMEDY));
  }
}
