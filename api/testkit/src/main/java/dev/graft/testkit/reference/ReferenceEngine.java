package dev.graft.testkit.reference;

import dev.graft.api.Evolving;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.engine.Device;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.Placement;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.Weights;
import java.util.List;

/**
 * An engine in plain Java, written to be read and believed: nothing is folded or fused, and all is
 * computed in double precision on one thread. Parameters, statistics and slots are 32-bit floats
 * between steps, as in every engine. Fast enough for small networks in tests; it needs no native
 * library.
 *
 * @since 0.1
 */
@Evolving
public final class ReferenceEngine implements Engine {
  @Override
  public String description() {
    return "Graft's reference engine (plain Java, double precision)";
  }

  @Override
  public List<Device> devices() {
    return List.of(Device.cpu());
  }

  @Override
  public InferenceNetwork infer(Architecture architecture, Weights weights, Placement placement) {
    requireCpu(placement);
    weights.requireFor(architecture, "weights");
    return new ReferenceInferenceNetwork(architecture, weights);
  }

  @Override
  public TrainingNetwork train(TrainingProgram program, Weights weights, Placement placement) {
    requireCpu(placement);
    weights.requireFor(program.network(), "weights");
    return new ReferenceTrainingNetwork(program, weights);
  }

  private static void requireCpu(Placement placement) {
    Device device = placement.device();
    if (device.kind() != Device.Kind.CPU || device.index() != 0) {
      throw new ProblemException(
          Problem.of("there is no device " + device.kind() + " " + device.index())
              .expecting("the CPU, the only device of the reference engine"));
    }
  }
}
