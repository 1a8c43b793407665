package dev.graft.architectures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DivisibleTest {
  @ParameterizedTest
  @CsvSource({
    "11.2, 16",
    "5.6, 8",
    "8, 8",
    "12, 16",
    "11.9, 16",
    "24, 24",
    "33.6, 32",
    "1792, 1792"
  })
  void channelsAreDivisibleByEight(double channels, int divisible) {
    assertThat(Divisible.by8(channels)).isEqualTo(divisible);
  }
}
