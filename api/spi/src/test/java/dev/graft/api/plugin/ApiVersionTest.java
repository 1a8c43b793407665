package dev.graft.api.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiVersionTest {
  @Test
  void theCurrentOneIsThatOfThePom() throws IOException {
    Matcher version =
        Pattern.compile("<version>(\\d+\\.\\d+)\\.\\d+(-SNAPSHOT)?</version>")
            .matcher(Files.readString(Path.of("pom.xml")));

    assertThat(version.find()).isTrue();
    assertThat(ApiVersion.CURRENT).hasToString(version.group(1));
  }

  @Test
  void theyAreOrderedByNumbersAndNotByLetters() {
    assertThat(ApiVersion.parse("0.10")).isGreaterThan(ApiVersion.parse("0.9"));
    assertThat(ApiVersion.parse("1.0")).isGreaterThan(ApiVersion.parse("0.10"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[0.1,0.2) | 0.1 | true",
        "[0.1,0.2) | 0.2 | false",
        "[0.1,0.2) | 0.0 | false",
        "[0.1,0.2] | 0.2 | true",
        "(0.1,0.3) | 0.1 | false",
        "(0.1,0.3) | 0.2 | true",
        "[0.1,)    | 7.0 | true",
        "(,1.0)    | 0.9 | true",
        "(,1.0)    | 1.0 | false",
        "(,)       | 0.1 | true",
        "[0.1]     | 0.1 | true",
        "[0.1]     | 0.2 | false",
        "[ 0.1 , 0.2 ) | 0.1 | true"
      })
  void aRangeHasItsEndsAsItsBracketsSay(String range, String version, boolean contained) {
    assertThat(ApiRange.parse(range).contains(ApiVersion.parse(version))).isEqualTo(contained);
  }

  @Test
  void aRangeTellsOnWhichSideOfAVersionItIs() {
    ApiVersion version = ApiVersion.parse("0.2");

    assertThat(ApiRange.parse("[0.1,0.2)").isBelow(version)).isTrue();
    assertThat(ApiRange.parse("[0.1,0.2)").isAbove(version)).isFalse();
    assertThat(ApiRange.parse("(0.2,0.3]").isAbove(version)).isTrue();
    assertThat(ApiRange.parse("[0.2,0.3]").isAbove(version)).isFalse();
  }

  @Test
  void theRangeOfTheCurrentOneContainsItAndIsWrittenAsItIsRead() {
    assertThat(ApiRange.ofCurrent().contains(ApiVersion.CURRENT)).isTrue();
    assertThat(ApiRange.parse(ApiRange.ofCurrent().toString())).isEqualTo(ApiRange.ofCurrent());
    assertThat(ApiRange.parse("[0.1]")).hasToString("[0.1]");
    assertThat(ApiRange.parse("( , 1.0 ]")).hasToString("(,1.0]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0.1",
        "[0.1",
        "0.1,0.2",
        "[0.1,0.2",
        "[a,b)",
        "[0.1.0,0.2)",
        "[0.1)",
        "[]",
        "[0.1,0.2),[0.3,0.4)",
        "[0.2,0.1]",
        "[0.1,0.1)",
        "[0.99999999999,)"
      })
  void whatIsNoRangeIsRefused(String text) {
    assertThatThrownBy(() -> ApiRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
