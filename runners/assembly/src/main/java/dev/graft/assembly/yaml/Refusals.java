package dev.graft.assembly.yaml;

import dev.graft.api.problem.Problem;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * What YAML has and an experiment file may not: what stands for something else, and what is not
 * what it looks like. Once there is any, what the document says is not known.
 */
final class Refusals {
  private static final int FULLWIDTH_COLON = 0xFF1A;
  private static final String TAG_PREFIX = "tag:yaml.org,2002:";

  private final Problems problems;
  private final Set<String> anchors = new HashSet<>();
  private boolean any;

  Refusals(Problems problems) {
    this.problems = problems;
  }

  /** Whether anything was refused. */
  boolean isAny() {
    return any;
  }

  /** Refuses anchors, aliases and tags: each anchor once, and no alias of one that is told. */
  void references(NodeEvent event, Location location) {
    Optional<String> name = event.getAnchor().map(anchor -> YamlScalar.shown(anchor.getValue()));
    Optional<String> tag = tag(event);
    if (event instanceof AliasEvent) {
      any = true;
      if (anchors.add(name.orElseThrow())) {
        refuse(
            location,
            "aliases are not taken: *" + name.get(),
            "write the value out, or in quotes if '*' is part of a text");
      }
    } else if (name.isPresent()) {
      anchors.add(name.get());
      refuse(
          location,
          "anchors are not taken: &" + name.get(),
          "take it away, and write the value out where it is used again");
    } else if (tag.isPresent()) {
      refuse(
          location,
          "tags are not taken: " + tag.get(),
          "take it away, or put text that begins with '!' in quotes");
    }
  }

  /**
   * Refuses merge keys; and text pasted from elsewhere, which may hold blanks that are none, and
   * colons that are none.
   */
  void key(String key, Location location) {
    if (key.equals("<<")) {
      refuse(location, "merge keys ('<<') are not taken", "write the settings out");
      return;
    }
    Optional<Integer> odd =
        key.codePoints()
            .boxed()
            .filter(character -> character == FULLWIDTH_COLON || !YamlScalar.isSeen(character))
            .findFirst();
    if (odd.isPresent()) {
      boolean colon = odd.get() == FULLWIDTH_COLON;
      refuse(
          location,
          "the key '%s' holds %s (U+%04X)"
              .formatted(
                  YamlScalar.shown(key),
                  colon ? "a colon that is not YAML's" : "a character that is not seen",
                  odd.get()),
          colon ? "write ': '" : "type it anew, with ordinary blanks");
    }
  }

  private static Optional<String> tag(NodeEvent event) {
    Optional<String> tag = Optional.empty();
    if (event instanceof ScalarEvent scalar) {
      tag = scalar.getTag();
    } else if (event instanceof CollectionStartEvent start) {
      tag = start.getTag();
    }
    return tag.map(
        name ->
            name.startsWith(TAG_PREFIX)
                ? "!!" + YamlScalar.shown(name.substring(TAG_PREFIX.length()))
                : YamlScalar.shown(name));
  }

  private void refuse(Location location, String what, String remedy) {
    any = true;
    problems.add(location, "", Problem.of(what).withRemedy(remedy));
  }
}
