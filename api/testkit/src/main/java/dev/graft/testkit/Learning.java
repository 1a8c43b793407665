package dev.graft.testkit;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.Placement;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.loss.Loss;
import dev.graft.api.random.Randomness;
import dev.graft.api.weights.Weights;
import java.util.OptionalDouble;
import java.util.Set;

/** A network that learns a few examples by heart. */
final class Learning {
  private static final int COUNT = 8;

  private final Engine engine;
  private final Loss loss;

  Learning(Engine engine, Loss loss) {
    this.engine = engine;
    this.loss = loss;
  }

  /**
   * Mean losses of the examples, and the weights that came of it.
   *
   * @param before of the network as it begins
   * @param after of the network that has learnt
   * @param weights those of the latter
   */
  record Losses(double before, double after, Weights weights) {}

  /** Steps down the gradient, from the initial values on. */
  Losses of(Architecture network, int steps, double learningRate) {
    TrainingProgram program =
        new TrainingProgram(
            network,
            Set.of(),
            loss,
            new GradientDescent(learningRate),
            OptionalDouble.empty(),
            new Randomness(3));
    TrainingBatch batch = examples(network);
    try (TrainingNetwork training =
        engine.train(program, Weights.initial(network, 7), Placement.cpu(2))) {
      double before = mean(training, batch);
      for (int i = 0; i < steps; i++) {
        training.step(batch, learningRate);
      }
      return new Losses(before, mean(training, batch), training.weights());
    }
  }

  private static double mean(TrainingNetwork network, TrainingBatch batch) {
    double sum = 0;
    for (float one : network.evaluate(batch.inputs(), batch.targets()).losses()) {
      sum += one;
    }
    return sum / batch.inputs().count();
  }

  /** Examples of each class in turn. */
  private static TrainingBatch examples(Architecture network) {
    int outputs = network.outputShape().intSize();
    float[] targets = new float[COUNT * outputs];
    long[] numbers = new long[COUNT];
    for (int i = 0; i < COUNT; i++) {
      numbers[i] = i;
      if (outputs == 1) {
        targets[i] = i % 2;
      } else {
        targets[i * outputs + i % outputs] = 1;
      }
    }
    return new TrainingBatch(
        Draws.inputs("examples", COUNT, network),
        new Batch.Floats(COUNT, Shape.of(outputs), targets),
        0,
        numbers);
  }
}
