package dev.graft.cli;

import dev.graft.api.Labels;
import dev.graft.api.head.Prediction;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import tools.jackson.databind.json.JsonMapper;

/** How predictions are printed; picture by picture, as they come. */
enum PredictionFormat {
  /** {@code picture.jpg: alpaca 0.9731}. */
  TEXT {
    @Override
    void begin(PrintWriter out, Labels labels) {}

    @Override
    void picture(PrintWriter out, String picture, Prediction prediction, Labels labels) {
      out.printf(
          "%s: %s %s%n",
          picture, prediction.label(), NumberText.fraction(prediction.probability()));
    }
  },

  /** One JSON object a line (JSON Lines), so that a reader need not wait for the last one. */
  JSON {
    @Override
    void begin(PrintWriter out, Labels labels) {}

    @Override
    void picture(PrintWriter out, String picture, Prediction prediction, Labels labels) {
      Map<String, Double> probabilities = new LinkedHashMap<>();
      for (int i = 0; i < labels.count(); i++) {
        probabilities.put(labels.name(i), prediction.probabilities().get(i));
      }
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("picture", picture);
      line.put("class", prediction.label());
      line.put("probability", prediction.probability());
      line.put("probabilities", probabilities);
      // Not a constant: most commands end without ever writing JSON.
      out.println(JsonMapper.shared().writeValueAsString(line));
    }
  },

  /** A table with a heading and a column for each class's probability (RFC 4180). */
  CSV {
    @Override
    void begin(PrintWriter out, Labels labels) {
      StringJoiner heading = new StringJoiner(",").add("picture").add("class").add("probability");
      labels.names().forEach(name -> heading.add(CsvText.field("probability of " + name)));
      out.println(heading);
    }

    @Override
    void picture(PrintWriter out, String picture, Prediction prediction, Labels labels) {
      StringJoiner row = new StringJoiner(",");
      row.add(CsvText.field(picture)).add(CsvText.field(prediction.label()));
      row.add(Double.toString(prediction.probability()));
      prediction.probabilities().forEach(probability -> row.add(Double.toString(probability)));
      out.println(row);
    }
  };

  /** Prints what comes before all pictures. */
  abstract void begin(PrintWriter out, Labels labels);

  /** Prints what a model says of one picture. */
  abstract void picture(PrintWriter out, String picture, Prediction prediction, Labels labels);

  /** The name as written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
