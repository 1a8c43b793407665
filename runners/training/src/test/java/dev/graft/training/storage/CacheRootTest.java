package dev.graft.training.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheRootTest {
  private static final String HOME = "home";

  @Test
  void isWhereTheSystemHasSuchThings() {
    assertThat(CacheRoot.of(Map.of(), "Linux", HOME)).isEqualTo(Path.of(HOME, ".cache", "graft"));
    assertThat(CacheRoot.of(Map.of("XDG_CACHE_HOME", "xdg"), "Linux", HOME))
        .isEqualTo(Path.of("xdg", "graft"));
    assertThat(CacheRoot.of(Map.of(), "Mac OS X", HOME))
        .isEqualTo(Path.of(HOME, "Library", "Caches", "graft"));
    assertThat(CacheRoot.of(Map.of("LOCALAPPDATA", "local"), "Windows 11", HOME))
        .isEqualTo(Path.of("local", "graft", "cache"));
  }

  @Test
  void canBeMoved() {
    assertThat(CacheRoot.of(Map.of("GRAFT_CACHE", "elsewhere"), "Linux", HOME))
        .isEqualTo(Path.of("elsewhere"));
    assertThat(CacheRoot.of(Map.of("GRAFT_CACHE", " "), "Linux", HOME))
        .isEqualTo(Path.of(HOME, ".cache", "graft"));
  }
}
