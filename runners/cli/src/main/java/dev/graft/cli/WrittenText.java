package dev.graft.cli;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A command's text for the output, or for a file that {@code --output} names. */
final class WrittenText {
  private final Terminal terminal;
  private final ShellText shell;

  WrittenText(Terminal terminal, ShellText shell) {
    this.terminal = terminal;
    this.shell = shell;
  }

  /**
   * Gives it out.
   *
   * @param file is replaced; null for the output
   * @throws ProblemException if the file cannot be written
   */
  void give(String text, Path file) {
    if (file == null) {
      terminal.out().print(text);
      return;
    }
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.at(file.toString(), "cannot be written: " + e)
              .expecting("a file in a folder that is there"));
    }
    terminal.out().printf("%s is written%n", shell.path(file));
  }
}
