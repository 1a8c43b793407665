package dev.graft.assembly.binding;

import dev.graft.api.plugin.Component;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.problem.Suggestion;
import dev.graft.assembly.components.ComponentFactory;
import dev.graft.assembly.components.ComponentKind;
import dev.graft.assembly.components.Components;
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
  private final Problems problems;

  ComponentBinder(
      Components components, ComponentFactory factory, RecordBinder records, Problems problems) {
    this.components = components;
    this.factory = factory;
    this.records = records;
    this.problems = problems;
  }

  /** A component by its name, and the mapping with its settings. */
  private record Named<K>(Component<K> component, YamlMapping mapping) {}

  <K> Bound<Object> bind(Class<K> kind, YamlNode node, String path) {
    Optional<Named<K>> named = named(kind, node, path);
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
    Optional<Named<K>> named = named(kind, node, path);
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
      } catch (IllegalArgumentException e) {
        if (settings.clean()) {
          Refusal.tell(problems, mapping, path, e);
        }
      }
    }
    Object resolved = component.name();
    if (!fields.isEmpty()) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put(TYPE, component.name());
      ((Map<?, ?>) settings.resolved()).forEach((key, item) -> all.put((String) key, item));
      resolved = all;
    }
    return new Bound<>(
        mapping.location(),
        path,
        value,
        settings.clean() && value.isPresent(),
        resolved,
        component.name(),
        fields,
        List.of());
  }

  private <K> Optional<Named<K>> named(Class<K> kind, YamlNode node, String path) {
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
      missingType(kind, mapping, path);
      return Optional.empty();
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
    Optional<Component<K>> found = components.find(kind, name.text());
    if (found.isEmpty()) {
      problems.add(name.location(), path, components.unknown(kind, name.text()));
    }
    return found;
  }

  private void missingType(Class<?> kind, YamlMapping mapping, String path) {
    List<String> names = components.names(kind);
    Location location = mapping.location();
    Problem problem =
        Problem.of("'type' is missing").expecting("type: " + ComponentKind.list(names));
    for (YamlMapping.Entry entry : mapping.entries()) {
      if (Suggestion.nearest(entry.key(), List.of(TYPE), 1).size() == 1) {
        location = entry.keyLocation();
        problem =
            Problem.of("unknown key '" + entry.key() + "'")
                .expecting("type: " + ComponentKind.list(names))
                .withRemedy("did you mean 'type'?");
        break;
      }
      if (names.contains(entry.key())) {
        location = entry.keyLocation();
        problem = problem.withRemedy("write {type: " + entry.key() + ", …settings}");
        break;
      }
    }
    problems.add(location, path, problem);
  }

  private String expected(Class<?> kind) {
    return ComponentKind.withArticle(kind)
        + ", {type: NAME, …settings}, NAME being "
        + ComponentKind.list(components.names(kind));
  }
}
