package dev.graft.assembly.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.problem.Problem;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {
  private final Problems problems = new Problems();

  private Optional<YamlNode> read(String text) {
    return YamlReader.read("x.yaml", text, problems);
  }

  private YamlMapping mapping(String text) {
    YamlNode node = read(text).orElseThrow();
    assertThat(told()).isEmpty();
    return (YamlMapping) node;
  }

  private List<String> told() {
    return problems.sorted().stream().map(Problem::toString).toList();
  }

  @Nested
  class Nodes {
    @Test
    void everyKeyAndValueHasItsPlace() {
      YamlMapping root =
          mapping(
              """
              data:
                type: folder
                sizes: [1, {a: b}]
              list:
                - x
                - y: 2
              """);

      YamlMapping.Entry data = root.entry("data").orElseThrow();
      assertThat(data.keyLocation()).hasToString("x.yaml:1:1");
      assertThat(data.value().location()).hasToString("x.yaml:2:3");
      YamlMapping inner = (YamlMapping) data.value();
      assertThat(inner.value("type").orElseThrow().location()).hasToString("x.yaml:2:9");
      YamlSequence sizes = (YamlSequence) inner.value("sizes").orElseThrow();
      assertThat(sizes.location()).hasToString("x.yaml:3:10");
      assertThat(sizes.items().get(1).location()).hasToString("x.yaml:3:14");
      YamlSequence list = (YamlSequence) root.value("list").orElseThrow();
      assertThat(list.items().get(0).location()).hasToString("x.yaml:5:5");
      assertThat(list.items().get(1).location()).hasToString("x.yaml:6:5");
    }

    @ParameterizedTest
    @CsvSource({
      "no, TEXT, no",
      "yes, TEXT, yes",
      "'''12''', TEXT, 12",
      "12, INTEGER, 12",
      "-3, INTEGER, -3",
      "1.0, DECIMAL, 1.0",
      "1e-4, DECIMAL, 1e-4",
      ".nan, DECIMAL, .nan",
      "true, BOOLEAN, true",
      "null, EMPTY, ''",
      "007, TEXT, 007",
      "1:30, TEXT, 1:30",
      "2024-01-01, TEXT, 2024-01-01",
    })
    void scalarsAreTypedAsInYaml12(String written, YamlScalar.Type type, String text) {
      YamlScalar scalar = (YamlScalar) mapping("a: " + written).value("a").orElseThrow();

      assertThat(scalar.type()).isEqualTo(type);
      assertThat(scalar.text()).isEqualTo(text);
    }

    @Test
    void aByteOrderMarkIsNotPartOfTheFirstKey() {
      assertThat(mapping("\uFEFFa: 1").keys()).containsExactly("a");
    }

    @Test
    void blockTextKeepsItsLines() {
      YamlScalar scalar = (YamlScalar) mapping("a: |\n  b\n  c\n").value("a").orElseThrow();

      assertThat(scalar.text()).isEqualTo("b\nc\n");
      assertThat(scalar.describe()).isEqualTo("text 'b\\nc\\n'");
    }

    @ParameterizedTest
    @CsvSource({"''", "'# nothing'", "'---'"})
    void whatHoldsNothingIsEmptyOrNothing(String text) {
      Optional<YamlNode> node = read(text);

      assertThat(told()).isEmpty();
      assertThat(node.map(YamlNode::describe).orElse("nothing")).isEqualTo("nothing");
    }
  }

  @Nested
  class Refused {
    @Test
    void aSecondKeyIsToldWithTheFirst() {
      Optional<YamlNode> node = read("a: 1\nb:\n  c: 2\n  c: 3\na: 4\n");

      assertThat(told())
          .containsExactly(
              "x.yaml:4:3: the key 'c' is here a second time; the first is at line 3; keep one of"
                  + " them",
              "x.yaml:5:1: the key 'a' is here a second time; the first is at line 1; keep one of"
                  + " them");
      assertThat(((YamlMapping) node.orElseThrow()).keys()).containsExactly("a", "b");
    }

    @Test
    void aliasesTagsAnchorsAndMergeKeys() {
      read("a: &x [1]\nb: *x\nc: !foo 3\nd:\n  <<: {e: 1}\n");

      assertThat(told())
          .containsExactly(
              "x.yaml:1:4: anchors are not taken: &x; take it away, and write the value out where it is"
                  + " used again",
              "x.yaml:3:4: tags are not taken: !foo; take it away, or put text that begins with '!'"
                  + " in quotes",
              "x.yaml:5:3: merge keys ('<<') are not taken; write the settings out");
    }

    @Test
    void aSecondDocument() {
      assertThat(read("a: 1\n---\nb: 2\n")).isPresent();

      assertThat(told())
          .containsExactly(
              "x.yaml:2:1: begins a second document; expected one document; take the line '---' and"
                  + " what follows away");
    }

    @Test
    void moreLevelsThanAreTaken() {
      int most = YamlReader.MAX_DEPTH;
      assertThat(read("[".repeat(most) + "]".repeat(most))).isPresent();
      assertThat(told()).isEmpty();

      assertThat(read("[".repeat(most + 1) + "]".repeat(most + 1))).isEmpty();
      assertThat(told())
          .containsExactly("x.yaml:1:51: is nested too deeply; expected at most 50 levels");
    }

    @Test
    void nestingThatIsMeantToBreakTheReader() {
      assertThat(read("[".repeat(100_000))).isEmpty();

      assertThat(told()).singleElement().asString().contains("nested too deeply");
    }

    @Test
    void aTextThatIsTooLong() {
      assertThat(read("a: " + "x".repeat(YamlReader.MAX_SCALAR))).isPresent();
      assertThat(told()).isEmpty();

      assertThat(read("a: " + "x".repeat(YamlReader.MAX_SCALAR + 1))).isEmpty();
      assertThat(told())
          .containsExactly(
              "x.yaml:1:4: a text of 65537 characters is too long; expected at most 65536");
    }
  }

  @Nested
  class Syntax {
    @Test
    void aTab() {
      assertThat(read("a:\n\tb: 1\n")).isEmpty();

      assertThat(told()).containsExactly("x.yaml:2:1: a tab begins this line; indent with spaces");
    }

    @Test
    void anUnclosedListTellsWhereItBegins() {
      read("a: [1, 2\nb: 3\n");

      assertThat(told())
          .containsExactly("x.yaml:1:4: '[' is never closed; write ']' where it ends");
    }

    @Test
    void aColonInText() {
      read("a: b: c\n");

      assertThat(told())
          .containsExactly(
              "x.yaml:1:5: a second ': ' in one setting; put text that holds ': ' in quotes, or begin"
                  + " a new line");
    }

    @Test
    void textThatNeedsQuotes() {
      read("a: @x\n");

      assertThat(told())
          .containsExactly("x.yaml:1:4: text cannot begin with '@'; put it in quotes");
    }

    @Test
    void aControlCharacter() {
      read("a: b\nc: \u0001\n");

      assertThat(told())
          .containsExactly(
              "x.yaml:2:4: a control character (U+0001) cannot be in YAML; take it away");
    }

    @Test
    void aKeyThatIsAList() {
      read("? [a]\n: b\n");

      assertThat(told())
          .containsExactly("x.yaml:1:3: a key cannot be a list or a mapping; expected text");
    }

    @Test
    void messagesAreOneLine() {
      for (String text : List.of("a: \"x", "- a\nb: c", "a: }", "a: %x", "{a: 1", "a: 'b' c")) {
        Problems found = new Problems();
        assertThat(YamlReader.read("x.yaml", text, found)).isEmpty();
        assertThat(found.sorted()).singleElement().asString().doesNotContain("\n", "Source");
      }
    }
  }

  @Test
  void anOptionHasNoLine() {
    YamlNode node = YamlReader.readOption("--set a=[1]", "[1]", problems).orElseThrow();

    assertThat(node.location()).hasToString("--set a=[1]");
    assertThat(((YamlSequence) node).items().get(0).location().isOption()).isTrue();
  }
}
