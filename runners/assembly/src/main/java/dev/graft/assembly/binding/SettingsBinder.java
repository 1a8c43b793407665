package dev.graft.assembly.binding;

import dev.graft.api.layer.HeightWidth;
import dev.graft.api.plugin.Setting;
import dev.graft.api.problem.Problem;
import dev.graft.assembly.components.ComponentFactory;
import dev.graft.assembly.components.Components;
import dev.graft.assembly.components.NameScope;
import dev.graft.assembly.yaml.Location;
import dev.graft.assembly.yaml.Problems;
import dev.graft.assembly.yaml.YamlMapping;
import dev.graft.assembly.yaml.YamlNode;
import dev.graft.assembly.yaml.YamlReader;
import dev.graft.assembly.yaml.YamlScalar;
import dev.graft.assembly.yaml.YamlSequence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Binds nodes of a file to values by their Java type, and collects all problems on the way. The
 * types are those that {@link Setting} lists; a wrong value is told once and stops nothing else.
 */
public final class SettingsBinder {
  private final Problems problems;
  private final ScalarBinder scalars;
  private final RecordBinder records;
  private final ComponentBinder components;
  private final CurrentScope scope;

  /**
   * Makes a binder.
   *
   * @param components what {@code {type: name}} may name
   * @param factory makes them
   * @param folder where relative paths of the file begin; those of options begin at the working
   *     directory
   * @param problems gets what is wrong
   */
  public SettingsBinder(
      Components components, ComponentFactory factory, Path folder, Problems problems) {
    this(components, factory, PathSettings.in(folder), NameScope.FILE, problems);
  }

  /**
   * Makes a binder.
   *
   * @param components what {@code {type: name}} may name
   * @param factory makes them
   * @param paths reads settings that are paths
   * @param names what the names of components in the file mean
   * @param problems gets what is wrong
   */
  public SettingsBinder(
      Components components,
      ComponentFactory factory,
      PathSettings paths,
      NameScope names,
      Problems problems) {
    this.problems = problems;
    this.scope = new CurrentScope(names);
    this.scalars = new ScalarBinder(paths, problems);
    this.records = new RecordBinder(this, scope, problems);
    this.components = new ComponentBinder(components, factory, records, scope, problems);
  }

  /** Binds a mapping to a record of settings. */
  public <R extends Record> Bound<R> record(Class<R> type, YamlMapping mapping, String path) {
    Bound<Object> bound = records.bind(type, mapping, path);
    return bound.map(bound.value().map(type::cast));
  }

  /** Binds a node to a component of a kind. */
  public <K> Bound<K> component(Class<K> kind, YamlNode node, String path) {
    Bound<Object> bound = components.bind(kind, "", node, path);
    return bound.map(bound.value().map(kind::cast));
  }

  /**
   * Binds a component that code gives as YAML text, such as a default.
   *
   * @param code the class that gives it
   * @param location what stands for it in the file
   */
  public <K> Bound<K> component(
      Class<K> kind, String yaml, Class<?> code, Location location, String path) {
    return scope.as(NameScope.of(code), () -> component(kind, written(yaml, location), path));
  }

  /** Binds a node to anything that a setting can be. */
  Bound<Object> bind(SettingForm form, Optional<Setting> setting, YamlNode node, String path) {
    if (form instanceof SettingForm.MayBeLeftOut optional) {
      return optional(optional, setting, node, path);
    }
    if (form instanceof SettingForm.ListOf list) {
      return list(list.items(), setting, node, path);
    }
    if (form instanceof SettingForm.Sides) {
      return sides(setting, node, path);
    }
    if (form instanceof SettingForm.NameOrPath) {
      return namedOrFile(node, path);
    }
    if (form instanceof SettingForm.FrozenLayers) {
      return FreezeBinder.bind(scalars, problems, node, path);
    }
    if (form instanceof SettingForm.OfKindAndMore component) {
      return components.bindFlat(component.settings(), node, path);
    }
    if (form instanceof SettingForm.Mapping mapping) {
      return nested(mapping.settings(), node, path);
    }
    if (form instanceof SettingForm.OfKind component) {
      String standard = setting.map(Setting::defaultValue).orElse("");
      return components.bind(component.kind(), standard, node, path);
    }
    return scalars.bind(form, setting, node, path);
  }

  private Bound<Object> namedOrFile(YamlNode node, String path) {
    Bound<Object> file = scalars.bind(new SettingForm.FilePath(), Optional.empty(), node, path);
    if (file.value().isEmpty()) {
      return file;
    }
    Path found = (Path) file.value().get();
    return node instanceof YamlScalar scalar
            && NamedOrFile.canBeName(scalar.text())
            && !Files.exists(found)
        ? Bound.of(node.location(), path, NamedOrFile.named(scalar.text()), scalar.text())
        : Bound.of(node.location(), path, NamedOrFile.at(found), found);
  }

  /** An optional that is left out. */
  static Object absent(SettingForm.MayBeLeftOut optional) {
    if (optional.type() == OptionalInt.class) {
      return OptionalInt.empty();
    }
    if (optional.type() == OptionalLong.class) {
      return OptionalLong.empty();
    }
    return optional.type() == OptionalDouble.class ? OptionalDouble.empty() : Optional.empty();
  }

