package dev.graft.assembly.schema;

import dev.graft.assembly.yaml.Problems;
import dev.graft.assembly.yaml.YamlMapping;
import dev.graft.assembly.yaml.YamlNode;
import dev.graft.assembly.yaml.YamlReader;
import dev.graft.assembly.yaml.YamlScalar;
import dev.graft.assembly.yaml.YamlSequence;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a YAML text is as JSON knows data: maps, lists, texts, numbers, truth values and null. */
public final class PlainData {
  private PlainData() {}

  /**
   * The data of a default or an example.
   *
   * @throws IllegalStateException if it is not YAML, which is a bug of its plugin
   */
  static Object parse(String yaml) {
    Problems problems = new Problems();
    Optional<YamlNode> node = YamlReader.read("value", yaml, problems);
    if (node.isEmpty() || !problems.isEmpty()) {
      throw new IllegalStateException("'" + yaml + "' is not YAML: " + problems.sorted());
    }
    return of(node.get());
  }

  /** The data of a node. */
  public static Object of(YamlNode node) {
    if (node instanceof YamlMapping mapping) {
      Map<String, Object> data = new LinkedHashMap<>();
      mapping.entries().forEach(entry -> data.put(entry.key(), of(entry.value())));
      return data;
    }
    if (node instanceof YamlSequence sequence) {
      List<Object> data = new ArrayList<>();
      sequence.items().forEach(item -> data.add(of(item)));
      return data;
    }
    return scalar((YamlScalar) node);
  }

  private static Object scalar(YamlScalar scalar) {
    return switch (scalar.type()) {
      case TEXT -> scalar.text();
      case INTEGER -> new BigInteger(scalar.text());
      case DECIMAL -> decimal(scalar.text());
      case BOOLEAN -> scalar.text().equals("true");
      case EMPTY -> null;
    };
  }

  /** JSON has no infinities, and its readers take numbers for doubles; what is none stays text. */
  private static Object decimal(String text) {
    try {
      BigDecimal number = new BigDecimal(text);
      return Double.isInfinite(number.doubleValue()) ? text : number;
    } catch (NumberFormatException e) {
      return text;
    }
  }

  /** A number without a needless point or exponent. */
  static Number number(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? (Number) (long) number
        : (Number) new BigDecimal(Double.toString(number)).stripTrailingZeros();
  }
}
