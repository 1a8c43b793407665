package dev.graft.assembly.experiment;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.assembly.AssembledExperiment;
import dev.graft.assembly.Graft;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder with an experiment file, and what comes of reading it. */
public final class ExperimentFolder {
  /** Complete and small: painted shapes, two layers, one logit. */
  public static final String SMALL =
      """
      data: {type: shapes, classes: [circle, square], training: 4, validation: 4, image_size: 16}
      backbone:
        type: sequential
        layers:
          - {type: conv2d, filters: 2, kernel_size: 3, name: first}
          - {type: max_pooling2d}
      head: {type: logit}
      training: {epochs: 2}
      """;

  private final Path folder;
  private final Graft graft = Graft.fromClassPath();

  /** A folder that is there. */
  public ExperimentFolder(Path folder) {
    this.folder = folder;
  }

  /** Writes a file. */
  public Path write(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a text as an experiment file. */
  public AssembledExperiment read(String text, String... overrides) {
    return graft.experiment(write("x.yaml", text), List.of(overrides));
  }

  /** Reads an experiment file. */
  public AssembledExperiment read(Path file, String... overrides) {
    return graft.experiment(file, List.of(overrides));
  }

  /** The problems of a file, with {@code x.yaml} in place of its long path. */
  public List<String> problems(String text, String... overrides) {
    return problems(write("x.yaml", text), overrides);
  }

  /** The problems of a file. */
  public List<String> problems(Path file, String... overrides) {
    ProblemException thrown =
        catchThrowableOfType(ProblemException.class, () -> read(file, overrides));
    if (thrown == null) {
      return List.of();
    }
    return thrown.problems().stream()
        .map(Problem::toString)
        .map(line -> line.replace(folder + "/", ""))
        .toList();
  }
}
