package dev.graft.cli;

import dev.graft.api.metric.Metric;
import dev.graft.cli.TextTable.Side;
import dev.graft.training.evaluation.Evaluation;
import dev.graft.training.evaluation.ExamplePrediction;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;

/** What an evaluation found, for people. */
final class EvaluationReport {
  private static final int MOST_MISTAKES = 10;

  private final Evaluation evaluation;
  private final String lossName;
  private final List<Metric> metrics;

  /**
   * Makes a report.
   *
   * @param lossName what to call the loss
   * @param metrics what else it is judged by
   */
  EvaluationReport(Evaluation evaluation, String lossName, List<Metric> metrics) {
    this.metrics = metrics;
    this.evaluation = evaluation;
    this.lossName = lossName;
  }

  /** Prints all of it. */
  void print(PrintWriter out) {
    ConfusionMatrix matrix = new ConfusionMatrix(evaluation.labels());
    evaluation
        .predictions()
        .forEach(prediction -> matrix.add(prediction.label(), prediction.predictedLabel()));
    out.println(
        "%s: accuracy %s, %s %s%s"
            .formatted(
                NumberText.count(evaluation.predictions().size(), "picture"),
                NumberText.fraction(evaluation.accuracy()),
                lossName,
                NumberText.fraction(evaluation.loss()),
                MetricText.list(evaluation.metrics(metrics))));
    out.println();
    matrix.classLines().forEach(out::println);
    out.println();
    matrix.lines().forEach(out::println);
    List<ExamplePrediction> mistakes = mistakes(evaluation);
    if (!mistakes.isEmpty()) {
      out.println();
      printMistakes(out, mistakes);
    }
  }

  /** The pictures that are taken for something else, the surest mistakes first. */
  static List<ExamplePrediction> mistakes(Evaluation evaluation) {
    return evaluation.predictions().stream()
        .filter(prediction -> !prediction.correct())
        .sorted(
            Comparator.comparingDouble(
                    (ExamplePrediction mistake) -> mistake.prediction().probability())
                .reversed())
        .toList();
  }

  private void printMistakes(PrintWriter out, List<ExamplePrediction> mistakes) {
    out.println(
        mistakes.size() > MOST_MISTAKES
            ? "The %d surest of %s:"
                .formatted(MOST_MISTAKES, NumberText.count(mistakes.size(), "mistake"))
            : NumberText.count(mistakes.size(), "mistake") + ":");
    TextTable table = new TextTable(Side.LEFT, Side.LEFT, Side.LEFT, Side.RIGHT);
    table.row("picture", "is", "taken for", "probability");
    mistakes.stream()
        .limit(MOST_MISTAKES)
        .forEach(
            mistake ->
                table.row(
                    mistake.id(),
                    evaluation.labels().name(mistake.label()),
                    mistake.prediction().label(),
                    NumberText.fraction(mistake.prediction().probability())));
    table.lines().forEach(out::println);
  }
}
