package dev.graft.assembly.binding;

import dev.graft.api.plugin.Component;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.problem.Suggestion;
import dev.graft.assembly.components.ComponentFactory;
import dev.graft.assembly.components.ComponentKind;
import dev.graft.assembly.components.Components;
import dev.graft.assembly.components.UnknownFactException;
import dev.graft.assembly.yaml.Location;
import dev.graft.assembly.yaml.Problems;
import dev.graft.assembly.yaml.YamlMapping;
import dev.graft.assembly.yaml.YamlNode;
import dev.graft.assembly.yaml.YamlScalar;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Binds {@code {type: name, …settings}}, or a bare name, to a component. */
final class ComponentBinder {
  private static final String TYPE = "type";

  private final Components components;
  private final ComponentFactory factory;
  private final RecordBinder records;
  private final CurrentScope scope;
  private final Problems problems;

  ComponentBinder(
      Components components,
      ComponentFactory factory,
      RecordBinder records,
      CurrentScope scope,
      Problems problems) {
    this.scope = scope;
    this.components = components;
    this.factory = factory;
    this.records = records;
    this.problems = problems;
  }

  /** A component by its name, and the mapping with its settings. */
  private record Named<K>(Component<K> component, YamlMapping mapping) {}

  /**
   * Binds a node.
   *
   * @param defaultValue the component that stands there if nothing does, as YAML; a mapping without
   *     type changes it; empty if there is none
   */
  <K> Bound<Object> bind(Class<K> kind, String defaultValue, YamlNode node, String path) {
    Optional<Named<K>> named = named(kind, defaultValue, node, path);
    if (named.isEmpty()) {
      return Bound.none(node.location(), path);
    }
    YamlMapping mapping = named.get().mapping();
    List<String> known = known(named.get().component(), List.of());
    Set<String> meant = records.unknownKeys(mapping, path, known);
    return make(named.get(), path, meant);
  }

  /** Binds a record one of whose components is a component with its settings beside the others. */
  Bound<Object> bindFlat(Class<? extends Record> type, YamlNode node, String path) {
    return bindFlat(FlatRecord.main(type).getType(), type, node, path);
  }

  private <K> Bound<Object> bindFlat(
      Class<K> kind, Class<? extends Record> type, YamlNode node, String path) {
    RecordComponent main = FlatRecord.main(type);
    String mainKey = SettingName.of(main.getName());
    List<String> beside =
        RecordBinder.keys(type).stream().filter(key -> !key.equals(mainKey)).toList();
    Optional<Named<K>> named = named(kind, "", node, path);
    if (named.isEmpty() && !(node instanceof YamlMapping)) {
      return Bound.none(node.location(), path);
    }
    YamlMapping mapping = named.map(Named::mapping).orElseGet(() -> (YamlMapping) node);
    Set<String> meant = Set.of();
    Bound<Object> component = Bound.none(node.location(), path);
    if (named.isPresent()) {
      meant = records.unknownKeys(mapping, path, known(named.get().component(), beside));
      component = make(named.get(), path, meant);
    }
    Map<String, Bound<?>> fields =
        records.fields(type, mapping, path, meant, Map.of(mainKey, component));
    Bound<Object> built = records.build(type, fields, mapping, path, meant.isEmpty());
    return new Bound<>(
        built.location(),
        path,
        built.value(),
        built.clean(),
        merged(component.resolved(), fields, mainKey),
        component.component(),
        fields,
        List.of());
  }

  /** The type, then the keys beside it, then the component's settings. */
  private static Object merged(Object component, Map<String, Bound<?>> fields, String mainKey) {
    Map<String, Object> merged = new LinkedHashMap<>();
    merged.put(TYPE, component instanceof Map<?, ?> map ? map.get(TYPE) : component);
    fields.forEach(
        (key, field) -> {
          if (!key.equals(mainKey) && field.resolved() != null) {
            merged.put(key, field.resolved());
          }
        });
    if (component instanceof Map<?, ?> map) {
      map.forEach((key, value) -> merged.put((String) key, value));
    }
    return merged.size() == 1 && !(component instanceof Map) ? component : merged;
  }

  private static List<String> known(Component<?> component, List<String> beside) {
    List<String> known = new ArrayList<>();
    known.add(TYPE);
    known.addAll(beside);
    known.addAll(RecordBinder.keys(component.settings()));
    return known;
  }

  private <K> Bound<Object> make(Named<K> named, String path, Set<String> meant) {
    try {
      return madeOf(named, path, meant);
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      Optional<Problem> told = components.failure(named.component(), e);
      if (told.isEmpty()) {
        throw e;
      }
      problems.add(named.mapping().location(), path, told.get());
      return Bound.none(named.mapping().location(), path);
    }
  }

