package dev.graft.assembly.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.architecture.Freeze;
import dev.graft.api.layer.HeightWidth;
import dev.graft.api.layer.Padding;
import dev.graft.api.plugin.Setting;
import dev.graft.api.problem.Problem;
import dev.graft.assembly.components.ComponentFactory;
import dev.graft.assembly.components.Components;
import dev.graft.assembly.yaml.Location;
import dev.graft.assembly.yaml.Problems;
import dev.graft.assembly.yaml.YamlMapping;
import dev.graft.assembly.yaml.YamlReader;
import dev.graft.assembly.yaml.YamlScalar;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsBinderTest {
  private static final Path FOLDER = Path.of("/experiments");

  private final Problems problems = new Problems();
  private final SettingsBinder binder =
      new SettingsBinder(
          Components.of(List.of()), new ComponentFactory(offered -> {}), FOLDER, problems);

  private <R extends Record> Bound<R> bind(Class<R> type, String yaml) {
    YamlMapping mapping =
        (YamlMapping) YamlReader.read("f", yaml.isEmpty() ? "{}" : yaml, problems).orElseThrow();
    return binder.record(type, mapping, "s");
  }

  private <R extends Record> R value(Class<R> type, String yaml) {
    Bound<R> bound = bind(type, yaml);
    assertThat(told()).isEmpty();
    assertThat(bound.clean()).isTrue();
    return bound.value().orElseThrow();
  }

  private List<String> told() {
    return problems.sorted().stream().map(Problem::toString).toList();
  }

  record Whole(@Setting(value = "A number.", min = 1, max = 10) int number) {}

  record Big(@Setting("A number.") long number) {}

  record Real(
      @Setting(value = "A number.", min = 0, minExclusive = true, max = 1, maxExclusive = true)
          double rate) {}

  record Angle(@Setting(value = "An angle.", min = 0, max = 180, unit = "degrees") double angle) {}

  record Switch(@Setting("On?") boolean on) {}

  record Word(@Setting("A word.") String word) {}

  record Place(@Setting("A file.") Path file) {}

  record Pad(@Setting("Padding.") Padding padding) {}

  record Window(@Setting("A window.") HeightWidth size) {}

  record Numbers(@Setting(value = "Numbers.", min = 0) List<Integer> numbers) {}

  record Frozen(@Setting("Frozen.") Freeze freeze) {}

  record Maybe(
      Optional<String> word,
      OptionalInt whole,
      OptionalLong big,
      OptionalDouble real,
      Optional<HeightWidth> size,
      Optional<Path> file) {}

  record Inner(@Setting(value = "A.", defaultValue = "3") int a, @Setting("B.") Optional<Word> b) {}

  record Outer(@Setting("Inner.") Inner inner, @Setting("Inners.") List<Inner> inners) {}

  record Defaults(
      @Setting(value = "A.", defaultValue = "0.5") double a,
      @Setting(value = "B.", defaultValue = "[2, 3]") HeightWidth b,
      @Setting(value = "C.", defaultValue = "same") Padding c,
      @Setting(value = "D.", defaultValue = "[]") List<String> d,
      @Setting(value = "E.", defaultValue = "none") Optional<Path> e) {}

  record Picky(
      @Setting(value = "A.", defaultValue = "1") int first,
      @Setting(value = "B.", defaultValue = "1") int secondNumber) {
    Picky {
      if (first == 7) {
        throw new IllegalArgumentException("first is not 7");
      }
      if (first == secondNumber + 100) {
        throw new IllegalArgumentException("first and second_number do not go together");
      }
      if (first == 13) {
        throw new IllegalArgumentException("unlucky");
      }
      if (first == 99) {
        throw new IllegalStateException("a bug");
      }
    }
  }

  record BadDefault(@Setting(value = "A.", defaultValue = "x") int a) {}

  @Nested
  class Values {
    @Test
    void ofEveryType() {
      assertThat(value(Whole.class, "number: 10").number()).isEqualTo(10);
      assertThat(value(Big.class, "number: 9007199254740993").number())
          .isEqualTo(9007199254740993L);
      assertThat(value(Real.class, "rate: 2.5e-1").rate()).isEqualTo(0.25);
      assertThat(value(Angle.class, "angle: 180").angle()).isEqualTo(180.0);
      assertThat(value(Switch.class, "on: false").on()).isFalse();
      assertThat(value(Word.class, "word: no").word()).isEqualTo("no");
      assertThat(value(Pad.class, "padding: same").padding()).isEqualTo(Padding.SAME);
      assertThat(value(Numbers.class, "numbers: [1, 2]").numbers()).containsExactly(1, 2);
    }

    @Test
    void aNumberIsTheTextItIsWrittenWith() {
      assertThat(value(Word.class, "word: 1.50").word()).isEqualTo("1.50");
    }

    @Test
    void aPathBeginsAtTheFilesFolder() {
      assertThat(value(Place.class, "file: ../data/x").file()).isEqualTo(Path.of("/data/x"));
      assertThat(value(Place.class, "file: /abs/./x").file()).isEqualTo(Path.of("/abs/x"));
    }

    @Test
    void aPathOfAnOptionBeginsAtTheWorkingFolder() {
      Location option = Location.option("--set file=data/x");
      YamlScalar scalar = new YamlScalar(option, "data/x", YamlScalar.Type.TEXT);
      YamlMapping mapping =
          new YamlMapping(option, List.of(new YamlMapping.Entry(option, "file", scalar)));

      assertThat(binder.record(Place.class, mapping, "").value().orElseThrow().file())
          .isEqualTo(Path.of("data/x").toAbsolutePath());
    }

    @Test
    void heightAndWidthOrOneForBoth() {
      assertThat(value(Window.class, "size: 3").size()).isEqualTo(HeightWidth.of(3));
      assertThat(value(Window.class, "size: [3, 5]").size()).isEqualTo(new HeightWidth(3, 5));
    }

    @Test
    void freezeInItsThreeForms() {
      assertThat(value(Frozen.class, "freeze: all").freeze()).isEqualTo(new Freeze.All());
      assertThat(value(Frozen.class, "freeze: none").freeze()).isEqualTo(new Freeze.None());
      assertThat(value(Frozen.class, "freeze: {until: x}").freeze())
          .isEqualTo(new Freeze.Until("x"));
    }

    @Test
    void optionalsMayBeLeftOut() {
      assertThat(value(Maybe.class, ""))
          .isEqualTo(
              new Maybe(
                  Optional.empty(),
                  OptionalInt.empty(),
                  OptionalLong.empty(),
                  OptionalDouble.empty(),
                  Optional.empty(),
                  Optional.empty()));
      assertThat(value(Maybe.class, "{word: a, whole: 1, big: 2, real: 3, size: 4, file: /x}"))
          .isEqualTo(
              new Maybe(
                  Optional.of("a"),
                  OptionalInt.of(1),
                  OptionalLong.of(2),
                  OptionalDouble.of(3),
                  Optional.of(HeightWidth.of(4)),
                  Optional.of(Path.of("/x"))));
    }

    @Test
    void aFileCanBeSaidToBeNone() {
      assertThat(value(Maybe.class, "file: none").file()).isEmpty();
    }

    @Test
    void aKeyWithoutValueIsLeftOut() {
      assertThat(value(Maybe.class, "word:").word()).isEmpty();
      assertThat(value(Defaults.class, "a:").a()).isEqualTo(0.5);
    }

    @Test
    void recordsInRecords() {
      Outer outer = value(Outer.class, "inner: {a: 1}\ninners: [{}, {b: {word: x}}]");

      assertThat(outer.inner()).isEqualTo(new Inner(1, Optional.empty()));
      assertThat(outer.inners())
          .containsExactly(
              new Inner(3, Optional.empty()), new Inner(3, Optional.of(new Word("x"))));
    }

    @Test
    void aLoneMappingIsAListOfOne() {
      assertThat(value(Outer.class, "inner: {}\ninners: {a: 5}").inners())
          .containsExactly(new Inner(5, Optional.empty()));
    }

    @Test
    void defaultsAndWhatTheyResolveTo() {
      Bound<Defaults> bound = bind(Defaults.class, "");

      assertThat(bound.cleanValue())
          .contains(
              new Defaults(0.5, new HeightWidth(2, 3), Padding.SAME, List.of(), Optional.empty()));
      assertThat(bound.resolved())
          .isEqualTo(
              Map.of("a", 0.5, "b", List.of(2, 3), "c", "same", "d", List.of(), "e", "none"));
    }

    @Test
    void whatIsLeftOutIsNotResolved() {
      assertThat(bind(Maybe.class, "whole: 3").resolved()).isEqualTo(Map.of("whole", 3));
    }
  }

  @Nested
  class WrongValues {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "number: 11      | f:1:9: s.number: 11 is out of range; expected an integer in [1, 10]",
          "number: 0       | f:1:9: s.number: 0 is out of range; expected an integer in [1, 10]",
          "number: 3.0     | f:1:9: s.number: found the number 3.0; expected an integer in [1, 10]; did you mean 3?",
          "number: 3.5     | f:1:9: s.number: found the number 3.5; expected an integer in [1, 10]",
          "number: '\"3\"' | f:1:9: s.number: found text '3'; expected an integer in [1, 10]; did you mean 3?",
          "number: true    | f:1:9: s.number: found true; expected an integer in [1, 10]",
          "number: [1]     | f:1:9: s.number: found a list; expected an integer in [1, 10]",
          "number: {a: 1}  | f:1:9: s.number: found a mapping; expected an integer in [1, 10]",
          "number: .nan    | f:1:9: s.number: found the number .nan; expected an integer in [1, 10]",
          "number: 99999999999 | f:1:9: s.number: found the number 99999999999, which is too large; expected an integer from -2147483648 to 2147483647",
        })
    void integers(String yaml, String problem) {
      bind(Whole.class, yaml.replace("'\"", "\"").replace("\"'", "\""));

      assertThat(told()).containsExactly(problem);
    }

    @Test
    void aLongBeyondItsRange() {
      bind(Big.class, "number: 9223372036854775808");

      assertThat(told()).singleElement().asString().contains("which is too large");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "rate: 0      | f:1:7: s.rate: 0 is out of range; expected a number in (0, 1)",
          "rate: 1.0    | f:1:7: s.rate: 1.0 is out of range; expected a number in (0, 1)",
          "rate: .inf   | f:1:7: s.rate: found the number .inf, which is not finite; expected a number in (0, 1)",
          "rate: .nan   | f:1:7: s.rate: found the number .nan, which is not finite; expected a number in (0, 1)",
          "rate: 1e999  | f:1:7: s.rate: found the number 1e999, which is not finite; expected a number in (0, 1)",
          "rate: -.5    | f:1:7: s.rate: found text '-.5'; expected a number in (0, 1); did you mean -0.5?",
          "rate: high   | f:1:7: s.rate: found text 'high'; expected a number in (0, 1)",
        })
    void numbers(String yaml, String problem) {
      bind(Real.class, yaml);

      assertThat(told()).containsExactly(problem);
    }

    @Test
    void theUnitIsTold() {
      bind(Angle.class, "angle: 200");

      assertThat(told())
          .containsExactly(
              "f:1:8: s.angle: 200 is out of range; expected a number in [0, 180] (degrees)");
    }

    @ParameterizedTest
    @CsvSource({"yes, true", "Off, false", "TRUE, true"})
    void truthValuesOfOtherYamls(String written, String meant) {
      bind(Switch.class, "on: " + written);

      assertThat(told())
          .containsExactly(
              "f:1:5: s.on: found text '%s'; expected true or false; did you mean %s?"
                  .formatted(written, meant));
    }

    @Test
    void aTruthValueIsNotText() {
      bind(Word.class, "word: true");

      assertThat(told())
          .containsExactly(
              "f:1:7: s.word: found true; expected text; put it in quotes if text is meant: 'true'");
    }

    @Test
    void constantsWithSuggestion() {
      bind(Pad.class, "padding: sme");

      assertThat(told())
          .containsExactly(
              "f:1:10: s.padding: found text 'sme'; expected one of: valid, same; did you mean"
                  + " 'same'?");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "size: [1, 2, 3] | f:1:7: s.size: found a list of 3; expected an integer or [height, width]",
          "size: big       | f:1:7: s.size: found text 'big'; expected an integer or [height, width]",
          "size: {h: 1}    | f:1:7: s.size: found a mapping; expected an integer or [height, width]",
          "size: 0         | f:1:7: s.size: 0 is out of range; expected an integer at least 1",
          "size: [3, x]    | f:1:11: s.size: found text 'x'; expected an integer",
          "size: [3, 0]    | f:1:11: s.size: 0 is out of range; expected an integer at least 1",
        })
    void heightAndWidth(String yaml, String problem) {
      bind(Window.class, yaml);

      assertThat(told()).containsExactly(problem);
    }

    @Test
    void everyWrongItemOfAList() {
      bind(Numbers.class, "numbers: [1, x, -1]");

      assertThat(told())
          .containsExactly(
              "f:1:14: s.numbers[1]: found text 'x'; expected an integer at least 0",
              "f:1:17: s.numbers[2]: -1 is out of range; expected an integer at least 0");
    }

    @Test
    void aSingleValueIsNotAList() {
      bind(Numbers.class, "numbers: 3");

      assertThat(told())
          .containsExactly(
              "f:1:10: s.numbers: found the number 3; expected a list, each an integer; for a list"
                  + " of one write [3]");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "freeze: block_1     | to freeze up to a layer write {until: block_1}",
          "freeze: nome        | did you mean 'none'?",
        })
    void freezeWords(String yaml, String remedy) {
      bind(Frozen.class, yaml);

      assertThat(told())
          .singleElement()
          .asString()
          .startsWith("f:1:9: s.freeze: found text")
          .contains("expected all, none or {until: LAYER}")
          .endsWith(remedy);
    }

    @Test
    void freezeMappings() {
      bind(Frozen.class, "freeze: {untill: x}");

      assertThat(told())
          .containsExactly(
              "f:1:9: s.freeze: found a mapping with untill; expected all, none or {until: LAYER}");
    }

    @Test
    void aValueWhereAMappingIsWanted() {
      bind(Outer.class, "inner: 3\ninners: []");

      assertThat(told())
          .containsExactly("f:1:8: s.inner: found the number 3; expected a mapping with a, b");
    }
  }

  @Nested
  class WrongKeys {
    @Test
    void aMissingKeyIsToldAtTheMapping() {
      bind(Angle.class, "{}");

      assertThat(told())
          .containsExactly("f:1:1: s.angle: is missing; expected a number in [0, 180] (degrees)");
    }

    @Test
    void aKeyWithoutItsValueIsToldAtTheKey() {
      bind(Whole.class, "\nnumber:\n");

      assertThat(told())
          .containsExactly("f:2:1: s.number: has no value; expected an integer in [1, 10]");
    }

    @Test
    void anUnknownKeyWithSuggestion() {
      Bound<Defaults> bound = bind(Defaults.class, "zzzzzz: 1\na: 0.25");

      assertThat(told())
          .containsExactly("f:1:1: s.zzzzzz: unknown key 'zzzzzz'; expected one of: a, b, c, d, e");
      assertThat(bound.value().orElseThrow().a()).isEqualTo(0.25);
    }

    @Test
    void aMisspeltKeyIsNotAlsoMissing() {
      bind(Whole.class, "nubmer: 3");

      assertThat(told())
          .containsExactly(
              "f:1:1: s.nubmer: unknown key 'nubmer'; expected 'number'; did you mean 'number'?");
    }

    @Test
    void allProblemsOfANestAtOnce() {
      bind(Outer.class, "inner: {a: x, c: 1}\ninners:\n  - {a: y}\n  - 5\n");

      assertThat(told())
          .containsExactly(
              "f:1:12: s.inner.a: found text 'x'; expected an integer",
              "f:1:15: s.inner.c: unknown key 'c'; expected one of: a, b",
              "f:3:9: s.inners[0].a: found text 'y'; expected an integer",
              "f:4:5: s.inners[1]: found the number 5; expected a mapping with a, b");
    }
  }

  @Nested
  class CompactConstructors {
    @Test
    void aRefusalIsToldAtTheKeyThatItNames() {
      bind(Picky.class, "second_number: 2\nfirst: 7");

      assertThat(told()).containsExactly("f:2:8: s.first: first is not 7");
    }

    @Test
    void aRefusalOfSeveralKeysIsToldAtTheMapping() {
      bind(Picky.class, "\nfirst: 102\nsecond_number: 2");

      assertThat(told()).containsExactly("f:2:1: s: first and second_number do not go together");
    }

    @Test
    void aRefusalThatNamesNoKeyIsToldAtTheMapping() {
      bind(Picky.class, "first: 13");

      assertThat(told()).containsExactly("f:1:1: s: unlucky");
    }

    @Test
    void aWrongValueHasNoSecondProblemOfItsDefault() {
      Bound<Picky> bound = bind(Picky.class, "first: 13\nsecond_number: x");

      assertThat(told())
          .containsExactly("f:2:16: s.second_number: found text 'x'; expected an integer");
      assertThat(bound.clean()).isFalse();
    }

    @Test
    void anythingElseIsABug() {
      assertThatThrownBy(() -> bind(Picky.class, "first: 99"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(Picky.class.getName())
          .hasRootCauseMessage("a bug");
    }
  }

  @Test
  void checksGoOnWithTheDefaultOfAWrongValue() {
    Bound<Defaults> bound = bind(Defaults.class, "a: x");

    assertThat(bound.value().orElseThrow().a()).isEqualTo(0.5);
    assertThat(bound.cleanValue()).isEmpty();
    assertThat(bound.field("b").orElseThrow().clean()).isTrue();
  }

  @Test
  void aWrongDefaultIsABugOfTheRecord() {
    assertThatThrownBy(() -> bind(BadDefault.class, ""))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the default 'x' of s.a is wrong");
  }
}
