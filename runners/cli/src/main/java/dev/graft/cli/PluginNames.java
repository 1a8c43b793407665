package dev.graft.cli;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/**
 * What is called after a new plugin's name.
 *
 * @param name the plugin's id, its artifact and its folder: {@code tiny-net}
 * @param groupId the Maven group: {@code org.example}
 * @param javaPackage the package of its classes: {@code org.example.tinynet}
 */
record PluginNames(String name, String groupId, String javaPackage) {
  private static final String DEFAULT_GROUP = "org.example";
  private static final int LONGEST = 40;

  /**
   * Names by what was given.
   *
   * @throws ProblemException if one of them is no such name; all that are not are told
   */
  static PluginNames of(String name, Optional<String> groupId, Optional<String> javaPackage) {
    String group = groupId.orElse(DEFAULT_GROUP);
    List<Problem> problems = new ArrayList<>();
    if (name.length() > LONGEST || !name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
      problems.add(
          Problem.of("'" + name + "' is no name for a plugin")
              .withSubject("NAME")
              .expecting(
                  "lower-case letters and digits, words joined by '-', at most %d: tiny-net"
                      .formatted(LONGEST)));
    }
    if (!group.matches("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*")) {
      problems.add(
          Problem.of("'" + group + "' is no group of Maven's")
              .withSubject("--group-id")
              .expecting("words joined by dots: org.example"));
    }
    String inside =
        javaPackage.orElseGet(() -> group.replace("-", "") + "." + name.replace("-", ""));
    if (problems.isEmpty() && !isPackage(inside)) {
      problems.add(
          Problem.of("'" + inside + "' is no package for classes")
              .withSubject("--package")
              .expecting("lower-case words of Java joined by dots: org.example.tinynet"));
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return new PluginNames(name, group, inside);
  }

  /** At least two words, so that no class stands in a package that others have; none of Graft's. */
  private static boolean isPackage(String name) {
    return SourceVersion.isName(name, SourceVersion.RELEASE_17)
        && name.contains(".")
        && name.equals(name.toLowerCase(Locale.ROOT))
        && !name.startsWith("java.")
        && !name.startsWith("dev.graft.");
  }

  /** What its classes' names begin with: {@code TinyNet}. */
  String classPrefix() {
    return Arrays.stream(stem().split("-"))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }

  /** What its components' names begin with: {@code tiny_net_}. */
  String componentPrefix() {
    return stem().replace('-', '_') + '_';
  }

  /** The name without an ending {@code -plugin}. */
  private String stem() {
    return name.endsWith("-plugin") ? name.substring(0, name.length() - 7) : name;
  }
}
