package dev.graft.assembly.experiment;

import dev.graft.api.problem.Problem;
import dev.graft.assembly.binding.Bound;
import dev.graft.assembly.yaml.Problems;
import dev.graft.assembly.yaml.YamlScalar;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of an experiment: what the file says, or the file's own. It is the name of a folder
 * where no output is said, so it must be one, and lead nowhere else.
 */
final class ExperimentName {
  private static final String STANDING = "experiment";
  private static final int LONGEST = 100;

  private static final Pattern CHARACTERS = Pattern.compile("[^/\\\\\\p{Cntrl}]+");

  private ExperimentName() {}

  /** The name; one that cannot be a folder's is told, and another stands for it. */
  static String read(Bound<?> given, Path file, Problems problems) {
    Optional<?> name = given.cleanValue(Optional.class).orElse(Optional.empty());
    if (name.isEmpty()) {
      String stem = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
      return isFolder(stem) ? stem : STANDING;
    }
    String text = (String) name.get();
    if (!isFolder(text)) {
      problems.add(
          given.location(),
          given.path(),
          Problem.of("found '" + YamlScalar.shown(text) + "'")
              .expecting(
                  "a name that can be a folder's: at most "
                      + LONGEST
                      + " characters, no / or \\, no point or blank at the end"));
      return STANDING;
    }
    return text;
  }

  private static boolean isFolder(String name) {
    return name.length() <= LONGEST
        && CHARACTERS.matcher(name).matches()
        && !name.isBlank()
        && !name.startsWith(" ")
        && !name.endsWith(" ")
        && !name.endsWith(".");
  }
}
