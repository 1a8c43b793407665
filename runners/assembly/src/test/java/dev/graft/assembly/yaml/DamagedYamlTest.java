package dev.graft.assembly.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a file holds, its problems are told in lines of their own, at places that it has. */
class DamagedYamlTest {
  private static final String WHOLE =
      """
      # an experiment
      name: "Ada's \\u00e4\\"cats\\""
      data: {type: folder, path: 'data/cats', image_size: [160, 160]}
      backbone:
        type: sequential
        layers:
          - {type: conv2d, filters: 2, kernel_size: 3}
          - type: flatten
      training:
        epochs: 5
        optimizer: {type: adam, learning_rate: 1e-3}
      note: |
        two
        lines
      folded: >-
        some 🐱
        words
      """;

  private static final List<String> PIECES =
      List.of(
          "\t",
          "\n",
          "\r",
          "\r\n",
          " ",
          "  ",
          ":",
          ": ",
          "- ",
          "-",
          "?",
          "? ",
          ",",
          "[",
          "]",
          "{",
          "}",
          "&a ",
          "*a",
          "!t ",
          "!!java.lang.Object ",
          "|",
          ">",
          "'",
          "\"",
          "\\",
          "\\U",
          "\\x",
          "%",
          "%YAML 1.1\n",
          "@",
          "`",
          "#",
          " #",
          "---\n",
          "...\n",
          "<<: ",
          "\u0000",
          "\u0085",
          "\u2028",
          "\uFEFF",
          "\uD83D\uDE00",
          "\uD83D",
          "9",
          "~",
          "=",
          "0x",
          "1e",
          ".",
          "|2",
          "!<",
          "!",
          "&",
          "*");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void isToldAndNeverThrown(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int i = 0; i < 2_000; i++) {
      String text = damaged(random);
      Problems problems = new Problems();

      Optional<YamlNode> document = YamlReader.read("x.yaml", text, problems);

      assertThat(document.isEmpty() && problems.isEmpty() && !text.isBlank())
          .as("nothing is told of <%s>", text)
          .isEqualTo(false);
      for (LocatedProblem problem : problems.located()) {
        assertThat(problem.problem())
            .extracting(Problem::toString)
            .asString()
            .matches("[^\\p{Cntrl}]+");
        Location place = problem.location();
        TextLines lines = new TextLines(text.startsWith("\uFEFF") ? text.substring(1) : text);
        assertThat(place.line())
            .as("line of %s in <%s>", problem, text)
            .isBetween(1, lines.count());
        String line = lines.line(place.line());
        assertThat(place.column())
            .as("column of %s in <%s>", problem, text)
            .isBetween(1, line.codePointCount(0, line.length()) + 1);
      }
    }
  }

  private static String damaged(RandomGenerator random) {
    StringBuilder text = new StringBuilder(WHOLE);
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(text.length());
      int until = Math.min(text.length(), at + random.nextInt(6));
      text.replace(
          at, random.nextBoolean() ? until : at, PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
