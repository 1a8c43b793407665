package dev.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {
  @Test
  void theLocaleOfTheMachineChangesNothing() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(NumberText.count(1667169)).isEqualTo("1,667,169");
      assertThat(NumberText.fraction(0.91337)).isEqualTo("0.9134");
      assertThat(NumberText.duration(2.25)).isEqualTo("2.3 s");
      assertThat(NumberText.bytes(1536)).isEqualTo("1.50 KB");
      assertThat(NumberText.small(0.001)).isEqualTo("0.001");
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0 s",
    "9.94, 9.9 s",
    "9.96, 10 s",
    "59.4, 59 s",
    "59.6, 1 min 00 s",
    "185, 3 min 05 s",
    "3599.6, 1 h 00 min",
    "7620, 2 h 07 min",
  })
  void timeIsAsExactAsAPersonNeeds(double seconds, String text) {
    assertThat(NumberText.duration(seconds)).isEqualTo(text);
  }

  /** Keras prints these three for the two networks of its first guides. */
  @ParameterizedTest
  @CsvSource({"1041904, 1017.48 KB", "6668676, 6.36 MB", "0, 0.00 B"})
  void sizesAreKeras(long bytes, String text) {
    assertThat(NumberText.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.001, 0.001", "0.01, 0.01", "0.00012345, 0.000123", "1.234e-7, 1.2e-07", "0, 0"})
  void smallNumbersKeepTheirDigits(double value, String text) {
    assertThat(NumberText.small(value)).isEqualTo(text);
  }

  @Test
  void nothingToDivideByIsShownAsADash() {
    assertThat(NumberText.fraction(Double.NaN)).isEqualTo("-");
    assertThat(NumberText.percent(Double.NaN)).isEqualTo("-");
  }

  @Test
  void whatIsCountedAgreesWithTheNumber() {
    assertThat(NumberText.count(1, "picture")).isEqualTo("1 picture");
    assertThat(NumberText.count(2000, "picture")).isEqualTo("2,000 pictures");
    assertThat(NumberText.count(3, "class")).isEqualTo("3 classes");
    assertThat(NumberText.count(0, "folder")).isEqualTo("0 folders");
  }
}
