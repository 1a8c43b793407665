package dev.graft.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of text in columns as wide as their widest cell, two spaces apart. ASCII only, so that it
 * looks the same on every terminal and can be searched by {@code grep}.
 */
final class TextTable {
  /** Where the text of a column stands. */
  enum Side {
    /** Text. */
    LEFT,
    /** Numbers. */
    RIGHT
  }

  private static final String GAP = "  ";
  private static final int NARROWEST = 24;

  private final List<Side> sides;
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(Side... sides) {
    this.sides = List.of(sides);
  }

  /** Adds a row; one cell for each column. */
  TextTable row(List<String> cells) {
    if (cells.size() != sides.size()) {
      throw new IllegalArgumentException(
          "a row of %d cells in a table of %d columns".formatted(cells.size(), sides.size()));
    }
    rows.add(List.copyOf(cells));
    return this;
  }

  /** Adds a row; one cell for each column. */
  TextTable row(String... cells) {
    return row(List.of(cells));
  }

  /** Width of the widest row in characters. */
  int width() {
    int width = GAP.length() * (sides.size() - 1);
    for (int columnWidth : columnWidths()) {
      width += columnWidth;
    }
    return width;
  }

  /** The rows, each as one line without trailing spaces. */
  List<String> lines() {
    return lines(Integer.MAX_VALUE);
  }

  /**
   * The rows, the last column wrapped at spaces so that lines stay within a width (but never
   * narrower than 24 characters).
   *
   * @param width most characters of a line
   */
  List<String> lines(int width) {
    int[] widths = columnWidths();
    int last = widths.length - 1;
    int before = 0;
    for (int column = 0; column < last; column++) {
      before += widths[column] + GAP.length();
    }
    widths[last] = Math.min(widths[last], Math.max(NARROWEST, width - before));
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      List<String> wrapped = wrap(row.get(last), widths[last]);
      for (int i = 0; i < wrapped.size(); i++) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < last; column++) {
          String cell = i == 0 ? row.get(column) : "";
          line.append(padded(cell, widths[column], sides.get(column))).append(GAP);
        }
        line.append(padded(wrapped.get(i), widths[last], sides.get(last)));
        lines.add(line.toString().stripTrailing());
      }
    }
    return lines;
  }

  /** A text broken at spaces into lines of at most a width; a longer word stays whole. */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && length(line.toString()) + 1 + length(word) > width) {
        lines.add(line.toString());
        line.setLength(0);
        line.append(word);
      } else {
        line.append(line.isEmpty() ? "" : " ").append(word);
      }
    }
    lines.add(line.toString());
    return lines;
  }

  private int[] columnWidths() {
    int[] widths = new int[sides.size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], length(row.get(column)));
      }
    }
    return widths;
  }

  private static String padded(String cell, int width, Side side) {
    String spaces = " ".repeat(Math.max(0, width - length(cell)));
    return side == Side.LEFT ? cell + spaces : spaces + cell;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
