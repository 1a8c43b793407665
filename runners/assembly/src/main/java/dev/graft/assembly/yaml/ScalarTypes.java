package dev.graft.assembly.yaml;

import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * Types of plain scalars: those of YAML 1.2's core schema that read alike in every YAML. So what
 * others take otherwise is text, which a number's or truth value's setting tells: {@code yes} and
 * {@code True}, {@code 010} and {@code 0o10}, {@code 1_000}, {@code 1:30}.
 */
final class ScalarTypes {
  private static final Pattern INTEGER = Pattern.compile("[-+]?(0|[1-9][0-9]*)");
  private static final Pattern DECIMAL =
      Pattern.compile(
          "[-+]?(\\.[0-9]+|(0|[1-9][0-9]*)(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"
              + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

  private ScalarTypes() {}

  static YamlScalar scalar(Location location, ScalarEvent event) {
    String text = event.getValue();
    YamlScalar.Type type = event.isPlain() ? type(text) : YamlScalar.Type.TEXT;
    return new YamlScalar(location, type == YamlScalar.Type.EMPTY ? "" : text, type);
  }

  private static YamlScalar.Type type(String text) {
    if (text.isEmpty() || text.equals("null") || text.equals("~")) {
      return YamlScalar.Type.EMPTY;
    }
    if (text.equals("true") || text.equals("false")) {
      return YamlScalar.Type.BOOLEAN;
    }
    if (INTEGER.matcher(text).matches()) {
      return YamlScalar.Type.INTEGER;
    }
    return DECIMAL.matcher(text).matches() ? YamlScalar.Type.DECIMAL : YamlScalar.Type.TEXT;
  }
}
