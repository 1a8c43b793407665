package dev.graft.cli;

import dev.graft.api.runner.EpochMetrics;
import dev.graft.api.runner.RunListener;
import java.io.PrintWriter;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;

/**
 * Shows a run on a terminal: one line redrawn in place, which an epoch leaves behind as its result.
 */
final class TerminalProgress implements RunListener {
  private static final String CLEAR_LINE = "\r\u001b[K";
  private static final double SECONDS_BETWEEN_DRAWINGS = 0.1;

  private final PrintWriter out;
  private final IntSupplier width;
  private final DoubleSupplier clock;
  private final TimeLeft timeLeft = new TimeLeft();

  private int columns;
  private String phase = "";
  private int epoch;
  private int epochs;
  private int steps;
  private String drawn = "";
  private double drawnAt = Double.NEGATIVE_INFINITY;

  /**
   * Makes a listener.
   *
   * @param out the terminal
   * @param width characters of a line, asked at the start of each epoch
   * @param clock seconds from any point in time on
   */
  TerminalProgress(PrintWriter out, IntSupplier width, DoubleSupplier clock) {
    this.out = out;
    this.width = width;
    this.clock = clock;
    this.columns = width.getAsInt();
  }

  @Override
  public void message(String text) {
    print(text);
  }

  @Override
  public void warning(String text) {
    print("Warning: " + text);
  }

  @Override
  public void progress(String activity, long done, long total) {
    if (done >= total) {
      clear();
    } else {
      draw(ProgressBar.line(sentence(activity), done, total, "", columns()), false);
    }
  }

  @Override
  public void epochStarted(String newPhase, int number, int ofEpochs, int ofSteps) {
    if (!newPhase.equals(phase) && !phase.isEmpty()) {
      print(sentence(newPhase.replace('_', ' ')));
    }
    phase = newPhase;
    epoch = number;
    epochs = ofEpochs;
    steps = ofSteps;
    columns = width.getAsInt();
    timeLeft.epochStarted(number, ofEpochs, ofSteps, clock.getAsDouble());
    draw(ProgressBar.line(EpochLine.heading(epoch, epochs), 0, steps, "", columns()), true);
  }

  @Override
  public void stepFinished(int step, double loss, double accuracy) {
    String after =
        "loss %s  accuracy %s  %s left"
            .formatted(
                NumberText.fraction(loss),
                NumberText.fraction(accuracy),
                NumberText.duration(timeLeft.seconds(step, clock.getAsDouble())));
    draw(
        ProgressBar.line(EpochLine.heading(epoch, epochs), step, steps, after, columns()),
        step == steps);
  }

  @Override
  public void epochFinished(EpochMetrics metrics) {
    timeLeft.epochFinished(clock.getAsDouble());
    print(EpochLine.of(metrics, epochs));
  }

  /** Takes away the line that is being redrawn, so that something else can be printed. */
  void clear() {
    if (!drawn.isEmpty()) {
      out.print(CLEAR_LINE);
      out.flush();
      drawn = "";
      drawnAt = Double.NEGATIVE_INFINITY;
    }
  }

  /** One less than the terminal has: in the last column some terminals wrap at once. */
  private int columns() {
    return columns - 1;
  }

  private void print(String line) {
    String below = drawn;
    clear();
    out.println(line);
    if (!below.isEmpty() && !line.startsWith("Epoch ")) {
      draw(below, true);
    }
  }

  private void draw(String line, boolean atOnce) {
    double now = clock.getAsDouble();
    if (atOnce || now - drawnAt >= SECONDS_BETWEEN_DRAWINGS) {
      out.print(CLEAR_LINE + line);
      out.flush();
      drawn = line;
      drawnAt = now;
    }
  }

  /** An activity as the beginning of a sentence. */
  static String sentence(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
