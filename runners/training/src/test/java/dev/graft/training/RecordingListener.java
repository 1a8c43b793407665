package dev.graft.training;

import static dev.graft.training.ToyExperiment.phase;

import dev.graft.api.runner.RunListener;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps what a run tells. */
final class RecordingListener implements RunListener {
  final List<String> messages = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();
  final List<String> progress = new ArrayList<>();
  final List<String> epochs = new ArrayList<>();
  final Set<Thread> threads = new HashSet<>();
  int steps;
  int stopAfter = Integer.MAX_VALUE;
  int keepAfter = Integer.MAX_VALUE;

  @Override
  public void message(String text) {
    messages.add(text);
    threads.add(Thread.currentThread());
  }

  @Override
  public void warning(String text) {
    warnings.add(text);
  }

  @Override
  public void progress(String activity, long done, long total) {
    progress.add(activity + " " + done + "/" + total);
    threads.add(Thread.currentThread());
  }

  @Override
  public void epochStarted(String phase, int epoch, int all, int stepCount) {
    epochs.add("%s %d/%d, %d steps".formatted(phase, epoch, all, stepCount));
    threads.add(Thread.currentThread());
  }

  @Override
  public Optional<String> stopReason() {
    return epochs.size() == stopAfter ? Optional.of("Enough.") : Optional.empty();
  }

  @Override
  public boolean keepWeights() {
    return epochs.size() == keepAfter;
  }

  @Override
  public void stepFinished(int step, double loss, double accuracy) {
    steps++;
  }
}
