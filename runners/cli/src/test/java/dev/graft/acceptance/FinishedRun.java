package dev.graft.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run has left, read from its files as a stranger would.
 *
 * @param engine name of the engine that trained it, as provenance.json has it
 * @param initialWeights hash of the weights that training began with, as provenance.json has it
 * @param trainedWeights hash of the weights that training ended with, as provenance.json has it
 * @param validationLoss as provenance.json has it
 * @param validationAccuracy as provenance.json has it
 * @param selfCheck {@code passed} or {@code failed}, as provenance.json has it
 * @param predictions the rows of predictions.csv, without the heading
 */
record FinishedRun(
    String engine,
    String initialWeights,
    String trainedWeights,
    double validationLoss,
    double validationAccuracy,
    String selfCheck,
    List<Row> predictions) {
  /** A row of predictions.csv. */
  record Row(String picture, String label, String predicted, double probability) {}

  static FinishedRun of(Path folder) {
    JsonNode provenance =
        JsonMapper.builder().build().readTree(folder.resolve("provenance.json").toFile());
    JsonNode result = provenance.path("result");
    return new FinishedRun(
        provenance.path("engine").path("name").stringValue(),
        provenance.path("weights").path("initial_sha256").stringValue(),
        provenance.path("weights").path("trained_sha256").stringValue(),
        result.path("validation_loss").doubleValue(),
        result.path("validation_accuracy").doubleValue(),
        result.path("self_check").stringValue(),
        rows(folder.resolve("predictions.csv")));
  }

  /** None of the names has a comma or a quote here. */
  private static List<Row> rows(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .skip(1)
          .map(line -> List.of(line.split(",", -1)))
          .map(c -> new Row(c.get(0), c.get(1), c.get(2), Double.parseDouble(c.get(3))))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
