package dev.graft.assembly.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keys with values, in the file's order.
 *
 * @param location where it begins
 * @param entries the keys with their values; no key twice
 */
public record YamlMapping(Location location, List<Entry> entries) implements YamlNode {
  /**
   * A key and its value.
   *
   * @param keyLocation where the key begins
   * @param key the key
   * @param value its value
   */
  public record Entry(Location keyLocation, String key, YamlNode value) {}

  /** Copies the list. */
  public YamlMapping {
    entries = List.copyOf(entries);
  }

  /** The entry of a key. */
  public Optional<Entry> entry(String key) {
    return entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
  }

  /** The value of a key. */
  public Optional<YamlNode> value(String key) {
    return entry(key).map(Entry::value);
  }

  /** The keys in order. */
  public List<String> keys() {
    return entries.stream().map(Entry::key).toList();
  }

  /** The same mapping with another value for a key, which is added at the end if it is new. */
  public YamlMapping with(Entry entry) {
    List<Entry> changed = new ArrayList<>(entries);
    int at = keys().indexOf(entry.key());
    if (at < 0) {
      changed.add(entry);
    } else {
      changed.set(at, entry);
    }
    return new YamlMapping(location, changed);
  }

  /** The same mapping without a key. */
  public YamlMapping without(String key) {
    return new YamlMapping(
        location, entries.stream().filter(entry -> !entry.key().equals(key)).toList());
  }

  @Override
  public String describe() {
    return entries.isEmpty() ? "an empty mapping" : "a mapping";
  }
}
