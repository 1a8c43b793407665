package dev.graft.assembly.document;

import dev.graft.assembly.yaml.YamlMapping;
import dev.graft.assembly.yaml.YamlNode;
import dev.graft.assembly.yaml.YamlScalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One document over another. Mappings are merged key by key; lists, texts, numbers and empty values
 * replace what is below. A mapping whose {@code type} is another than the one below replaces it
 * whole: the settings of one component mean nothing to another.
 */
final class Merge {
  private static final String TYPE = "type";

  private Merge() {}

  /**
   * Merges.
   *
   * @param base below
   * @param upper its values count where both have one; every value keeps its place
   */
  static YamlMapping over(YamlMapping base, YamlMapping upper) {
    Map<String, YamlMapping.Entry> merged = new LinkedHashMap<>();
    base.entries().forEach(entry -> merged.put(entry.key(), entry));
    for (YamlMapping.Entry entry : upper.entries()) {
      merged.merge(
          entry.key(),
          entry,
          (below, above) ->
              new YamlMapping.Entry(
                  above.keyLocation(), above.key(), over(below.value(), above.value())));
    }
    return new YamlMapping(upper.location(), List.copyOf(merged.values()));
  }

  private static YamlNode over(YamlNode base, YamlNode upper) {
    return base instanceof YamlMapping below
            && upper instanceof YamlMapping above
            && !ofOtherType(below, above)
        ? over(below, above)
        : upper;
  }

  private static boolean ofOtherType(YamlMapping below, YamlMapping above) {
    Optional<String> before = type(below);
    Optional<String> now = type(above);
    return before.isPresent() && now.isPresent() && !before.equals(now);
  }

  private static Optional<String> type(YamlMapping mapping) {
    return mapping
        .value(TYPE)
        .filter(YamlScalar.class::isInstance)
        .map(name -> ((YamlScalar) name).text());
  }
}
