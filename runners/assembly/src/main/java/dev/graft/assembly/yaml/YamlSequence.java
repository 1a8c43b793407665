package dev.graft.assembly.yaml;

import java.util.List;

/**
 * A list.
 *
 * @param location where it begins
 * @param items its items
 */
public record YamlSequence(Location location, List<YamlNode> items) implements YamlNode {
  /** Copies the list. */
  public YamlSequence {
    items = List.copyOf(items);
  }

  @Override
  public String describe() {
    return items.isEmpty() ? "an empty list" : "a list";
  }
}
