package dev.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Labels;
import dev.graft.api.head.Prediction;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionFormatTest {
  private static final Labels LABELS = new Labels(List.of("alpaca", "not, \"alpaca\""));

  private static List<String> printed(PredictionFormat format, String picture) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    format.begin(out, LABELS);
    Prediction prediction = new Prediction(LABELS.name(1), 0.75, List.of(0.25, 0.75));
    format.picture(out, picture, prediction, LABELS);
    return text.toString().lines().toList();
  }

  @Test
  void textNamesThePictureItsClassAndTheProbability() {
    assertThat(printed(PredictionFormat.TEXT, "a/b.jpg"))
        .containsExactly("a/b.jpg: not, \"alpaca\" 0.7500");
  }

  @Test
  void jsonIsOneObjectALine() {
    assertThat(printed(PredictionFormat.JSON, "C:\\b\n.jpg"))
        .containsExactly(
            "{\"picture\":\"C:\\\\b\\n.jpg\",\"class\":\"not, \\\"alpaca\\\"\",\"probability\":0.75,"
                + "\"probabilities\":{\"alpaca\":0.25,\"not, \\\"alpaca\\\"\":0.75}}");
  }

  @Test
  void csvQuotesWhatItMust() {
    assertThat(printed(PredictionFormat.CSV, "a,b.jpg"))
        .containsExactly(
            "picture,class,probability,probability of alpaca,"
                + "\"probability of not, \"\"alpaca\"\"\"",
            "\"a,b.jpg\",\"not, \"\"alpaca\"\"\",0.75,0.25,0.75");
  }
}
