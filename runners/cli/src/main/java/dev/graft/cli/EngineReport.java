package dev.graft.cli;

import dev.graft.api.diagnosis.Diagnosis;
import dev.graft.api.engine.Device;
import dev.graft.api.problem.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What the doctor found about one engine.
 *
 * @param name as an experiment file has it
 * @param works whether it can compute
 * @param diagnosis what the engine tells; empty if its process did not live to tell it
 * @param problems what keeps it from working
 */
record EngineReport(
    String name, boolean works, Optional<Diagnosis> diagnosis, List<Problem> problems) {
  /** An engine that has told its diagnosis. */
  static EngineReport of(String name, Diagnosis diagnosis) {
    return new EngineReport(name, diagnosis.works(), Optional.of(diagnosis), diagnosis.problems());
  }

  /** An engine that could not. */
  static EngineReport failed(String name, Problem problem) {
    return new EngineReport(
        name, false, Optional.empty(), List.of(problem.withSubject("engine " + name)));
  }

  /** Whether it can compute on a GPU. */
  boolean hasGpu() {
    return diagnosis.stream()
        .flatMap(found -> found.devices().stream())
        .anyMatch(device -> device.kind() == Device.Kind.GPU);
  }
}
