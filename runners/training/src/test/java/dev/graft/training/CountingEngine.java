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
import java.util.concurrent.atomic.AtomicInteger;

/** The reference engine; counts how many images its networks have turned into features. */
final class CountingEngine implements Engine {
  private final Engine engine = new ReferenceEngine();
  private final String numerics;

  final AtomicInteger prefixes = new AtomicInteger();
  final AtomicInteger batches = new AtomicInteger();

  CountingEngine() {
    this("");
  }

  /**
   * An engine.
   *
   * @param numerics what it says of itself that decides its outputs' bits
   */
  CountingEngine(String numerics) {
    this.numerics = numerics;
  }

  @Override
  public String description() {
    return engine.description();
  }

  @Override
  public String numerics(Placement placement) {
    return Engine.super.numerics(placement) + numerics;
  }

  @Override
  public List<Device> devices() {
    return engine.devices();
  }

  @Override
  public TrainingNetwork train(TrainingProgram program, Weights weights, Placement placement) {
    return engine.train(program, weights, placement);
  }

  /** Only a frozen part makes features: more than one value, and not of the whole network. */
  @Override
  public InferenceNetwork infer(Architecture architecture, Weights weights, Placement placement) {
    InferenceNetwork network = engine.infer(architecture, weights, placement);
    boolean prefix = architecture.contains("rescaling") && !architecture.contains("logits");
    if (!prefix) {
      return network;
    }
    prefixes.incrementAndGet();
    return new InferenceNetwork() {
      @Override
      public Architecture architecture() {
        return architecture;
      }

      @Override
      public Batch.Floats run(Batch inputs) {
        batches.incrementAndGet();
        return network.run(inputs);
      }

      @Override
      public void close() {
        network.close();
      }
    };
  }
}
