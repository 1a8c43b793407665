package dev.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellTextTest {
  @TempDir private Path folder;

  @Test
  void pathsAreAsShortAsTheUserWouldWriteThem() {
    ShellText shell = new ShellText("graft", folder.resolve("here"));

    assertThat(shell.path(folder.resolve("here/configs/../runs/mnist"))).isEqualTo("runs/mnist");
    assertThat(shell.path(folder.resolve("here"))).isEqualTo(".");
    assertThat(shell.path(folder.resolve("there"))).isEqualTo(folder.resolve("there").toString());
  }

  @Test
  void commandsCanBePasted() {
    ShellText shell = new ShellText("./graft", folder);

    assertThat(shell.command("predict", "runs/my run", "it's.jpg"))
        .isEqualTo("./graft predict 'runs/my run' 'it'\\''s.jpg'");
    assertThat(shell.command("predict", "läufe/1", "$HOME"))
        .isEqualTo("./graft predict läufe/1 '$HOME'");
  }
}
