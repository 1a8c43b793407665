package dev.graft.training;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.Device;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.Placement;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.weights.Weights;
import dev.graft.testkit.reference.ReferenceEngine;
import java.util.List;

/** The reference engine, but one network infers other scores than it was trained to give. */
final class LyingEngine implements Engine {
  private final Engine honest = new ReferenceEngine();
  private final String network;

  LyingEngine(String network) {
    this.network = network;
  }

  @Override
  public String description() {
    return honest.description();
  }

  @Override
  public List<Device> devices() {
    return honest.devices();
  }

  @Override
  public TrainingNetwork train(TrainingProgram program, Weights weights, Placement placement) {
    return honest.train(program, weights, placement);
  }

  @Override
  public InferenceNetwork infer(Architecture architecture, Weights weights, Placement placement) {
    InferenceNetwork truth = honest.infer(architecture, weights, placement);
    return architecture.name().equals(network) ? new Lie(truth) : truth;
  }

  private record Lie(InferenceNetwork truth) implements InferenceNetwork {
    @Override
    public Architecture architecture() {
      return truth.architecture();
    }

    @Override
    public Batch.Floats run(Batch inputs) {
      Batch.Floats scores = truth.run(inputs);
      scores.values()[0] += 0.5f;
      return scores;
    }

    @Override
    public void close() {
      truth.close();
    }
  }
}
