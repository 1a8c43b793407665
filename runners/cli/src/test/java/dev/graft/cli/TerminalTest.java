package dev.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
  @Test
  void aTerminalThatCanMoveItsCursorIsInteractive() {
    assertThat(Terminal.interactive(true, Map.of("TERM", "xterm-256color"))).isTrue();
    assertThat(Terminal.interactive(true, Map.of("WT_SESSION", "1"))).isTrue();
    // About colours, not about the cursor.
    assertThat(Terminal.interactive(true, Map.of("TERM", "screen", "NO_COLOR", "1"))).isTrue();
  }

  @Test
  void filesDumbTerminalsAndBuildServersAreNot() {
    assertThat(Terminal.interactive(false, Map.of("TERM", "xterm"))).isFalse();
    assertThat(Terminal.interactive(true, Map.of("TERM", "dumb"))).isFalse();
    assertThat(Terminal.interactive(true, Map.of("TERM", "xterm", "CI", "true"))).isFalse();
    assertThat(Terminal.interactive(true, Map.of())).isFalse();
  }
}
