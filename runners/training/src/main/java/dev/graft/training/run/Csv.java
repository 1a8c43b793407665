package dev.graft.training.run;

import java.util.List;
import java.util.stream.Collectors;

/** Lines of comma-separated values as in RFC 4180, but with a line feed alone at the end. */
final class Csv {
  private Csv() {}

  static String line(List<?> values) {
    return values.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\n"));
  }

  private static String cell(Object value) {
    // Double.toString has all digits and a point in every locale.
    String text = String.valueOf(value);
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
