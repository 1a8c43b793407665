package dev.graft.cli;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.problem.Suggestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a new plugin may begin with: a component of each kind that people write most. */
enum PluginPart {
  BACKBONE("Net"),
  LAYER("Gate"),
  HEAD("Head"),
  LOSS("Focal"),
  AUGMENTATION("Brightness"),
  METRIC("Brier"),
  LISTENER("Target");

  private final String stem;

  PluginPart(String stem) {
    this.stem = stem;
  }

  /**
   * The parts for kinds of components.
   *
   * @param kinds as in {@code --kind}; all if there are none
   * @throws ProblemException if one is no such kind; all that are not are told
   */
  static Set<PluginPart> of(List<String> kinds) {
    if (kinds.isEmpty()) {
      return EnumSet.allOf(PluginPart.class);
    }
    Set<PluginPart> parts = EnumSet.noneOf(PluginPart.class);
    List<Problem> problems = new ArrayList<>();
    for (String kind : kinds) {
      Optional<PluginPart> found =
          Arrays.stream(values()).filter(part -> part.kind().equals(kind)).findFirst();
      found.ifPresentOrElse(parts::add, () -> problems.add(unknown(kind)));
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    if (parts.contains(BACKBONE)) {
      parts.add(LAYER); // the backbone has it
    }
    return parts;
  }

  private static Problem unknown(String kind) {
    List<String> known = Arrays.stream(values()).map(PluginPart::kind).toList();
    return Problem.of("a new plugin cannot begin with a '" + kind + "'")
        .withSubject("--kind")
        .expecting("one of " + String.join(", ", known))
        .withRemedy(Suggestion.forName(kind, known));
  }

  /** The kind, as files and commands call it: {@code loss}. */
  String kind() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The class in the example: {@code ExampleFocal}. */
  String className() {
    return "Example" + stem;
  }
}