  private Bound<Object> optional(
      SettingForm.MayBeLeftOut optional, Optional<Setting> setting, YamlNode node, String path) {
    if (optional.takesNone()
        && node instanceof YamlScalar scalar
        && scalar.is(YamlScalar.Type.TEXT)
        && scalar.text().equals(SettingForm.MayBeLeftOut.NONE)) {
      return Bound.of(node.location(), path, Optional.empty(), scalar.text());
    }
    Class<?> type = optional.type();
    Bound<Object> bound = bind(optional.form(), setting, node, path);
    return bound.map(
        bound
            .value()
            .map(
                value -> {
                  if (type == OptionalInt.class) {
                    return OptionalInt.of((Integer) value);
                  }
                  if (type == OptionalLong.class) {
                    return OptionalLong.of((Long) value);
                  }
                  return type == OptionalDouble.class
                      ? OptionalDouble.of((Double) value)
                      : Optional.of(value);
                }));
  }

  /** A mapping or a path alone is a list of one; another single value alone is not. */
  private Bound<Object> list(
      SettingForm form, Optional<Setting> setting, YamlNode node, String path) {
    List<YamlNode> nodes;
    if (node instanceof YamlSequence sequence) {
      nodes = sequence.items();
    } else if (node instanceof YamlMapping
        || (form instanceof SettingForm.FilePath
            && node instanceof YamlScalar alone
            && alone.is(YamlScalar.Type.TEXT))) {
      nodes = List.of(node);
    } else {
      problems.add(
          node.location(),
          path,
          Problem.of("found " + node.describe())
              .expecting("a list, each " + form.describe())
              .withRemedy(
                  node instanceof YamlScalar scalar && !scalar.is(YamlScalar.Type.EMPTY)
                      ? "for a list of one write [" + scalar.text() + "]"
                      : ""));
      return Bound.none(node.location(), path);
    }
    List<Bound<?>> items = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      String itemPath = node instanceof YamlSequence ? path + "[" + i + "]" : path;
      items.add(bind(form, setting, nodes.get(i), itemPath));
    }
    List<Object> values = new ArrayList<>();
    items.forEach(item -> item.value().ifPresent(values::add));
    return new Bound<>(
        node.location(),
        path,
        values.size() == items.size() ? Optional.of(List.copyOf(values)) : Optional.empty(),
        items.stream().allMatch(Bound::clean),
        items.stream().map(Bound::resolved).toList(),
        "",
        Map.of(),
        items);
  }

  private Bound<Object> sides(Optional<Setting> setting, YamlNode node, String path) {
    List<YamlNode> sides =
        node instanceof YamlSequence sequence ? sequence.items() : List.of(node, node);
    if (node instanceof YamlMapping
        || sides.size() != 2
        || (node instanceof YamlScalar scalar && !scalar.is(YamlScalar.Type.INTEGER))) {
      problems.add(
          node.location(),
          path,
          Problem.of(
                  node instanceof YamlSequence
                      ? "found a list of " + sides.size()
                      : "found " + node.describe())
              .expecting(new SettingForm.Sides().describe()));
      return Bound.none(node.location(), path);
    }
    Bound<Object> height = side(setting, sides.get(0), path);
    Bound<Object> width = sides.get(0) == sides.get(1) ? height : side(setting, sides.get(1), path);
    if (height.value().isEmpty() || width.value().isEmpty()) {
      return Bound.none(node.location(), path);
    }
    HeightWidth value =
        new HeightWidth((Integer) height.value().get(), (Integer) width.value().get());
    return Bound.of(node.location(), path, value, List.of(value.height(), value.width()));
  }

  private Bound<Object> side(Optional<Setting> setting, YamlNode node, String path) {
    Bound<Object> side = scalars.bind(SettingForm.WholeNumber.INT, setting, node, path);
    if (side.value().isPresent() && (Integer) side.value().get() < 1) {
      problems.add(
          node.location(),
          path,
          Problem.of(side.value().get() + " is out of range").expecting("an integer at least 1"));
      return Bound.none(node.location(), path);
    }
    return side;
  }

  private Bound<Object> nested(Class<? extends Record> type, YamlNode node, String path) {
    if (node instanceof YamlMapping mapping) {
      return records.bind(type, mapping, path);
    }
    problems.add(
        node.location(),
        path,
        Problem.of("found " + node.describe())
            .expecting("a mapping with " + String.join(", ", RecordBinder.keys(type))));
    return Bound.none(node.location(), path);
  }

  /** A default's node, as if it stood in the file. */
  static YamlNode written(String yaml, Location location) {
    Problems wrong = new Problems();
    Optional<YamlNode> node = YamlReader.read("default", yaml, wrong);
    if (node.isEmpty() || !wrong.isEmpty()) {
      throw new IllegalStateException("the default '" + yaml + "' is not YAML: " + wrong.sorted());
    }
    return Relocation.to(location, node.get());
  }
}