  private <K> Bound<Object> madeOf(Named<K> named, String path, Set<String> meant) {
    Component<K> component = named.component();
    YamlMapping mapping = named.mapping();
    Map<String, Bound<?>> fields = records.fields(component.settings(), mapping, path, meant);
    Bound<Object> settings =
        records.build(component.settings(), fields, mapping, path, meant.isEmpty());
    Optional<Object> value = Optional.empty();
    if (settings.value().isPresent()) {
      try {
        value = Optional.of(factory.make(component, (Record) settings.value().get()));
      } catch (ProblemException e) {
        if (settings.clean()) {
          problems.addAll(mapping.location(), path, e);
        }
      } catch (UnknownFactException e) {
        // What is wrong is told where it is.
        value = Optional.empty();
      } catch (IllegalArgumentException e) {
        if (settings.clean()) {
          Refusal.tell(problems, mapping, fields, path, e);
        }
      }
    }
    String name = components.lastingName(component);
    Object resolved = name;
    if (!fields.isEmpty()) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put(TYPE, name);
      ((Map<?, ?>) settings.resolved()).forEach((key, item) -> all.put((String) key, item));
      resolved = all;
    }
    return new Bound<>(
        mapping.location(),
        path,
        value,
        settings.clean() && value.isPresent(),
        resolved,
        name,
        fields,
        List.of());
  }

  private <K> Optional<Named<K>> named(
      Class<K> kind, String defaultValue, YamlNode node, String path) {
    if (node instanceof YamlScalar scalar && scalar.is(YamlScalar.Type.TEXT)) {
      return component(kind, scalar, path)
          .map(found -> new Named<>(found, new YamlMapping(node.location(), List.of())));
    }
    if (!(node instanceof YamlMapping mapping)) {
      problems.add(
          node.location(), path, Problem.of("found " + node.describe()).expecting(expected(kind)));
      return Optional.empty();
    }
    Optional<YamlMapping.Entry> type = mapping.entry(TYPE);
    if (type.isEmpty()) {
      return withoutType(kind, defaultValue, mapping, path);
    }
    YamlNode name = type.get().value();
    if (name instanceof YamlScalar scalar && scalar.is(YamlScalar.Type.TEXT)) {
      return component(kind, scalar, RecordBinder.below(path, TYPE))
          .map(found -> new Named<>(found, mapping));
    }
    problems.add(
        name.location(),
        RecordBinder.below(path, TYPE),
        Problem.of("found " + name.describe())
            .expecting(ComponentKind.list(components.names(kind))));
    return Optional.empty();
  }

  private <K> Optional<Component<K>> component(Class<K> kind, YamlScalar name, String path) {
    if (ScalarBinder.refers(name)) {
      problems.add(
          name.location(),
          path,
          Problem.of("an environment variable is not taken here; found " + name.describe())
              .expecting(ComponentKind.list(components.names(kind)))
              .withRemedy("only paths take one"));
      return Optional.empty();
    }
    Optional<Component<K>> found = components.find(kind, name.text(), scope.names());
    if (found.isEmpty()) {
      problems.add(name.location(), path, components.unknown(kind, name.text()));
    }
    return found;
  }

  /** The default with the mapping's settings in place of its own, if it is the one meant. */
  private <K> Optional<Named<K>> withoutType(
      Class<K> kind, String defaultValue, YamlMapping mapping, String path) {
    Optional<YamlMapping> standard = standard(defaultValue, mapping.location());
    Optional<Component<K>> component =
        standard.flatMap(found -> components.find(kind, typeOf(found), scope.defaults()));
    List<String> own =
        component.map(found -> RecordBinder.keys(found.settings())).orElse(List.of());
    Optional<Misplaced> other = otherType(kind, mapping, own);
    if (component.isPresent() && other.isEmpty()) {
      YamlMapping changed = standard.get();
      for (YamlMapping.Entry entry : mapping.entries()) {
        changed = changed.with(entry);
      }
      return Optional.of(new Named<>(component.get(), changed));
    }
    Misplaced told =
        other.orElseGet(() -> new Misplaced(mapping.location(), Problem.of("'type' is missing")));
    problems.add(
        told.location(),
        path,
        told.problem().expecting("type: " + ComponentKind.list(components.names(kind))));
    return Optional.empty();
  }

  /** A default as a mapping with a type, if it is a component. */
  private static Optional<YamlMapping> standard(String defaultValue, Location location) {
    if (defaultValue.isEmpty()) {
      return Optional.empty();
    }
    YamlNode node = SettingsBinder.written(defaultValue, location);
    if (node instanceof YamlScalar name && name.is(YamlScalar.Type.TEXT)) {
      YamlMapping.Entry type = new YamlMapping.Entry(location, TYPE, node);
      return Optional.of(new YamlMapping(location, List.of(type)));
    }
    return node instanceof YamlMapping mapping && mapping.entry(TYPE).isPresent()
        ? Optional.of(mapping)
        : Optional.empty();
  }

  private static String typeOf(YamlMapping standard) {
    return standard.value(TYPE).orElseThrow() instanceof YamlScalar name ? name.text() : "";
  }

  /** What shows, in a mapping without type, which one was meant, and where. */
  private record Misplaced(Location location, Problem problem) {}

  /**
   * The first key that shows that a type was meant but not said: a misspelt {@code type}, a
   * component's name, or a setting that others of the kind have.
   *
   * @param own keys that are not looked at, since they are settings of the default
   */
  private Optional<Misplaced> otherType(Class<?> kind, YamlMapping mapping, List<String> own) {
    Problem missing = Problem.of("'type' is missing");
    for (YamlMapping.Entry entry : mapping.entries()) {
      String key = entry.key();
      if (own.contains(key)) {
        continue;
      }
      List<String> owners =
          components.of(kind).stream()
              .filter(component -> RecordBinder.keys(component.settings()).contains(key))
              .map(components::shortName)
              .toList();
      Problem problem;
      if (Suggestion.nearest(key, List.of(TYPE), 1).size() == 1) {
        problem = Problem.of("unknown key '" + key + "'").withRemedy("did you mean 'type'?");
      } else if (components.find(kind, key, scope.names()).isPresent()) {
        problem = missing.withRemedy("write {type: " + key + ", …settings}");
      } else if (!owners.isEmpty()) {
        problem = missing.withRemedy("'" + key + "' is a setting of " + String.join(", ", owners));
      } else {
        continue;
      }
      return Optional.of(new Misplaced(entry.keyLocation(), problem));
    }
    return Optional.empty();
  }

  private String expected(Class<?> kind) {
    return ComponentKind.withArticle(kind)
        + ", {type: NAME, …settings}, NAME being "
        + ComponentKind.list(components.names(kind));
  }
}
