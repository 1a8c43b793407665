package dev.graft.training.run;

import dev.graft.training.evaluation.Evaluation;
import dev.graft.training.evaluation.ExamplePrediction;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code predictions.csv}: the columns {@code picture, label, predicted, probability} and, for each
 * class, {@code probability of CLASS}.
 */
public final class PredictionsFile {
  private PredictionsFile() {}

  /**
   * Writes a file; one that is there is replaced.
   *
   * @throws dev.graft.api.problem.ProblemException if it cannot be written
   */
  public static void write(Path file, Evaluation evaluation) {
    RunFolder.write(
        file,
        aside -> {
          try (Writer writer = Files.newBufferedWriter(aside)) {
            writer.write(Csv.line(columns(evaluation)));
            for (ExamplePrediction prediction : evaluation.predictions()) {
              writer.write(Csv.line(values(evaluation, prediction)));
            }
          }
        });
  }

  private static List<String> columns(Evaluation evaluation) {
    List<String> columns = new ArrayList<>(List.of("picture", "label", "predicted", "probability"));
    evaluation.labels().names().forEach(name -> columns.add("probability of " + name));
    return columns;
  }

  private static List<Object> values(Evaluation evaluation, ExamplePrediction prediction) {
    List<Object> values = new ArrayList<>();
    values.add(prediction.id());
    values.add(evaluation.labels().name(prediction.label()));
    values.add(prediction.prediction().label());
    values.add(prediction.prediction().probability());
    values.addAll(prediction.prediction().probabilities());
    return values;
  }
}
