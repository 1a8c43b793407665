package dev.graft.assembly.binding;

import dev.graft.assembly.yaml.Location;
import dev.graft.assembly.yaml.YamlMapping;
import dev.graft.assembly.yaml.YamlNode;
import dev.graft.assembly.yaml.YamlScalar;
import dev.graft.assembly.yaml.YamlSequence;

/** Gives all of a node one place: that of the mapping whose default it is. */
final class Relocation {
  private Relocation() {}

  static YamlNode to(Location location, YamlNode node) {
    if (node instanceof YamlMapping mapping) {
      return new YamlMapping(
          location,
          mapping.entries().stream()
              .map(
                  entry ->
                      new YamlMapping.Entry(location, entry.key(), to(location, entry.value())))
              .toList());
    }
    if (node instanceof YamlSequence sequence) {
      return new YamlSequence(
          location, sequence.items().stream().map(item -> to(location, item)).toList());
    }
    YamlScalar scalar = (YamlScalar) node;
    return new YamlScalar(location, scalar.text(), scalar.type());
  }
}
