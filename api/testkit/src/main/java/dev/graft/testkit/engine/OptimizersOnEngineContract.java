package dev.graft.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Evolving;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.Placement;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What every optimizer must do on every engine, as JUnit tests to extend: twenty steps as the
 * reference engine makes them, from given gradients of all sizes and in a network, with a learning
 * rate for each layer, and training that goes on on another engine.
 *
 * @since 0.1
 */
@Evolving
public abstract class OptimizersOnEngineContract {
  private static final int STEPS = 20;

  /** What gradients are multiplied with: none, and the sizes that training meets. */
  private static final float[] SIZES = {0, 1e-6f, 1e-3f, 0.1f, 1, 30, 1000};

  /** Several times the rounding of each of twenty steps, each of which adds to the one before. */
  private static final double GIVEN_GRADIENTS = 1e-4;

  /**
   * In a network, the steps change the gradients of those after: differences grow from step to
   * step, most where a gradient is divided by its own size and is near 0.
   */
  private static final double IN_A_NETWORK = 1e-3;

  /** A parameter's rounding is some share of a small change of it. */
  private static final double FIRST_CHANGE = 1e-2;

  /** Some layers of {@link ContractNetworks#plain}; the head has none. */
  private static final Map<String, Double> FACTORS =
      Map.of("conv_1", 0.1, "conv_1_bn", 0.1, "conv_2", 0.5);

  /** The engine that makes the steps; asked for by every test. */
  protected abstract Engine engine();

  /** Where it computes. */
  protected Placement placement() {
    return Placement.cpu(2);
  }

  /** The optimizers, by what they are to be called in failures. */
  protected abstract Map<String, Optimizer> optimizers();

  @TestFactory
  Stream<DynamicTest> makesTwentyStepsOfGivenGradients() {
    return each(this::compareGivenGradients);
  }

  @TestFactory
  Stream<DynamicTest> makesTwentyStepsInANetwork() {
    return each(this::compareInANetwork);
  }

  @TestFactory
  Stream<DynamicTest> goesOnOnAnotherEngineAndBack() {
    return each(this::compareAfterMoving);
  }

  @TestFactory
  Stream<DynamicTest> hasItsSlotsForTrainedParametersOnly() {
    return each(this::checkSlots);
  }

  @TestFactory
  Stream<DynamicTest> multipliesTheLearningRateOfEachLayerWithItsFactor() {
    return each(this::compareFactors);
  }

  private interface Check {
    void check(String name, Optimizer optimizer);
  }

  private Stream<DynamicTest> each(Check check) {
    return optimizers().entrySet().stream()
        .map(
            named ->
                DynamicTest.dynamicTest(
                    named.getKey(), () -> check.check(named.getKey(), named.getValue())));
  }

  private static double learningRate(Optimizer optimizer, int step) {
    return optimizer.learningRate() / (1 + step / (STEPS / 2));
  }

  /**
   * The loss weights the scores with the targets, and the scores are inputs plus parameters: the
   * targets of a single example are the parameters' gradients.
   */
  private void compareGivenGradients(String name, Optimizer optimizer) {
    int each = 4;
    Branches branches = new Branches("gradients", Input.features(Shape.of(each)));
    for (float size : SIZES) {
      branches.add("gradients up to " + size, List.of(new OffsetLayer()));
    }
    Architecture network = branches.networks().get(0);
    Weights start = uniform(network);
    TrainingProgram program = Comparison.program(network, TestLoss.WEIGHTED_SUM, optimizer);
    Batch.Floats zeros = new Batch.Floats(1, Shape.of(each), new float[each]);
    try (TrainingNetwork found = engine().train(program, start, placement());
        TrainingNetwork expected = Comparison.reference(program, start)) {
      for (int step = 0; step < STEPS; step++) {
        float[] gradient = Samples.uniform("gradient " + step, SIZES.length * each, -1, 1);
        for (int i = 0; i < gradient.length; i++) {
          // The first of each size keeps its sign.
          gradient[i] = SIZES[i / each] * (i % each == 0 ? Math.abs(gradient[i]) : gradient[i]);
        }
        TrainingBatch batch =
            Samples.batch(zeros, new Batch.Floats(1, network.outputShape(), gradient), 0);
        found.step(batch, learningRate(optimizer, step));
        expected.step(batch, learningRate(optimizer, step));
        compareState(
            "%s after step %d".formatted(name, step + 1), found, expected, GIVEN_GRADIENTS);
      }
    }
  }

  private static Weights uniform(Architecture network) {
    Map<String, FloatTensor> values = new LinkedHashMap<>();
    Weights.initial(network, 1)
        .tensors()
        .forEach(
            (key, tensor) ->
                values.put(
                    key,
                    new FloatTensor(
                        tensor.shape(), Samples.uniform(key, tensor.shape().intSize(), -1, 1))));
    return Weights.of(values);
  }

  private static void compareState(
      String what, TrainingNetwork found, TrainingNetwork expected, double tolerance) {
    Closeness.check(what + ": weights", found.weights(), expected.weights(), tolerance);
    Closeness.check(what + ": slots", found.slots(), expected.slots(), tolerance);
    assertThat(found.steps()).as("%s: steps", what).isEqualTo(expected.steps());
  }

