package dev.graft.cli;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** Commands and paths as a user can paste them into a shell. */
final class ShellText {
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}@%+=:,./_-]+");

  private final String command;
  private final Path folder;

  /**
   * Makes commands.
   *
   * @param command how Graft was started: {@code graft}, {@code ./graft}
   * @param folder where it was started
   */
  ShellText(String command, Path folder) {
    this.command = command;
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** Of this process; the launcher tells how it was started. */
  static ShellText ofThisProcess() {
    return new ShellText(System.getProperty("graft.command", "graft"), Path.of(""));
  }

  /** A Graft command with its arguments. */
  String command(String... arguments) {
    StringBuilder line = new StringBuilder(quoted(command));
    for (String argument : arguments) {
      line.append(' ').append(quoted(argument));
    }
    return line.toString();
  }

  /** A path, from where Graft was started if it lies below. */
  String path(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    if (!absolute.startsWith(folder)) {
      return absolute.toString();
    }
    String relative = folder.relativize(absolute).toString();
    return relative.isEmpty() ? "." : relative;
  }

  /** A word as the shell takes it: in single quotes if it has anything but plain characters. */
  static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
