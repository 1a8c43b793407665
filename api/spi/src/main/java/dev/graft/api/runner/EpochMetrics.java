package dev.graft.api.runner;

import dev.graft.api.Evolving;
import dev.graft.api.metric.Direction;
import dev.graft.api.metric.Metric;
import dev.graft.api.metric.MetricValue;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * How an epoch went.
 *
 * @param epoch from 1, counted through all phases
 * @param phase name of the phase: {@code training}, {@code fine_tuning}
 * @param loss mean loss over the training examples, in training mode, while they were learnt from
 * @param accuracy share of them classified rightly, in [0, 1]
 * @param validationLoss mean loss over the validation examples, in inference mode
 * @param validationAccuracy share of them classified rightly, in [0, 1]
 * @param learningRate of the epoch's last step
 * @param seconds wall time of the epoch, validation included
 * @param metrics the experiment's own metrics over the validation examples, in its order
 * @since 0.1
 */
@Evolving
public record EpochMetrics(
    int epoch,
    String phase,
    double loss,
    double accuracy,
    double validationLoss,
    double validationAccuracy,
    double learningRate,
    double seconds,
    List<MetricValue> metrics) {
  private static final String VALIDATION = "validation_";
  private static final String LOSS = "loss";
  private static final String ACCURACY = "accuracy";

  /** Copies the list. */
  public EpochMetrics {
    metrics = List.copyOf(metrics);
  }

  /** Without metrics of the experiment's own. */
  public EpochMetrics(
      int epoch,
      String phase,
      double loss,
      double accuracy,
      double validationLoss,
      double validationAccuracy,
      double learningRate,
      double seconds) {
    this(
        epoch,
        phase,
        loss,
        accuracy,
        validationLoss,
        validationAccuracy,
        learningRate,
        seconds,
        List.of());
  }

  /**
   * What {@link #column} knows in an experiment with some metrics, in the words of {@code
   * metrics.csv}: {@code loss}, {@code accuracy}, {@code validation_loss}, {@code
   * validation_accuracy} and {@code validation_NAME} for each metric.
   */
  public static List<String> columns(List<Metric> metrics) {
    List<String> columns = new ArrayList<>(List.of(LOSS, ACCURACY));
    Stream.concat(Stream.of(LOSS, ACCURACY), metrics.stream().map(Metric::name))
        .map(VALIDATION::concat)
        .forEach(columns::add);
    return columns;
  }

  /**
   * One of the values, by its name in {@code metrics.csv}.
   *
   * @param name as {@link #columns} gives them
   * @throws IllegalArgumentException if it is none of them
   */
  public MetricValue column(String name) {
    return switch (name) {
      case LOSS -> new MetricValue(LOSS, Direction.SMALLER_IS_BETTER, OptionalDouble.of(loss));
      case ACCURACY ->
          new MetricValue(ACCURACY, Direction.LARGER_IS_BETTER, OptionalDouble.of(accuracy));
      case VALIDATION + LOSS ->
          new MetricValue(LOSS, Direction.SMALLER_IS_BETTER, OptionalDouble.of(validationLoss));
      case VALIDATION + ACCURACY ->
          new MetricValue(
              ACCURACY, Direction.LARGER_IS_BETTER, OptionalDouble.of(validationAccuracy));
      default ->
          metrics.stream()
              .filter(metric -> name.equals(VALIDATION + metric.name()))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("there is no column '" + name + "'"));
    };
  }
}
