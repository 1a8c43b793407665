package dev.graft.api;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;

/**
 * The class names a model distinguishes, in the order of its outputs. For a head of one output a
 * score above the threshold means the second class.
 *
 * @param names distinct, none blank, in output order
 * @since 0.1
 */
@Stable
public record Labels(List<String> names) {
  /** Checks that the names are distinct and not blank. */
  public Labels {
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one label");
    }
    if (new HashSet<>(names).size() != names.size()) {
      throw new IllegalArgumentException("labels must be distinct, found " + names);
    }
    if (names.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("a label must not be blank, found " + names);
    }
  }

  /** The labels in sorted order (by code point), each once. */
  public static Labels sorted(Collection<String> names) {
    // A string's own order is by UTF-16 units, which is another one above U+FFFF.
    TreeSet<String> sorted =
        new TreeSet<>((a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray()));
    sorted.addAll(names);
    return new Labels(List.copyOf(sorted));
  }

  /** Number of classes. */
  public int count() {
    return names.size();
  }

  /** The name at an output index. */
  public String name(int index) {
    return names.get(index);
  }

  /** The output index of a name, or -1. */
  public int indexOf(String name) {
    return names.indexOf(name);
  }

  @Override
  public String toString() {
    return String.join(", ", names);
  }
}
