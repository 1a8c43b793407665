package dev.graft.assembly.yaml;

/**
 * A place in a file, or a word of the command line.
 *
 * @param source the file as the user named it, or the option
 * @param line from 1; 0 in an option, which has no lines
 * @param column from 1; 0 in an option
 */
public record Location(String source, int line, int column) {
  /** The first character of a file. */
  public static Location start(String file) {
    return new Location(file, 1, 1);
  }

  /** An option of the command line, such as {@code --set training.epochs=3}. */
  public static Location option(String option) {
    return new Location(option, 0, 0);
  }

  /** Whether this is an option of the command line. */
  public boolean isOption() {
    return line == 0;
  }

  /** {@code file:line:column}, or the option. */
  @Override
  public String toString() {
    return isOption() ? source : source + ":" + line + ":" + column;
  }
}