  private static TrainingProgram networkProgram(Optimizer optimizer, String... frozen) {
    return Comparison.program(
        ContractNetworks.plain(ContractNetworks.CLASSES),
        TestLoss.CATEGORICAL_CROSS_ENTROPY,
        optimizer,
        frozen);
  }

  /** Batches of changing size, as the last ones of an epoch are partial. */
  private static TrainingBatch pictures(int step) {
    return TrainingContract.pictures(step % 5, step % 5 == 4 ? 3 : 6);
  }

  private void compareInANetwork(String name, Optimizer optimizer) {
    TrainingProgram program = networkProgram(optimizer);
    Weights start = Samples.weights(program.network());
    try (TrainingNetwork found = engine().train(program, start, placement());
        TrainingNetwork expected = Comparison.reference(program, start)) {
      for (int step = 0; step < STEPS; step++) {
        Comparison.step(
            "%s, step %d".formatted(name, step + 1),
            found,
            expected,
            pictures(step),
            learningRate(optimizer, step));
      }
      compareState(name + " after twenty steps", found, expected, IN_A_NETWORK);
    }
  }

  /**
   * The first step with a factor is the first step at the learning rate times the factor, weight
   * decay included; the steps after it are the reference engine's.
   */
  private void compareFactors(String name, Optimizer optimizer) {
    TrainingProgram plain = networkProgram(optimizer);
    TrainingProgram program =
        new TrainingProgram(
            plain.network(),
            plain.frozenLayers(),
            plain.loss(),
            plain.optimizer(),
            plain.clipNorm(),
            plain.randomness(),
            FACTORS);
    Weights start = Samples.weights(program.network());
    double rate = optimizer.learningRate();
    try (TrainingNetwork found = engine().train(program, start, placement());
        TrainingNetwork expected = Comparison.reference(program, start)) {
      found.step(pictures(0), rate);
      Weights after = found.weights();
      for (double factor : List.of(0.1, 0.5, 1.0)) {
        try (TrainingNetwork alone = engine().train(plain, start, placement())) {
          alone.step(pictures(0), rate * factor);
          Weights whole = alone.weights();
          plain
              .trainedShapes()
              .keySet()
              .forEach(
                  key -> {
                    if (program.rateFactor(key) == factor) {
                      Closeness.check(
                          "%s: first change of %s with factor %s".formatted(name, key, factor),
                          change(start, after, key),
                          change(start, whole, key),
                          FIRST_CHANGE);
                    }
                  });
        }
      }
      expected.step(pictures(0), rate);
      for (int step = 1; step < 5; step++) {
        Comparison.step(
            "%s with factors, step %d".formatted(name, step + 1),
            found,
            expected,
            pictures(step),
            rate);
      }
      compareState(name + " with factors", found, expected, IN_A_NETWORK);
    }
  }

  private static float[] change(Weights before, Weights after, String key) {
    float[] old = before.tensors().get(key).values();
    float[] now = after.tensors().get(key).values();
    float[] change = new float[old.length];
    for (int i = 0; i < change.length; i++) {
      change[i] = now[i] - old[i];
    }
    return change;
  }

  private void compareAfterMoving(String name, Optimizer optimizer) {
    TrainingProgram program = networkProgram(optimizer);
    Weights start = Samples.weights(program.network());
    try (TrainingNetwork before = Comparison.reference(program, start);
        TrainingNetwork between = engine().train(program, start, placement());
        TrainingNetwork after = Comparison.reference(program, start);
        TrainingNetwork unmoved = Comparison.reference(program, start)) {
      steps(before, optimizer, 0, 3);
      between.restore(before.weights(), before.slots(), before.steps());
      steps(between, optimizer, 3, 6);
      after.restore(between.weights(), between.slots(), between.steps());
      steps(after, optimizer, 6, 9);
      steps(unmoved, optimizer, 0, 9);

      compareState(name + ", moved twice", after, unmoved, IN_A_NETWORK);
    }
  }

  private static void steps(TrainingNetwork network, Optimizer optimizer, int from, int to) {
    for (int step = from; step < to; step++) {
      network.step(pictures(step), learningRate(optimizer, step));
    }
  }

  private void checkSlots(String name, Optimizer optimizer) {
    TrainingProgram program = networkProgram(optimizer, "conv_1", "conv_1_bn", "conv_2");
    TreeSet<String> expected = new TreeSet<>();
    for (String parameter :
        List.of("conv_2_bn/gamma", "conv_2_bn/beta", "scores/kernel", "scores/bias")) {
      optimizer.slots().forEach(slot -> expected.add(parameter + "/" + slot));
    }
    try (TrainingNetwork trained =
        engine().train(program, Samples.weights(program.network()), placement())) {
      for (int step = 0; step < 2; step++) {
        assertThat(new TreeSet<>(trained.slots().tensors().keySet()))
            .as("slots of %s after %d steps", name, step)
            .isEqualTo(expected);
        trained.step(pictures(step), optimizer.learningRate());
      }
    }
  }
}
