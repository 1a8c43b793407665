package dev.graft.assembly.document;

import dev.graft.assembly.yaml.Location;
import dev.graft.assembly.yaml.YamlMapping;
import dev.graft.assembly.yaml.YamlNode;
import dev.graft.assembly.yaml.YamlSequence;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A setting that has another name since a version. Where the new name stands beside the old one,
 * nothing is changed: the old one is then told as the unknown key that it is.
 *
 * @param section the keys down to the mapping that has it; a list on the way means each of its
 *     items; empty for the top level
 * @param old its name before
 * @param renamed its name now
 */
public record RenamedKey(List<String> section, String old, String renamed) implements Migration {
  /** Copies the list. */
  public RenamedKey {
    section = List.copyOf(section);
  }

  @Override
  public YamlMapping apply(YamlMapping document, BiConsumer<Location, String> changes) {
    return (YamlMapping) below(document, section, changes);
  }

  private YamlNode below(YamlNode node, List<String> keys, BiConsumer<Location, String> changes) {
    if (node instanceof YamlSequence list) {
      return new YamlSequence(
          list.location(), list.items().stream().map(item -> below(item, keys, changes)).toList());
    }
    if (!(node instanceof YamlMapping mapping)) {
      return node;
    }
    String next = keys.isEmpty() ? old : keys.get(0);
    return new YamlMapping(
        mapping.location(),
        mapping.entries().stream()
            .map(
                entry -> {
                  if (!entry.key().equals(next)) {
                    return entry;
                  }
                  return keys.isEmpty()
                      ? renamed(mapping, entry, changes)
                      : new YamlMapping.Entry(
                          entry.keyLocation(),
                          entry.key(),
                          below(entry.value(), keys.subList(1, keys.size()), changes));
                })
            .toList());
  }

  private YamlMapping.Entry renamed(
      YamlMapping mapping, YamlMapping.Entry entry, BiConsumer<Location, String> changes) {
    if (mapping.entry(renamed).isPresent()) {
      return entry;
    }
    changes.accept(entry.keyLocation(), "'%s' is called '%s'".formatted(old, renamed));
    return new YamlMapping.Entry(entry.keyLocation(), renamed, entry.value());
  }
}
