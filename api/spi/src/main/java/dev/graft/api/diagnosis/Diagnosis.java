package dev.graft.api.diagnosis;

import dev.graft.api.Evolving;
import dev.graft.api.engine.Device;
import dev.graft.api.engine.Engine;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How an engine is on this machine.
 *
 * @param library name and version, such as {@code TensorFlow 2.18.0}; empty if it cannot be loaded
 * @param natives what it was, or would be, loaded from; empty if nothing is there or nothing is
 *     known
 * @param devices what it can compute on, the CPU first; empty if it cannot be loaded
 * @param threads threads that an operation uses where nobody says how many; empty if not known
 * @param caches the folders it writes outside of a run
 * @param environment the environment variables it heeds
 * @param problems what keeps it from working, each with its mend; empty if it works
 * @param withoutGpu why it computes on no GPU, and how to mend that; empty if it can, or if nothing
 *     is known
 * @since 0.1
 */
@Evolving
public record Diagnosis(
    String library,
    Optional<NativeFiles> natives,
    List<Device> devices,
    OptionalInt threads,
    List<CacheFolder> caches,
    List<EnvironmentVariable> environment,
    List<Problem> problems,
    Optional<Problem> withoutGpu) {
  /** Copies the lists. */
  public Diagnosis {
    devices = List.copyOf(devices);
    caches = List.copyOf(caches);
    environment = List.copyOf(environment);
    problems = List.copyOf(problems);
  }

  /** What can be told of any engine: its description and its devices, or why there are none. */
  public static Diagnosis of(Engine engine) {
    String library = "";
    List<Device> devices = List.of();
    List<Problem> problems = List.of();
    try {
      library = engine.description();
      devices = engine.devices();
    } catch (ProblemException e) {
      problems = e.problems();
    }
    return new Diagnosis(
        library,
        Optional.empty(),
        devices,
        OptionalInt.empty(),
        List.of(),
        List.of(),
        problems,
        Optional.empty());
  }

  /** Whether the engine can compute. */
  public boolean works() {
    return problems.isEmpty();
  }
}
