package dev.graft.assembly.binding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrongSettingValuesTest extends SettingsBinding {
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
        "number: 99999999999 | f:1:9: s.number: found the number 99999999999, which is too large; expected an integer from 1 to 2147483647",
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
        "rate: -.5    | f:1:7: s.rate: -.5 is out of range; expected a number in (0, 1)",
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
        "freeze: 100 | to freeze the first layers as Keras counts them write {layers: 100}",
      })
  void freezeWords(String yaml, String remedy) {
    bind(Frozen.class, yaml);

    assertThat(told())
        .singleElement()
        .asString()
        .startsWith("f:1:9: s.freeze: found ")
        .contains("expected all, none, {until: LAYER} or {layers: N}")
        .endsWith(remedy);
  }

  @Test
  void freezeMappings() {
    bind(Frozen.class, "freeze: {untill: x}");

    assertThat(told())
        .containsExactly(
            "f:1:9: s.freeze: found a mapping with untill; expected all, none, {until: LAYER} or"
                + " {layers: N}");
  }

  @Test
  void aNumberOfFrozenLayersIsAnInteger() {
    bind(Frozen.class, "freeze: {layers: many}");

    assertThat(told())
        .singleElement()
        .asString()
        .startsWith("f:1:18: s.freeze.layers: found text 'many'; expected an integer");
  }

  @Test
  void aValueWhereAMappingIsWanted() {
    bind(Outer.class, "inner: 3\ninners: []");

    assertThat(told())
        .containsExactly("f:1:8: s.inner: found the number 3; expected a mapping with a, b");
  }
}
