package dev.graft.assembly.experiment;

import dev.graft.api.Labels;
import dev.graft.assembly.components.NameScope;
import java.util.Optional;

/**
 * How much of an experiment is wanted.
 *
 * @param weights whether to look at what it begins with, be it weights or another run
 * @param labels stand for the data's classes, if the data need not be there
 */
record Wanted(boolean weights, Optional<Labels> labels) {
  /** All, to run it. */
  static Wanted all() {
    return new Wanted(true, Optional.empty());
  }

  /** The network alone. */
  static Wanted network(Labels labels) {
    return new Wanted(false, Optional.of(labels));
  }

  /** A run that has ended, whose weights need not be where they were. */
  static Wanted ofFinishedRun() {
    return new Wanted(false, Optional.empty());
  }

  /** Whether it is a run that has ended. */
  boolean isFinishedRun() {
    return !weights && labels.isEmpty();
  }

  /** What the names of components mean. */
  NameScope names() {
    return isFinishedRun() ? NameScope.SAVED : NameScope.FILE;
  }
}
