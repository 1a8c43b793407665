package dev.graft.assembly.experiment;

import dev.graft.assembly.yaml.Problems;
import java.util.ArrayList;
import java.util.List;

/** What is found in an experiment file, from its reading on; grows. */
final class Findings {
  private final Problems problems = new Problems();
  private final Problems warnings = new Problems();
  private final List<String> notes = new ArrayList<>();

  /** What is wrong. */
  Problems problems() {
    return problems;
  }

  /** What is allowed but hardly meant. */
  Problems warnings() {
    return warnings;
  }

  /** Adds what is right but worth knowing, in a line. */
  void note(String line) {
    notes.add(line);
  }

  /** What is right but worth knowing. */
  List<String> notes() {
    return List.copyOf(notes);
  }
}
