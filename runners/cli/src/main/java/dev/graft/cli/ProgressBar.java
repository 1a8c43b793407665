package dev.graft.cli;

/** One line that shows how far an epoch has come, cut to a terminal's width. */
final class ProgressBar {
  private static final int WIDEST = 30;
  private static final int NARROWEST = 8;

  private ProgressBar() {}

  /**
   * A line {@code Epoch 3/10 [====> ] 5/9 loss 0.4213 ...}. What does not fit is left out, first
   * the bar, then the words from the right.
   *
   * @param before text before the bar
   * @param done how much is done, at most total
   * @param total of how much
   * @param after text after the bar
   * @param width most characters of the line
   */
  static String line(String before, long done, long total, String after, int width) {
    String count = done + "/" + total;
    String tail = after.isEmpty() ? count : count + "  " + after;
    int room = width - before.length() - tail.length() - "  []  ".length();
    String line =
        room < NARROWEST
            ? before + "  " + tail
            : before + "  [" + bar(done, total, Math.min(room, WIDEST)) + "]  " + tail;
    return line.length() <= width ? line : line.substring(0, Math.max(0, width));
  }

  private static String bar(long done, long total, int width) {
    int filled = total <= 0 ? width : (int) (width * Math.min(done, total) / total);
    if (filled >= width) {
      return "=".repeat(width);
    }
    return "=".repeat(filled) + ">" + " ".repeat(width - filled - 1);
  }
}
