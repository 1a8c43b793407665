package dev.graft.assembly.binding;

import dev.graft.api.plugin.Flat;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Records with components whose settings stand beside their own: see {@link Flat}. */
public final class FlatRecord {
  private FlatRecord() {}

  /**
   * The components that are settings: a record's own, and, in the place of each record that is
   * flat, that one's.
   */
  public static Stream<RecordComponent> settings(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents())
        .flatMap(
            component -> isGroup(component) ? settings(group(component)) : Stream.of(component));
  }

  /** Whether it is a record whose settings stand beside the others. */
  static boolean isGroup(RecordComponent component) {
    return component.isAnnotationPresent(Flat.class) && component.getType().isRecord();
  }

  /** The record's type. */
  static Class<? extends Record> group(RecordComponent component) {
    return component.getType().asSubclass(Record.class);
  }

  /** Whether one of a record's components is a component of a plugin, with its type. */
  static boolean isFlat(Class<?> type) {
    return flat(type).isPresent();
  }

  /** The record component that holds the plugin's component. */
  static RecordComponent main(Class<?> type) {
    return flat(type).orElseThrow();
  }

  private static Optional<RecordComponent> flat(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .filter(component -> component.isAnnotationPresent(Flat.class) && !isGroup(component))
        .findFirst();
  }
}
