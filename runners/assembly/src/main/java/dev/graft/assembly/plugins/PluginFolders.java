package dev.graft.assembly.plugins;

import dev.graft.api.problem.FileProblem;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The folders that plugins are dropped into, in the order in which they are looked at: those named
 * on the command line, those of the variable {@value #VARIABLE}, and {@code plugins} in Graft's
 * home. The working directory is none of them.
 *
 * @param named folders that somebody named; each must be there
 * @param home Graft's own, if it has one; it may be missing
 */
public record PluginFolders(List<Path> named, Optional<Path> home) {
  /** The environment variable that names folders, with the system's path separator between them. */
  public static final String VARIABLE = "GRAFT_PLUGINS";

  private static final String HOME = "graft.home";

  /** Copies the list. */
  public PluginFolders {
    named = List.copyOf(named);
  }

  /** No folder at all: the plugins of the class path only. */
  public static PluginFolders none() {
    return new PluginFolders(List.of(), Optional.empty());
  }

  /**
   * The folders of this process: the given ones, those of its environment and that of its home.
   *
   * @param given those that the command line names
   */
  public static PluginFolders ofProcess(List<Path> given) {
    return of(
        given,
        Optional.ofNullable(System.getenv(VARIABLE)),
        Optional.ofNullable(System.getProperty(HOME)).map(Path::of));
  }

  /**
   * The folders of some other process.
   *
   * @param variable what {@value #VARIABLE} holds
   * @param home the folder that Graft is installed in
   * @throws ProblemException if the variable holds what can be no path
   */
  static PluginFolders of(List<Path> given, Optional<String> variable, Optional<Path> home) {
    List<Path> named = new ArrayList<>(given);
    for (String folder : variable.orElse("").split(Pattern.quote(File.pathSeparator), -1)) {
      if (!folder.isBlank()) {
        named.add(path(folder));
      }
    }
    return new PluginFolders(named, home.map(folder -> folder.resolve("plugins")));
  }

  private static Path path(String folder) {
    try {
      return Path.of(folder);
    } catch (InvalidPathException e) {
      throw new ProblemException(
          Problem.at(VARIABLE, "'" + folder + "' is no path: " + e.getReason()), e);
    }
  }

  /**
   * The folders that are there, each once.
   *
   * @throws ProblemException with all that were named and are no folders
   */
  List<Path> existing() {
    List<Problem> problems = new ArrayList<>();
    List<Path> folders = new ArrayList<>();
    Set<Path> seen = new HashSet<>();
    for (Path folder : named) {
      if (Files.isDirectory(folder)) {
        addOnce(folder, folders, seen);
      } else {
        problems.add(
            Problem.at(
                    folder.toString(),
                    Files.exists(folder) ? "is no folder" : "there is no such folder")
                .expecting("a folder of plugins, as --plugins or " + VARIABLE + " names it"));
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    home.filter(Files::isDirectory).ifPresent(folder -> addOnce(folder, folders, seen));
    return folders;
  }

  private static void addOnce(Path folder, List<Path> folders, Set<Path> seen) {
    try {
      if (seen.add(folder.toRealPath())) {
        folders.add(folder);
      }
    } catch (IOException e) {
      throw FileProblem.listing(folder, e);
    }
  }
}
