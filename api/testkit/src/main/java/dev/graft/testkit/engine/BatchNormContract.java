package dev.graft.testkit.engine;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.Flatten;
import dev.graft.api.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Batch normalisation in training and in inference, of well and badly behaved batches. */
abstract class BatchNormContract {
  private static final int CHANNELS = 3;

  abstract Comparison comparison();

  /**
   * A batch to normalise.
   *
   * @param what what is special about it
   * @param batch number of examples
   * @param shape shape of each
   * @param mean mean of the values, which spread by one half to each side
   * @param epsilon added to the variance
   * @param tolerance how near the engine must come
   */
  private record Case(
      String what, int batch, Shape shape, double mean, double epsilon, double tolerance) {
    Batch.Floats inputs() {
      return Samples.floats(what, batch, shape, mean - 0.5, mean + 0.5);
    }

    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Case> batches() {
    double usual = Comparison.GRADIENT_TOLERANCE;
    return Stream.of(
        new Case("images", 4, Shape.of(3, 2, CHANNELS), 0.2, 1e-3, usual),
        new Case("vectors", 5, Shape.of(CHANNELS), 0.2, 1e-3, usual),
        new Case("a small epsilon", 4, Shape.of(2, 2, CHANNELS), 0.2, 1e-5, usual),
        new Case("a large epsilon", 4, Shape.of(2, 2, CHANNELS), 0.2, 0.3, usual),
        new Case("a single image", 1, Shape.of(4, 5, CHANNELS), 0.2, 1e-3, usual),
        new Case("two values a channel", 2, Shape.of(CHANNELS), 0.2, 1e-3, usual),
        // One value a channel: the variance is 0, whatever a library divides by.
        new Case("a single pixel", 1, Shape.of(1, 1, CHANNELS), 0.2, 1e-3, usual),
        new Case("a single vector", 1, Shape.of(CHANNELS), 0.2, 1e-3, usual),
        // A float near 1000 is known to 6e-5, a tenth of a thousandth of these values' spread. The
        // difference of the mean square and the squared mean would be wrong by a tenth.
        new Case("a large mean", 4, Shape.of(3, 4, CHANNELS), 1000, 1e-3, 2e-3));
  }

  @ParameterizedTest
  @MethodSource("batches")
  void isTheReferenceEnginesInBothModes(Case one) {
    compare(one.what(), one.inputs(), one.epsilon(), one.tolerance());
  }

  @Test
  void makesAConstantChannelItsBeta() {
    Shape shape = Shape.of(3, 3, CHANNELS);
    float[] values = Samples.uniform("constant", 2 * shape.intSize(), -1, 1);
    for (int i = 0; i < values.length; i += CHANNELS) {
      values[i] = 0.7f;
    }

    compare(
        "a constant channel",
        new Batch.Floats(2, shape, values),
        1e-3,
        Comparison.GRADIENT_TOLERANCE);
  }

  private void compare(String what, Batch.Floats inputs, double epsilon, double tolerance) {
    Architecture.Builder net = Architecture.builder(what, Input.features(inputs.exampleShape()));
    net.add("offset", new OffsetLayer());
    net.add("bn", BatchNormalization.of(0.9, epsilon));
    net.add("flatten", new Flatten());
    Architecture network = net.build();
    TrainingProgram program =
        Comparison.program(network, TestLoss.WEIGHTED_SUM, TestOptimizer.GRADIENT_DESCENT);
    Weights weights = Samples.weights(network);
    TrainingBatch batch =
        Samples.batch(
            inputs, Samples.floats("weights", inputs.count(), network.outputShape(), -1, 1), 0);
    try (TrainingNetwork found = comparison().train(program, weights);
        TrainingNetwork expected = Comparison.reference(program, weights)) {
      Closeness.check(
          what + ": gradient", found.gradients(batch), expected.gradients(batch), tolerance);
      for (int step = 0; step < 3; step++) {
        Closeness.check(
            what + ": in training",
            found.step(batch, 0.01).scores(),
            expected.step(batch, 0.01).scores(),
            tolerance);
      }
      Closeness.check(
          what + ": weights and statistics", found.weights(), expected.weights(), tolerance);
      Closeness.check(
          what + ": in inference",
          found.evaluate(inputs, batch.targets()).scores(),
          expected.evaluate(inputs, batch.targets()).scores(),
          tolerance);
    }
  }

  @Test
  void movesItsStatisticsByTheBatch() {
    double[] momentums = {0, 0.75, 0.99, 1};
    Branches branches = new Branches("norms", Input.features(Shape.of(2)));
    for (double momentum : momentums) {
      branches.add("" + momentum, List.of(BatchNormalization.of(momentum, 1e-3)));
    }
    Architecture network = branches.networks().get(0);
    TrainingProgram program =
        Comparison.program(network, TestLoss.WEIGHTED_SUM, TestOptimizer.GRADIENT_DESCENT);
    List<Batch.Floats> batches = new ArrayList<>();
    // Means 2 and 20, then 5 and 0; variances 2/3 and 200/3, then 1 and 16: divided by the number
    // of values, not by one less.
    batches.add(new Batch.Floats(3, Shape.of(2), new float[] {1, 10, 2, 20, 3, 30}));
    batches.add(new Batch.Floats(2, Shape.of(2), new float[] {4, -4, 6, 4}));
    double[][] means = {{2, 20}, {5, 0}};
    double[][] variances = {{2 / 3.0, 200 / 3.0}, {1, 16}};

    try (TrainingNetwork trained = comparison().train(program, Weights.initial(network, 1))) {
      for (Batch.Floats inputs : batches) {
        float[] weights = new float[inputs.count() * network.outputShape().intSize()];
        trained.step(
            Samples.batch(
                inputs, new Batch.Floats(inputs.count(), network.outputShape(), weights), 0),
            0.1);
      }
      Weights after = trained.weights();
      for (double momentum : momentums) {
        String layer = momentum + ": 0 BatchNormalization";
        Closeness.check(
            "moving mean, momentum " + momentum,
            after.get(layer, "moving_mean").values(),
            moved(0, momentum, means),
            1e-6);
        Closeness.check(
            "moving variance, momentum " + momentum,
            after.get(layer, "moving_variance").values(),
            moved(1, momentum, variances),
            1e-6);
      }
    }
  }

  /** A statistic of two channels after batches that have given ones. */
  private static float[] moved(double start, double momentum, double[][] batches) {
    float[] moved = new float[2];
    for (int channel = 0; channel < moved.length; channel++) {
      double value = start;
      for (double[] batch : batches) {
        value = momentum * value + (1 - momentum) * batch[channel];
      }
      moved[channel] = (float) value;
    }
    return moved;
  }
}
