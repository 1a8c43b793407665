package dev.graft.assembly.plugins;

import dev.graft.api.problem.FileProblem;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What may be one plugin: a jar, or a folder with its jar and those of its libraries.
 *
 * @param path the jar or the folder
 */
record PluginFiles(Path path) {
  private static final Comparator<Path> BY_NAME =
      Comparator.comparing(file -> file.getFileName().toString());

  /**
   * What lies in a folder of plugins, sorted by name: its jars and folders. Hidden ones, and files
   * that are meant to be something else, such as a README, are passed over.
   *
   * @throws ProblemException if the folder cannot be listed
   */
  static List<PluginFiles> in(Path folder) {
    return list(folder).stream()
        .filter(path -> Files.isDirectory(path) || isArchive(path))
        .map(PluginFiles::new)
        .toList();
  }

  /**
   * The plugin's jars, sorted by name.
   *
   * @throws ProblemException if there is none
   */
  List<Path> jars() {
    if (!Files.isDirectory(path)) {
      if (!isJar(path)) {
        throw new ProblemException(
            Problem.at(path.toString(), "is an archive of another kind")
                .expecting("a jar")
                .withRemedy("unpack it: the jars in it belong into a folder of their own"));
      }
      return List.of(path);
    }
    List<Path> files = list(path);
    List<Path> jars = files.stream().filter(file -> isJar(file)).toList();
    if (!jars.isEmpty()) {
      return jars;
    }
    boolean deeper =
        files.stream()
            .filter(Files::isDirectory)
            .anyMatch(below -> list(below).stream().anyMatch(PluginFiles::isJar));
    throw new ProblemException(
        Problem.at(path.toString(), files.isEmpty() ? "is an empty folder" : "has no jar in it")
            .expecting("a plugin's jar, and beside it those of its libraries")
            .withRemedy(deeper ? "its jars lie a folder deeper: move them up" : ""));
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths
          .filter(path -> !path.getFileName().toString().startsWith("."))
          .sorted(BY_NAME)
          .toList();
    } catch (IOException e) {
      throw FileProblem.listing(folder, e);
    }
  }

  private static boolean isJar(Path file) {
    return !Files.isDirectory(file) && name(file).endsWith(".jar");
  }

  private static boolean isArchive(Path file) {
    return name(file).matches(".*\\.(jar|zip|war|tar|tgz|tar\\.gz)");
  }

  private static String name(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT);
  }
}
