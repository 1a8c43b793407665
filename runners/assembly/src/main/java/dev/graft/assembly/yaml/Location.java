package dev.graft.assembly.yaml;

/**
 * A place in a file, a whole file, or a word of the command line.
 *
 * @param source the file as the user named it, or the option
 * @param isOption whether it is an option of the command line
 * @param line from 1; 0 for a whole file or an option
 * @param column from 1, counted in code points; 0 for a whole file or an option
 * @param endLine line of the first character behind it; 0 if that is not known
 * @param endColumn column of the first character behind it; 0 if that is not known
 */
public record Location(
    String source, boolean isOption, int line, int column, int endLine, int endColumn) {
  /** A place in a file whose end is not known. */
  public Location(String file, int line, int column) {
    this(file, false, line, column, 0, 0);
  }

  /** The first character of a file. */
  public static Location start(String file) {
    return new Location(file, 1, 1);
  }

  /** A file as a whole, such as one that is not there. */
  public static Location file(String file) {
    return new Location(file, 0, 0);
  }

  /** An option of the command line, such as {@code --set training.epochs=3}. */
  public static Location option(String option) {
    return new Location(option, true, 0, 0, 0, 0);
  }

  /** The place behind a text with which a file begins. */
  public static Location behind(String file, String text) {
    String[] lines = text.split("\r\n|\n|\r", -1);
    String last = lines[lines.length - 1];
    return new Location(file, lines.length, last.codePointCount(0, last.length()) + 1);
  }

  /** The same place with its end, if that lies behind its beginning. */
  public Location until(int lineBehind, int columnBehind) {
    boolean behind = lineBehind > line || (lineBehind == line && columnBehind > column);
    return isOption || line == 0 || !behind
        ? this
        : new Location(source, false, line, column, lineBehind, columnBehind);
  }

  /** {@code file:line:column}, the file, or the option. */
  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line + ":" + column;
  }
}
