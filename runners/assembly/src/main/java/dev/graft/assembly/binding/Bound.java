package dev.graft.assembly.binding;

import dev.graft.api.problem.Problem;
import dev.graft.assembly.yaml.Location;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of binding a node of the file: its value, as far as there is one, and what the value is
 * as plain data with all defaults written out. A tree beside the file's, so that checks can go on
 * with the parts that are right.
 *
 * @param location the node's place
 * @param path its path, such as {@code training.optimizer}
 * @param value the value; empty if it could not be made
 * @param clean whether nothing in it was wrong; if not, a value may hold defaults in place of what
 *     was wrong
 * @param resolved maps, lists, numbers, booleans, texts and paths; meaningful if clean
 * @param component name of the component, if it is one; else empty
 * @param fields what is below a mapping, by key
 * @param items what is below a list
 */
public record Bound<T>(
    Location location,
    String path,
    Optional<T> value,
    boolean clean,
    Object resolved,
    String component,
    Map<String, Bound<?>> fields,
    List<Bound<?>> items) {

  /** A value that is right. */
  public static <T> Bound<T> of(Location location, String path, T value, Object resolved) {
    return new Bound<>(location, path, Optional.of(value), true, resolved, "", Map.of(), List.of());
  }

  /** What is so wrong that there is no value. */
  public static <T> Bound<T> none(Location location, String path) {
    return new Bound<>(location, path, Optional.empty(), false, "", "", Map.of(), List.of());
  }

  /** What is bound to a key below, if anything. */
  public Optional<Bound<?>> field(String key) {
    return Optional.ofNullable(fields.get(key));
  }

  /**
   * What is bound below, or as near to it as there is something.
   *
   * @param setting a path such as {@code layers[1]}
   */
  public Bound<?> at(String setting) {
    Optional<Bound<?>> found = SettingPath.find(fields, setting);
    return found.isPresent() ? found.get() : this;
  }

  /** The setting whose path a problem is about, or this if there is none. */
  public Bound<?> about(Problem problem) {
    Optional<Bound<?>> found = withPath(problem.where());
    return found.isPresent() ? found.get() : this;
  }

  private Optional<Bound<?>> withPath(String where) {
    if (resolved instanceof Path path
        && (where.equals(path.toString()) || where.startsWith(path + File.separator))) {
      return Optional.of(this);
    }
    for (Bound<?> below : fields.values()) {
      Optional<Bound<?>> found = below.withPath(where);
      if (found.isPresent()) {
        return found;
      }
    }
    for (Bound<?> item : items) {
      Optional<Bound<?>> found = item.withPath(where);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The value, if all of it is right. */
  public Optional<T> cleanValue() {
    return clean ? value : Optional.empty();
  }

  /** The value as a type, if all of it is right. */
  public <C> Optional<C> cleanValue(Class<C> type) {
    return cleanValue().map(type::cast);
  }

  Bound<Object> asObject() {
    return map(value.map(Object.class::cast));
  }

  <U> Bound<U> map(Optional<U> other) {
    return new Bound<>(location, path, other, clean, resolved, component, fields, items);
  }
}
