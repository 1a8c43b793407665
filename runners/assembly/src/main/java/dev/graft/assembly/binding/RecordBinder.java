package dev.graft.assembly.binding;

import dev.graft.api.plugin.Setting;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.problem.Suggestion;
import dev.graft.assembly.components.ComponentKind;
import dev.graft.assembly.yaml.Location;
import dev.graft.assembly.yaml.Problems;
import dev.graft.assembly.yaml.YamlMapping;
import dev.graft.assembly.yaml.YamlScalar;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Binds mappings to records. */
final class RecordBinder {
  private final SettingsBinder values;
  private final CurrentScope scope;
  private final Problems problems;

  RecordBinder(SettingsBinder values, CurrentScope scope, Problems problems) {
    this.values = values;
    this.scope = scope;
    this.problems = problems;
  }

  /** The keys of a record's settings, in order. */
  static List<String> keys(Class<? extends Record> type) {
    return FlatRecord.settings(type).map(component -> SettingName.of(component.getName())).toList();
  }

  Bound<Object> bind(Class<? extends Record> type, YamlMapping mapping, String path) {
    Set<String> meant = unknownKeys(mapping, path, keys(type));
    Map<String, Bound<?>> fields = fields(type, mapping, path, meant);
    return build(type, fields, mapping, path, meant.isEmpty());
  }

  /**
   * Tells of the keys that nothing knows.
   *
   * @return the keys that were probably meant, so that they are not told to be missing
   */
  Set<String> unknownKeys(YamlMapping mapping, String path, Collection<String> known) {
    Set<String> meant = new HashSet<>();
    for (YamlMapping.Entry entry : mapping.entries()) {
      String key = entry.key();
      if (known.contains(key)) {
        continue;
      }
      List<String> free =
          known.stream().filter(name -> mapping.entry(name).isEmpty()).sorted().toList();
      meant.addAll(Suggestion.nearest(key, free, 3));
      problems.add(
          entry.keyLocation(),
          below(path, YamlScalar.shown(key)),
          Problem.of("unknown key '" + YamlScalar.shown(key) + "'")
              .expecting(known.isEmpty() ? "no keys here" : ComponentKind.list(List.copyOf(known)))
              .withRemedy(withoutBlank(key, known).or(() -> Suggestion.forName(key, known))));
    }
    return meant;
  }

  /** In braces {@code epochs:5} is a key without a value. */
  private static Optional<String> withoutBlank(String key, Collection<String> known) {
    int colon = key.indexOf(':');
    return colon > 0 && known.contains(key.substring(0, colon))
        ? Optional.of("write a blank behind ':'")
        : Optional.empty();
  }

  /** Binds each of a record's settings to its key. */
  Map<String, Bound<?>> fields(
      Class<? extends Record> type, YamlMapping mapping, String path, Set<String> meant) {
    return fields(type, mapping, path, meant, Map.of());
  }

  /** The same; some are bound already. */
  Map<String, Bound<?>> fields(
      Class<? extends Record> type,
      YamlMapping mapping,
      String path,
      Set<String> meant,
      Map<String, Bound<Object>> already) {
    Map<String, Bound<?>> fields = new LinkedHashMap<>();
    FlatRecord.settings(type)
        .forEach(
            component -> {
              String key = SettingName.of(component.getName());
              Bound<?> before =
                  fields.put(
                      key,
                      already.containsKey(key)
                          ? already.get(key)
                          : scope.inside(
                              component.getDeclaringRecord(),
                              () -> field(component, key, mapping, path, meant.contains(key))));
              if (before != null) {
                throw new IllegalStateException(
                    "two settings of %s are named '%s'".formatted(type.getName(), key));
              }
            });
    return fields;
  }

