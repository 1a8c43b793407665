package dev.graft.training.run;

import dev.graft.api.problem.FileProblem;
import dev.graft.api.runner.EpochMetrics;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * {@code metrics.csv}: a line for each epoch, on disk as soon as the epoch is over. It has no
 * times, so two runs with one seed give the same bytes.
 */
public final class MetricsFile implements AutoCloseable {
  private static final List<String> COLUMNS =
      List.of(
          "epoch",
          "phase",
          "loss",
          "accuracy",
          "validation_loss",
          "validation_accuracy",
          "learning_rate");

  private final Path file;
  private final BufferedWriter writer;

  private MetricsFile(Path file, BufferedWriter writer) {
    this.file = file;
    this.writer = writer;
  }

  /**
   * Begins a file.
   *
   * @throws dev.graft.api.problem.ProblemException if it cannot be written
   */
  public static MetricsFile create(Path file) {
    try {
      MetricsFile metrics = new MetricsFile(file, Files.newBufferedWriter(file));
      metrics.append(COLUMNS);
      return metrics;
    } catch (IOException e) {
      throw FileProblem.writing(file, e);
    }
  }

  /**
   * Opens a file that was begun, to go on with it.
   *
   * @throws dev.graft.api.problem.ProblemException if it cannot be written
   */
  public static MetricsFile goOn(Path file) {
    try {
      return new MetricsFile(file, Files.newBufferedWriter(file, StandardOpenOption.APPEND));
    } catch (IOException e) {
      throw FileProblem.writing(file, e);
    }
  }

  /**
   * Adds an epoch.
   *
   * @throws dev.graft.api.problem.ProblemException if it cannot be written
   */
  public void append(EpochMetrics metrics) {
    append(
        List.of(
            metrics.epoch(),
            metrics.phase(),
            metrics.loss(),
            metrics.accuracy(),
            metrics.validationLoss(),
            metrics.validationAccuracy(),
            metrics.learningRate()));
  }

  private void append(List<?> values) {
    try {
      writer.write(Csv.line(values));
      writer.flush();
    } catch (IOException e) {
      throw FileProblem.writing(file, e);
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw FileProblem.writing(file, e);
    }
  }
}
