package dev.graft.training.model;

import dev.graft.api.problem.FileProblem;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON text as a tree: duplicate keys and anything after the value are refused. */
final class JsonFile {
  /** Far above any architecture, far below what would fill the memory. */
  private static final long MOST_BYTES = 64L << 20;

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonFile() {}

  static JsonNode read(Path file) {
    String text;
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new ProblemException(
            Problem.at(file.toString(), "has " + Files.size(file) + " bytes")
                .expecting("at most " + MOST_BYTES));
      }
      text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw FileProblem.reading(file, "a model's folder as Graft saves it", e);
    }
    return parse(text, file.toString());
  }

  static JsonNode parse(String text, String where) {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (node.isMissingNode()) {
        throw new ProblemException(Problem.at(where, "is empty").expecting("JSON"));
      }
      return node;
    } catch (JacksonException e) {
      String place =
          e.getLocation() == null || e.getLocation().getLineNr() < 1
              ? where
              : where + ":" + e.getLocation().getLineNr() + ":" + e.getLocation().getColumnNr();
      throw new ProblemException(
          Problem.at(place, "is not valid JSON: " + e.getOriginalMessage()), e);
    }
  }
}
