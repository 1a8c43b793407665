package dev.graft.assembly.yaml;

import dev.graft.api.problem.Problem;
import java.util.List;

/** A text's lines, ended as YAML ends them: by LF, CR LF or CR. Columns count code points. */
final class TextLines {
  private final List<String> lines;
  private final String text;

  TextLines(String text) {
    this.text = text;
    this.lines = List.of(text.split("\r\n|\n|\r", -1));
  }

  /** Number of lines; at least 1. */
  int count() {
    return lines.size();
  }

  /**
   * A line without its end; empty behind the last.
   *
   * @param number from 1
   */
  String line(int number) {
    return number <= lines.size() ? lines.get(number - 1) : "";
  }

  /** Where a column begins in its line, in chars; the line's length if it is behind it. */
  int offset(int line, int column) {
    String whole = line(line);
    return whole.codePointCount(0, whole.length()) < column
        ? whole.length()
        : whole.offsetByCodePoints(0, column - 1);
  }

  /** The character at a place; empty at a line's end. */
  String character(int line, int column) {
    String rest = line(line).substring(offset(line, column));
    return rest.isEmpty() ? "" : Character.toString(rest.codePointAt(0));
  }

  /**
   * A problem at a place of the text.
   *
   * @param offset in chars
   */
  SyntaxProblem at(int offset, Problem problem) {
    Location place = Location.behind("", text.substring(0, offset));
    return new SyntaxProblem(place.line(), place.column(), problem);
  }
}
