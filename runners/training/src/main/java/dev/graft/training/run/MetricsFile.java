package dev.graft.training.run;

import dev.graft.api.metric.Metric;
import dev.graft.api.metric.MetricValue;
import dev.graft.api.problem.FileProblem;
import dev.graft.api.runner.EpochMetrics;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code metrics.csv}: a line for each epoch, on disk as soon as the epoch is over; a metric that
 * is not defined leaves its place empty. It has no times, so two runs with one seed give the same
 * bytes.
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
   * @param metrics have columns of their own
   * @throws dev.graft.api.problem.ProblemException if it cannot be written
   */
  public static MetricsFile create(Path file, List<Metric> metrics) {
    try {
      MetricsFile created = new MetricsFile(file, Files.newBufferedWriter(file));
      List<Object> columns = new ArrayList<>(COLUMNS);
      metrics.forEach(metric -> columns.add("validation_" + metric.name()));
      created.append(columns);
      return created;
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
    List<Object> values =
        new ArrayList<>(
            List.of(
                metrics.epoch(),
                metrics.phase(),
                metrics.loss(),
                metrics.accuracy(),
                metrics.validationLoss(),
                metrics.validationAccuracy(),
                metrics.learningRate()));
    for (MetricValue metric : metrics.metrics()) {
      values.add(metric.value().isPresent() ? metric.value().getAsDouble() : "");
    }
    append(values);
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
