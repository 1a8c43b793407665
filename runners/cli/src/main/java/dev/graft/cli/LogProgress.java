package dev.graft.cli;

import dev.graft.api.runner.EpochMetrics;
import dev.graft.api.runner.RunListener;
import java.io.PrintWriter;
import java.util.function.DoubleSupplier;

/**
 * Shows a run in a log: a line for each epoch, and now and then one on the way there if it takes
 * long.
 */
final class LogProgress implements RunListener {
  private static final double SECONDS_BETWEEN_LINES = 15;

  private final PrintWriter out;
  private final DoubleSupplier clock;
  private final TimeLeft timeLeft = new TimeLeft();

  private String phase = "";
  private int epoch;
  private int epochs;
  private int steps;
  private double printedAt;

  /**
   * Makes a listener.
   *
   * @param clock seconds from any point in time on
   */
  LogProgress(PrintWriter out, DoubleSupplier clock) {
    this.out = out;
    this.clock = clock;
    this.printedAt = clock.getAsDouble();
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
    if (done < total && isTime()) {
      print("%s: %d/%d".formatted(TerminalProgress.sentence(activity), done, total));
    }
  }

  @Override
  public void epochStarted(String newPhase, int number, int ofEpochs, int ofSteps) {
    if (!newPhase.equals(phase) && !phase.isEmpty()) {
      print(TerminalProgress.sentence(newPhase.replace('_', ' ')));
    }
    phase = newPhase;
    epoch = number;
    epochs = ofEpochs;
    steps = ofSteps;
    timeLeft.epochStarted(number, ofEpochs, ofSteps, clock.getAsDouble());
  }

  @Override
  public void stepFinished(int step, double loss, double accuracy) {
    if (step < steps && isTime()) {
      print(
          "%s  step %d/%d  loss %s  accuracy %s  %s left"
              .formatted(
                  EpochLine.heading(epoch, epochs),
                  step,
                  steps,
                  NumberText.fraction(loss),
                  NumberText.fraction(accuracy),
                  NumberText.duration(timeLeft.seconds(step, clock.getAsDouble()))));
    }
  }

  @Override
  public void epochFinished(EpochMetrics metrics) {
    timeLeft.epochFinished(clock.getAsDouble());
    print(EpochLine.of(metrics, epochs));
  }

  private boolean isTime() {
    return clock.getAsDouble() - printedAt >= SECONDS_BETWEEN_LINES;
  }

  private void print(String line) {
    out.println(line);
    printedAt = clock.getAsDouble();
  }
}
