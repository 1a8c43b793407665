package dev.graft.assembly.document;

import dev.graft.assembly.yaml.Location;
import dev.graft.assembly.yaml.YamlMapping;
import java.util.function.BiConsumer;

/**
 * Changes an experiment file, or a part of one that another includes, from one version to the next.
 * It works on nodes with places: what it moves or renames keeps the line that the user wrote.
 */
@FunctionalInterface
public interface Migration {
  /**
   * Changes a document.
   *
   * @param document as it was right in the older version; any key may be missing or wrong
   * @param changes is told of each change: the place in the user's file, and what is called or
   *     written otherwise now
   * @return the document as it is right in the next version
   */
  YamlMapping apply(YamlMapping document, BiConsumer<Location, String> changes);

  /** First this one, then another: a version that changes several things. */
  default Migration and(Migration other) {
    return (document, changes) -> other.apply(apply(document, changes), changes);
  }
}
