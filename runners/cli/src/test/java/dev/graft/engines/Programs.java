package dev.graft.engines;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.loss.Loss;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.api.random.Randomness;
import dev.graft.heads.BinaryCrossEntropy;
import dev.graft.heads.CategoricalCrossEntropy;
import dev.graft.training.optimizer.Adam;
import dev.graft.training.optimizer.Sgd;
import java.util.OptionalDouble;
import java.util.Set;

/** What the engines are given to train. */
final class Programs {
  private Programs() {}

  /** All layers are trained; one output has a binary, several have a categorical cross-entropy. */
  static TrainingProgram of(Architecture network, Optimizer optimizer, Set<String> frozen) {
    Loss loss =
        network.outputShape().intSize() == 1
            ? new BinaryCrossEntropy(new BinaryCrossEntropy.Settings(0))
            : new CategoricalCrossEntropy(new CategoricalCrossEntropy.Settings(0));
    return new TrainingProgram(
        network, frozen, loss, optimizer, OptionalDouble.empty(), new Randomness(5));
  }

  static TrainingProgram of(Architecture network, Optimizer optimizer) {
    return of(network, optimizer, Set.of());
  }

  static Adam adam(double learningRate) {
    return new Adam(new Adam.Settings(learningRate, 0.9, 0.999, 1e-7));
  }

  static Sgd sgd(double learningRate) {
    return new Sgd(new Sgd.Settings(learningRate, 0, false));
  }
}
