package dev.graft.heads;

import dev.graft.api.Labels;
import java.util.List;

/** Labels in a message: the first few by name. */
final class LabelNames {
  private static final int SHOWN = 5;

  private LabelNames() {}

  static String some(Labels labels) {
    List<String> names = labels.names();
    return names.size() <= SHOWN
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, SHOWN)) + ", …";
  }
}
