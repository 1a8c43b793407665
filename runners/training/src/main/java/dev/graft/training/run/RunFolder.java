package dev.graft.training.run;

import dev.graft.api.problem.FileProblem;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.training.storage.WrittenAside;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a run puts what came of it: {@code experiment.yaml}, {@code model/}, {@code metrics.csv},
 * {@code predictions.csv}, {@code provenance.json}. The model appears when it is complete; the
 * provenance is written last.
 *
 * @param path the folder; may not be there yet
 */
public record RunFolder(Path path) {
  private static final String EXPERIMENT = "experiment.yaml";
  private static final String MODEL = "model";
  private static final String METRICS = "metrics.csv";
  private static final String PREDICTIONS = "predictions.csv";
  private static final String PROVENANCE = "provenance.json";

  /** Names that a message tells. */
  private static final int TOLD = 5;

  private static final Set<String> OWN =
      Stream.of(EXPERIMENT, MODEL, METRICS, PREDICTIONS, PROVENANCE)
          .flatMap(name -> Stream.of(name, name + WrittenAside.SUFFIX))
          .collect(Collectors.toUnmodifiableSet());

  /**
   * The folder of a run that has left a model.
   *
   * @throws ProblemException if there is no such folder, or no model in it
   */
  public static RunFolder open(Path path) {
    RunFolder folder = new RunFolder(path);
    if (!Files.isDirectory(path)) {
      throw new ProblemException(
          Problem.at(path.toString(), Files.exists(path) ? "is a file" : "there is no such folder")
              .expecting("a run's folder, as `graft train` leaves it"));
    }
    if (!folder.hasModel()) {
      String what =
          Files.exists(folder.experiment())
              ? "holds no model: its training has not finished"
              : "is not a run's folder: it has no " + MODEL + " folder";
      throw new ProblemException(
          Problem.at(path.toString(), what)
              .expecting("a run's folder, as `graft train` leaves it"));
    }
    return folder;
  }

  /** The experiment with all defaults written out. */
  public Path experiment() {
    return path.resolve(EXPERIMENT);
  }

  /** The model's folder. */
  public Path model() {
    return path.resolve(MODEL);
  }

  /** How each epoch went. */
  public Path metrics() {
    return path.resolve(METRICS);
  }

  /** What the saved model says of each validation picture. */
  public Path predictions() {
    return path.resolve(PREDICTIONS);
  }

  /** Where all of it comes from. */
  public Path provenance() {
    return path.resolve(PROVENANCE);
  }

  /** Whether a run has left a complete model here. */
  public boolean hasModel() {
    return Files.isDirectory(model());
  }

  /**
   * Checks that a new run may use this folder; changes nothing. It may if the folder is not there,
   * is empty, or holds no more than what a broken-off run has left.
   *
   * @param overwrite whether a finished run may be replaced
   * @throws ProblemException if it may not
   */
  public void check(boolean overwrite) {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new ProblemException(
          Problem.at(path.toString(), "is a file").expecting("a folder for the run's output"));
    }
    List<String> foreign = names().stream().filter(name -> !OWN.contains(name)).toList();
    if (!foreign.isEmpty()) {
      throw new ProblemException(
          Problem.at(path.toString(), "holds other things: " + few(foreign))
              .expecting("an empty folder for the run's output")
              .withRemedy("name another folder as output"));
    }
    if (hasModel() && !overwrite) {
      throw new ProblemException(
          Problem.at(path.toString(), "holds a finished run")
              .withRemedy("name another folder as output, or add --overwrite to replace the run"));
    }
  }

  /**
   * Makes the folder, and deletes what an earlier run has left in it.
   *
   * @param overwrite whether a finished run may be replaced
   * @throws ProblemException as {@link #check}, or if the folder cannot be written
   */
  public void prepare(boolean overwrite) {
    check(overwrite);
    try {
      for (String name : names()) {
        WrittenAside.delete(path.resolve(name));
      }
      Files.createDirectories(path);
    } catch (IOException e) {
      throw FileProblem.writing(path, e);
    }
  }

  private static String few(List<String> names) {
    String first = names.stream().limit(TOLD).collect(Collectors.joining(", "));
    return names.size() > TOLD ? first + ", …" : first;
  }

  private List<String> names() {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw FileProblem.listing(path, e);
    } catch (UncheckedIOException e) {
      throw FileProblem.listing(path, e.getCause());
    }
  }

  /**
   * Writes the experiment file.
   *
   * @throws ProblemException if it cannot be written
   */
  public void writeExperiment(String yaml) {
    write(experiment(), aside -> Files.writeString(aside, yaml));
  }

  static void write(Path file, WrittenAside.Writing writing) {
    try {
      WrittenAside.file(file, writing);
    } catch (IOException e) {
      throw FileProblem.writing(file, e);
    }
  }
}
