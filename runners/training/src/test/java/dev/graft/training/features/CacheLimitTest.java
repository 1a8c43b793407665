package dev.graft.training.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.problem.ProblemException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CacheLimitTest {
  private static CacheLimit limit(String value) {
    return CacheLimit.of(Map.of(CacheLimit.VARIABLE, value));
  }

  @ParameterizedTest
  @CsvSource({
    "20GB, 20000000000",
    "500 MB, 500000000",
    "1.5 gb, 1500000000",
    "2TB, 2000000000000",
    "4096, 4096",
    "12 kb, 12000",
    "0, 0"
  })
  void isWhatTheEnvironmentSays(String text, long bytes) {
    assertThat(limit(text).bytes(7, 9)).isEqualTo(bytes);
    assertThat(limit(text).isOff()).isEqualTo(bytes == 0);
  }

  @Test
  void is10GigabytesOrHalfOfTheDisk() {
    CacheLimit usual = CacheLimit.of(Map.of());

    assertThat(usual.isOff()).isFalse();
    assertThat(usual.bytes(1_000_000_000L, 99_000_000_000L)).isEqualTo(10_000_000_000L);
    assertThat(usual.bytes(2_000_000_000L, 6_000_000_000L)).isEqualTo(4_000_000_000L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"much", "-1", "10 GiB", "1e9", "5 G", "10%"})
  void whatIsNoSizeIsAProblem(String text) {
    assertThatThrownBy(() -> limit(text))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("GRAFT_CACHE_SIZE")
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("such as 500 MB");
  }
}
