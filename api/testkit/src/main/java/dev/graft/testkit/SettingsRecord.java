package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.plugin.Flat;
import dev.graft.api.plugin.Setting;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A record of settings, looked at as Graft does when it reads an experiment file.
 *
 * @param type the record
 */
record SettingsRecord(Class<? extends Record> type) {
  static SettingsRecord of(Class<? extends Record> type) {
    return new SettingsRecord(type);
  }

  /** What Graft could not do with it; empty if all is well. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (!isPublic(type)) {
      problems.add(
          "%s is not public, nor all that it stands in: Graft cannot make it"
              .formatted(type.getName()));
    }
    Set<String> names = new LinkedHashSet<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String where = type.getSimpleName() + "." + component.getName();
      Setting setting = component.getAnnotation(Setting.class);
      boolean flat = component.isAnnotationPresent(Flat.class);
      if (setting == null && !flat) {
        problems.add(where + " has neither @Setting nor @Flat");
      }
      if (!names.add(nameInFiles(component.getName()))) {
        problems.add(
            "%s: two settings would both be called '%s' in files"
                .formatted(where, nameInFiles(component.getName())));
      }
      SettingTypes.problem(component.getGenericType()).ifPresent(p -> problems.add(where + p));
      if (setting != null && !flat) {
        described(where, component, setting, problems);
      }
      if (flat && component.getType().isRecord()) {
        problems.addAll(of(component.getType().asSubclass(Record.class)).problems());
      }
    }
    return problems;
  }

  private static void described(
      String where, RecordComponent component, Setting setting, List<String> problems) {
    if (setting.value().isBlank()) {
      problems.add(where + ": @Setting has no sentence for people");
    }
    boolean number = SettingTypes.isNumber(component.getGenericType());
    boolean range =
        setting.min() != Double.NEGATIVE_INFINITY || setting.max() != Double.POSITIVE_INFINITY;
    if (range && !number) {
      problems.add(where + ": a range is for numbers");
    }
    if (!(setting.min() <= setting.max())) {
      problems.add(where + ": no number is between min and max");
    }
    for (String text : List.of(setting.defaultValue(), setting.example())) {
      if (!text.isEmpty()) {
        SettingTypes.refusal(component.getGenericType(), setting, text)
            .ifPresent(why -> problems.add("%s: '%s' %s".formatted(where, text, why)));
      }
    }
    if (!setting.defaultValue().isEmpty() && SettingTypes.isOptional(component.getGenericType())) {
      problems.add(where + ": an optional has no default; empty is what it is without");
    }
  }

  /**
   * The record with every setting at its default or, where it has none, left out or at its example.
   *
   * @return empty if one of them has neither, or one that only an experiment file can give
   * @throws IllegalArgumentException if the record refuses them
   */
  Optional<Record> sample() {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      Optional<Object> value =
          components[i].isAnnotationPresent(Flat.class) && components[i].getType().isRecord()
              ? of(components[i].getType().asSubclass(Record.class)).sample().map(r -> r)
              : SettingTypes.sample(
                  components[i].getGenericType(), components[i].getAnnotation(Setting.class));
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values[i] = value.get();
    }
    return Optional.of(make(type, values));
  }

  /** A record made again from its components is equal, and its lists are its own. */
  static void requireRoundTrip(Record record) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    List<List<Object>> handedIn = new ArrayList<>();
    for (int i = 0; i < components.length; i++) {
      values[i] = value(record, components[i]);
      if (values[i] instanceof List<?> list) {
        List<Object> copy = new ArrayList<>(list);
        handedIn.add(copy);
        values[i] = copy;
      }
    }
    Record again = make(record.getClass(), values);
    assertThat(again).as("made again from its own components").isEqualTo(record);
    handedIn.forEach(List::clear);
    assertThat(again)
        .as("after a list that it was made of has changed")
        .isEqualTo(make(record.getClass(), valuesOf(record)));
  }

  private static Object[] valuesOf(Record record) {
    return Arrays.stream(record.getClass().getRecordComponents())
        .map(component -> value(record, component))
        .toArray();
  }

  private static Object value(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(component + " cannot be read", e);
    }
  }

  private static Record make(Class<? extends Record> type, Object... values) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refusal) {
        throw refusal;
      }
      throw new AssertionError(
          "%s threw %s; a setting is refused by IllegalArgumentException"
              .formatted(type.getName(), e.getCause()),
          e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type.getName() + " cannot be made", e);
    }
  }

  /** A component's name as experiment files have it: {@code learningRate} is learning_rate. */
  static String nameInFiles(String component) {
    return component
        .replaceAll("([a-z])([0-9]+)(?=[A-Z]|$)", "$1_$2")
        .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .toLowerCase(java.util.Locale.ROOT);
  }

  static boolean isPublic(Class<?> type) {
    return Modifier.isPublic(type.getModifiers())
        && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()));
  }
}
