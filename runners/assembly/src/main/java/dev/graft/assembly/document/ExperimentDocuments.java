package dev.graft.assembly.document;

import dev.graft.api.problem.ProblemException;
import dev.graft.assembly.binding.PathSettings;
import dev.graft.assembly.yaml.Problems;
import dev.graft.assembly.yaml.YamlMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads an experiment file as one document: with the files that it includes, in the form of this
 * version of Graft, with the command line's changes. Every node keeps its place in the file that it
 * was written in. What is not bounded in a file is bounded here: see {@link
 * dev.graft.assembly.yaml.YamlReader} and {@link Includes}.
 */
public final class ExperimentDocuments {
  private final Migrations migrations;
  private final PathSettings paths;

  /**
   * Makes a reader.
   *
   * @param migrations bring older files to this version
   * @param paths reads the paths of included files
   */
  public ExperimentDocuments(Migrations migrations, PathSettings paths) {
    this.migrations = migrations;
    this.paths = paths;
  }

  /**
   * Reads a file.
   *
   * @param overrides settings that take the place of the file's: {@code training.epochs=3}
   * @param problems gets what is wrong and leaves something to go on with
   * @param notes is told what was changed of an older file
   * @return the document, without its keys {@code include} and {@code version}
   * @throws ProblemException with all problems so far if it, or a file that it includes, cannot be
   *     read at all
   */
  public YamlMapping read(
      Path file, List<String> overrides, Problems problems, Consumer<String> notes) {
    YamlMapping whole = new Includes(migrations, paths, problems, notes).read(file);
    return new Overrides(problems).apply(whole, overrides);
  }

  /** Reads a file whose problems are of no interest, such as another run's; empty if it has any. */
  public Optional<YamlMapping> readQuietly(Path file) {
    Problems problems = new Problems();
    try {
      YamlMapping document = read(file, List.of(), problems, note -> {});
      return problems.isEmpty() ? Optional.of(document) : Optional.empty();
    } catch (ProblemException unreadable) {
      return Optional.empty();
    }
  }
}
