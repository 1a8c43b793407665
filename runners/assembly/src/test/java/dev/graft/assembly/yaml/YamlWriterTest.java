package dev.graft.assembly.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlWriterTest {
  private static YamlMapping readAgain(String text) {
    Problems problems = new Problems();
    YamlNode node = YamlReader.read("again", text, problems).orElseThrow();
    assertThat(problems.sorted()).isEmpty();
    return (YamlMapping) node;
  }

  private static YamlScalar scalar(Object value) {
    return (YamlScalar) readAgain(YamlWriter.write(Map.of("a", value))).value("a").orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "no", "true", "True", "null", "~", "12", "-3", "1.5", "1e3", ".inf", "0x1F", "007",
        "a: b", "a #b", "# a", "- a", "[a", "{a", "&a", "*a", "!a", "%a", "@a", "`a", "'", "\"",
        "a\nb", "a\n", "\ta", "a ", "?", ":", "|", ">", "ä", "😀", "C:\\x", "---", "...", "=", "<<"
      })
  void anyTextReadsAsTheSameText(String text) {
    YamlScalar again = scalar(text);

    assertThat(again.text()).isEqualTo(text);
    assertThat(again.type()).isEqualTo(YamlScalar.Type.TEXT);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 0.1, 1e-7, -2.5, 1.0E10, 1e300, 0.00392156862745098})
  void anyNumberReadsAsTheSameNumber(double number) {
    YamlScalar again = scalar(number);

    assertThat(again.type()).isIn(YamlScalar.Type.DECIMAL, YamlScalar.Type.INTEGER);
    assertThat(Double.parseDouble(again.text())).isEqualTo(number);
  }

  @Test
  void integersTruthValuesAndPaths() {
    assertThat(scalar(42L))
        .extracting(YamlScalar::type, YamlScalar::text)
        .containsExactly(YamlScalar.Type.INTEGER, "42");
    assertThat(scalar(true))
        .extracting(YamlScalar::type, YamlScalar::text)
        .containsExactly(YamlScalar.Type.BOOLEAN, "true");
    assertThat(scalar(Path.of("a b", "c")).text()).isEqualTo(Path.of("a b", "c").toString());
  }

  @Test
  void whatHoldsNoMappingStandsOnOneLine() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("head", Map.of("type", "logit"));
    document.put("list", List.of(Map.of("a", 1), "b"));

    assertThat(YamlWriter.write(document)).isEqualTo("head: {type: logit}\nlist:\n- {a: 1}\n- b\n");
  }

  @Test
  void longLinesAreNotBroken() {
    String text = "word ".repeat(500) + "end";

    assertThat(scalar(text).text()).isEqualTo(text);
    assertThat(YamlWriter.write(Map.of("a", text)).lines()).hasSize(1);
  }
}
