package dev.graft.api.engine;

import dev.graft.api.Stable;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.diagnosis.Diagnosis;
import dev.graft.api.weights.Weights;
import java.util.List;

/**
 * A tensor library behind {@link dev.graft.api.ops.Ops}: operations, gradients, variables, devices,
 * and nothing else. It never names a particular backbone, head, loss or optimizer. Making an engine
 * loads no native library; using it does.
 *
 * @since 0.1
 */
@Stable
public interface Engine {
  /** Name and version of the library, for people, such as {@code TensorFlow 2.18.0}. */
  String description();

  /** The devices there are, the CPU first. Never throws for want of a GPU. */
  List<Device> devices();

  /**
   * How the engine is on this machine, for people who look for a fault. Never throws because of
   * what is missing: that is told as the diagnosis' problems.
   */
  default Diagnosis diagnosis() {
    return Diagnosis.of(this);
  }

  /**
   * What decides the bits of an inference network's outputs beside the network, its weights, its
   * inputs and their number: the library and its version, the device, the threads, the settings
   * that choose kernels. Outputs that are kept are used again under the same text only.
   *
   * @param placement where is computed
   */
  default String numerics(Placement placement) {
    return "%s on %s, threads %d".formatted(description(), placement.device(), placement.threads());
  }

  /**
   * Builds a network that only infers: batch normalisation folded, weights constant.
   *
   * @param architecture the network
   * @param weights a value for each of its parameters
   * @throws dev.graft.api.problem.ProblemException if the weights do not fit, or the device is not
   *     there
   */
  InferenceNetwork infer(Architecture architecture, Weights weights, Placement placement);

  /**
   * Builds a network that is trained.
   *
   * @param program what is trained, and how
   * @param weights a value for each of its parameters
   * @throws dev.graft.api.problem.ProblemException if the weights do not fit, or the device is not
   *     there
   */
  TrainingNetwork train(TrainingProgram program, Weights weights, Placement placement);
}
