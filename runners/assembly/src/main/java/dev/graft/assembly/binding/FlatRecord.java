package dev.graft.assembly.binding;

import dev.graft.api.layer.Layer;
import dev.graft.api.layer.NamedLayer;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;

/** Records whose keys stand in one mapping with those of a component: see {@link Flat}. */
final class FlatRecord {
  private FlatRecord() {}

  static boolean isFlat(Class<?> type) {
    return flat(type).isPresent();
  }

  /** The record component that holds the component. */
  static RecordComponent main(Class<?> type) {
    return flat(type).orElseThrow();
  }

  private static Optional<RecordComponent> flat(Class<?> type) {
    // The vocabulary does not know how files are bound, so its one such record is named here.
    return Arrays.stream(type.getRecordComponents())
        .filter(
            component ->
                component.isAnnotationPresent(Flat.class)
                    || (type == NamedLayer.class && component.getType() == Layer.class))
        .findFirst();
  }
}