  private Bound<?> field(
      RecordComponent component, String key, YamlMapping mapping, String path, boolean misspelt) {
    SettingForm form = SettingForm.of(component.getGenericType());
    Optional<Setting> setting = Optional.ofNullable(component.getAnnotation(Setting.class));
    Optional<YamlMapping.Entry> entry = mapping.entry(key);
    String fieldPath = below(path, key);
    boolean empty =
        entry.isPresent()
            && entry.get().value() instanceof YamlScalar scalar
            && scalar.is(YamlScalar.Type.EMPTY);
    if (entry.isPresent() && !empty) {
      Bound<Object> bound = values.bind(form, setting, entry.get().value(), fieldPath);
      return bound.value().isPresent() ? bound : inPlaceOf(bound, form, setting);
    }
    Location location = empty ? entry.get().keyLocation() : mapping.location();
    Optional<Bound<Object>> left = leftOut(form, setting, location, fieldPath);
    if (left.isPresent()) {
      return left.get();
    }
    if (!misspelt) {
      String example = setting.map(Setting::example).orElse("");
      problems.add(
          location,
          fieldPath,
          Problem.of(empty ? "has no value" : "is missing")
              .expecting(
                  SettingRange.expected(form, setting)
                      + (example.isEmpty() ? "" : ", such as " + key + ": " + example)));
    }
    return Bound.none(location, fieldPath);
  }

  /** A default, or nothing where nothing is allowed: what checks go on with. */
  private Bound<?> inPlaceOf(Bound<Object> wrong, SettingForm form, Optional<Setting> setting) {
    return leftOut(form, setting, wrong.location(), wrong.path())
        .map(
            left ->
                new Bound<>(
                    wrong.location(),
                    wrong.path(),
                    left.value(),
                    false,
                    "",
                    wrong.component(),
                    wrong.fields(),
                    wrong.items()))
        .orElse(wrong);
  }

  private Optional<Bound<Object>> leftOut(
      SettingForm form, Optional<Setting> setting, Location location, String path) {
    String defaultValue = setting.map(Setting::defaultValue).orElse("");
    if (!defaultValue.isEmpty()) {
      int before = problems.size();
      Bound<Object> bound =
          scope.asDefault(
              () ->
                  values.bind(form, setting, SettingsBinder.written(defaultValue, location), path));
      if (problems.size() > before && form.isScalar()) {
        throw new IllegalStateException(
            "the default '%s' of %s is wrong: %s".formatted(defaultValue, path, problems.sorted()));
      }
      return Optional.of(bound);
    }
    if (form instanceof SettingForm.MayBeLeftOut optional) {
      return Optional.of(
          new Bound<>(
              location,
              path,
              Optional.of(SettingsBinder.absent(optional)),
              true,
              null,
              "",
              Map.of(),
              List.of()));
    }
    return Optional.empty();
  }

  /** Makes the record, if there is a value for each of its components. */
  Bound<Object> build(
      Class<? extends Record> type,
      Map<String, Bound<?>> fields,
      YamlMapping mapping,
      String path,
      boolean clean) {
    boolean allClean = clean && fields.values().stream().allMatch(Bound::clean);
    Map<String, Object> resolved = new LinkedHashMap<>();
    fields.forEach(
        (key, field) -> {
          if (field.resolved() != null) {
            resolved.put(key, field.resolved());
          }
        });
    Optional<Object> value = value(type, fields, mapping, path, allClean);
    return new Bound<>(
        mapping.location(),
        path,
        value,
        allClean && value.isPresent(),
        resolved,
        "",
        fields,
        List.of());
  }

  private Optional<Object> value(
      Class<? extends Record> type,
      Map<String, Bound<?>> fields,
      YamlMapping mapping,
      String path,
      boolean clean) {
    List<Object> arguments = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      Optional<?> argument =
          FlatRecord.isGroup(component)
              ? value(FlatRecord.group(component), fields, mapping, path, clean)
              : fields.get(SettingName.of(component.getName())).value();
      argument.ifPresent(arguments::add);
    }
    if (arguments.size() < type.getRecordComponents().length) {
      return Optional.empty();
    }
    try {
      return Optional.of(construct(type, arguments.toArray()));
    } catch (IllegalArgumentException e) {
      // With defaults in place of wrong values this would be a second problem of one cause.
      if (clean) {
        Refusal.tell(problems, mapping, fields, path, e);
      }
    } catch (ProblemException e) {
      if (clean) {
        problems.addAll(mapping.location(), path, e);
      }
    }
    return Optional.empty();
  }

  private static Object construct(Class<? extends Record> type, Object[] arguments) {
    Class<?>[] parameters =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<? extends Record> constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refusal) {
        throw refusal;
      }
      if (e.getCause() instanceof ProblemException problem) {
        throw problem;
      }
      throw new IllegalStateException("settings " + type.getName() + " failed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("settings " + type.getName() + " cannot be made", e);
    }
  }

  static String below(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
