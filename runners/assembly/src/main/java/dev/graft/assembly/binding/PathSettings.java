package dev.graft.assembly.binding;

import dev.graft.api.problem.Problem;
import dev.graft.assembly.yaml.Location;
import dev.graft.assembly.yaml.Problems;
import dev.graft.assembly.yaml.YamlScalar;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the settings that are paths. A relative path begins at the folder of the file that it is
 * written in, or at the working directory if it is an option's. Here, and nowhere else in a file,
 * environment variables are taken: {@code ${env:NAME}}, or {@code ${env:NAME:-DEFAULT}} for one
 * that may be unset or empty. There are no other expressions. Folders are separated by {@code /},
 * on Windows by {@code \} too.
 */
public final class PathSettings {
  private static final String OPEN = "${";
  private static final Pattern REFERENCE =
      Pattern.compile("env:([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("(?:env[.:])?([A-Za-z_][A-Za-z0-9_]*)");
  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+://.*");
  private static final String FORMS = "${env:NAME} or ${env:NAME:-DEFAULT}";

  private final Function<Location, Path> folders;
  private final UnaryOperator<String> environment;

  /**
   * Makes a reader.
   *
   * @param folders where relative paths of a place begin
   * @param environment the value of a variable, or null
   */
  public PathSettings(Function<Location, Path> folders, UnaryOperator<String> environment) {
    this.folders = folders;
    this.environment = environment;
  }

  /**
   * Of files as {@link Location#source} names them.
   *
   * @param environment the value of a variable, or null
   */
  public static PathSettings ofFiles(UnaryOperator<String> environment) {
    return new PathSettings(
        place ->
            place.isOption()
                ? Path.of("")
                : Path.of(place.source()).toAbsolutePath().normalize().getParent(),
        environment);
  }

  /** Of one folder, whatever the file; an option's begin at the working directory. */
  public static PathSettings in(Path folder) {
    return new PathSettings(place -> place.isOption() ? Path.of("") : folder, System::getenv);
  }

  /** Whether a text holds what looks like a reference to an environment variable. */
  static boolean hasReference(String text) {
    return text.contains(OPEN + "env");
  }

  /**
   * Reads a path.
   *
   * @param path the setting's own path
   * @param problems is told if it is none
   * @return absolute and normalized
   */
  public Optional<Path> read(YamlScalar scalar, String path, Problems problems) {
    boolean word = scalar.is(YamlScalar.Type.TEXT) || scalar.is(YamlScalar.Type.INTEGER);
    if (!word || scalar.text().isBlank()) {
      tell(scalar, path, Problem.of("found " + scalar.describe()).expecting("a path"), problems);
      return Optional.empty();
    }
    if (scalar.text().startsWith("~/")) {
      tell(
          scalar,
          path,
          Problem.of("'~' does not stand for a folder here")
              .expecting("a path")
              .withRemedy("did you mean ${env:HOME}" + scalar.text().substring(1) + "?"),
          problems);
      return Optional.empty();
    }
    if (ADDRESS.matcher(scalar.text()).matches()) {
      tell(
          scalar,
          path,
          Problem.of("found the address " + YamlScalar.shown(scalar.text()))
              .expecting("a path on this machine"),
          problems);
      return Optional.empty();
    }
    if (File.separatorChar == '/' && scalar.text().contains("\\")) {
      tell(
          scalar,
          path,
          Problem.of("'\\' separates no folders here; found " + scalar.describe())
              .expecting("a path")
              .withRemedy("did you mean '%s'?".formatted(scalar.text().replace('\\', '/'))),
          problems);
      return Optional.empty();
    }
    Optional<String> text = expanded(scalar, path, problems);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path from = folders.apply(scalar.location());
      return Optional.of(from.resolve(Path.of(text.get())).toAbsolutePath().normalize());
    } catch (InvalidPathException e) {
      tell(scalar, path, Problem.of("not a path: " + e.getReason()).expecting("a path"), problems);
      return Optional.empty();
    }
  }

  private Optional<String> expanded(YamlScalar scalar, String path, Problems problems) {
    String text = scalar.text();
    StringBuilder result = new StringBuilder();
    int at = 0;
    for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, at)) {
      int close = text.indexOf('}', open);
      if (close < 0) {
        tell(
            scalar,
            path,
            Problem.of("'${' has no '}' in " + scalar.describe()).expecting(FORMS),
            problems);
        return Optional.empty();
      }
      Optional<String> value = value(text.substring(open + 2, close), scalar, path, problems);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      result.append(text, at, open).append(value.get());
      at = close + 1;
    }
    return Optional.of(result.append(text, at, text.length()).toString());
  }

  private Optional<String> value(String body, YamlScalar scalar, String path, Problems problems) {
    Matcher reference = REFERENCE.matcher(body);
    if (!reference.matches()) {
      Matcher name = NAME.matcher(body);
      tell(
          scalar,
          path,
          Problem.of("'${" + body + "}' is not known")
              .expecting(FORMS)
              .withRemedy(name.matches() ? "did you mean ${env:" + name.group(1) + "}?" : ""),
          problems);
      return Optional.empty();
    }
    String name = reference.group(1);
    String found = environment.apply(name);
    boolean given = found != null && !found.isBlank();
    if (!given && reference.group(2) != null) {
      return Optional.of(reference.group(2));
    }
    Problem problem = null;
    if (!given) {
      problem =
          Problem.of(
                  "the environment variable %s is %s"
                      .formatted(name, found == null ? "not set" : "empty"))
              .withRemedy("set it, or give a default: ${env:%s:-PATH}".formatted(name));
    } else if (found.contains(OPEN)) {
      // The resolved experiment, which holds the value, would be read otherwise.
      problem =
          Problem.of("the value of the environment variable " + name + " holds '${'")
              .expecting("a path");
    }
    if (problem != null) {
      tell(scalar, path, problem, problems);
      return Optional.empty();
    }
    return Optional.of(found);
  }

  private static void tell(YamlScalar scalar, String path, Problem problem, Problems problems) {
    problems.add(scalar.location(), path, problem);
  }
}
