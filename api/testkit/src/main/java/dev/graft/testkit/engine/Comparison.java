package dev.graft.testkit.engine;

import static org.junit.jupiter.api.Assertions.assertAll;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.Placement;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.loss.Loss;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.api.random.Randomness;
import dev.graft.api.weights.Weights;
import dev.graft.testkit.reference.ReferenceEngine;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * An engine beside the reference engine: both get the same network, weights and batches.
 *
 * @param engine the engine under test
 * @param placement where it computes
 */
record Comparison(Engine engine, Placement placement) {
  /**
   * For one pass through an operation, a layer or a small network, relative to the largest value.
   * Each addition of 32-bit floats rounds by 6e-8; the sums here have up to some hundred terms, and
   * fast versions of functions such as erf are good to 1e-6. What is wrong is off by far more: a
   * single misplaced element by about 1.
   */
  static final double OUTPUT_TOLERANCE = 2e-5;

  /**
   * For gradients, and for what comes of a step: they add up over the batch and over every place of
   * a window, from values that are rounded themselves.
   */
  static final double GRADIENT_TOLERANCE = 1e-4;

  private static final Engine REFERENCE = new ReferenceEngine();

  /** Trains all layers, without clipping. */
  static TrainingProgram program(
      Architecture network, Loss loss, Optimizer optimizer, String... frozen) {
    return new TrainingProgram(
        network, Set.of(frozen), loss, optimizer, OptionalDouble.empty(), new Randomness(11));
  }

  /** The network of the engine under test. */
  InferenceNetwork infer(Architecture architecture, Weights weights) {
    return engine.infer(architecture, weights, placement);
  }

  /** The network of the engine under test. */
  TrainingNetwork train(TrainingProgram program, Weights weights) {
    return engine.train(program, weights, placement);
  }

  static TrainingNetwork reference(TrainingProgram program, Weights weights) {
    return REFERENCE.train(program, weights, Placement.cpu(1));
  }

  /** What the reference engine infers. */
  static Batch.Floats truth(Architecture architecture, Weights weights, Batch inputs) {
    try (InferenceNetwork network = REFERENCE.infer(architecture, weights, Placement.cpu(1))) {
      return network.run(inputs);
    }
  }

  /** Inference gives the same. */
  void inference(String what, Architecture architecture, Weights weights, Batch... batches) {
    try (InferenceNetwork found = infer(architecture, weights);
        InferenceNetwork expected = REFERENCE.infer(architecture, weights, Placement.cpu(1))) {
      for (Batch inputs : batches) {
        Closeness.check(
            what + examples(inputs) + ": inference",
            architecture,
            found.run(inputs),
            expected.run(inputs),
            OUTPUT_TOLERANCE);
      }
    }
  }

  /**
   * Inference and gradients give the same, with each output weighted at random. All networks are
   * tried, and all that fail are told.
   *
   * @param batches every network is fed one after the other; at least one
   */
  void forwardAndBackward(List<Architecture> networks, Batch... batches) {
    assertAll(
        networks.stream()
            .map(network -> () -> forwardAndBackward(network, Samples.weights(network), batches)));
  }

  private void forwardAndBackward(Architecture network, Weights weights, Batch... batches) {
    inference(network.name(), network, weights, batches);
    TrainingProgram program =
        program(network, TestLoss.WEIGHTED_SUM, TestOptimizer.GRADIENT_DESCENT);
    try (TrainingNetwork found = train(program, weights);
        TrainingNetwork expected = reference(program, weights)) {
      for (Batch inputs : batches) {
        String which = network.name() + examples(inputs);
        gradients(which, found, expected, inputs, targets(which, network, inputs));
      }
    }
  }

  private static void gradients(
      String what,
      TrainingNetwork found,
      TrainingNetwork expected,
      Batch inputs,
      Batch.Floats targets) {
    TrainingBatch batch = Samples.batch(inputs, targets, 0);
    Closeness.check(
        what + ": gradient", found.gradients(batch), expected.gradients(batch), GRADIENT_TOLERANCE);
  }

  /**
   * Inference, evaluation, gradients and a step of gradient descent give the same, with each output
   * weighted at random.
   *
   * @param batches the networks are fed one after the other; at least one
   */
  void everyPass(String what, Architecture network, Weights weights, Batch... batches) {
    inference(what, network, weights, batches);
    TrainingProgram program =
        program(network, TestLoss.WEIGHTED_SUM, TestOptimizer.GRADIENT_DESCENT);
    try (TrainingNetwork found = train(program, weights);
        TrainingNetwork expected = reference(program, weights)) {
      for (Batch inputs : batches) {
        String which = what + examples(inputs);
        Batch.Floats targets = targets(which, network, inputs);
        evaluations(which, found, expected, inputs, targets);
        gradients(which, found, expected, inputs, targets);
      }
      String which = what + examples(batches[0]);
      TrainingBatch batch = Samples.batch(batches[0], targets(which, network, batches[0]), 0);
      step(which, found, expected, batch, 0.1);
      Closeness.check(
          which + ": weights after a step",
          found.weights(),
          expected.weights(),
          GRADIENT_TOLERANCE);
    }
  }

  private static String examples(Batch batch) {
    return batch.count() == 1 ? ", one example" : ", " + batch.count() + " examples";
  }

  private static Batch.Floats targets(String what, Architecture network, Batch inputs) {
    return Samples.floats(what + " targets", inputs.count(), network.outputShape(), -1, 1);
  }

  /** Evaluation gives the same. */
  static void evaluations(
      String what,
      TrainingNetwork found,
      TrainingNetwork expected,
      Batch inputs,
      Batch.Floats targets) {
    TrainingNetwork.Evaluation evaluation = found.evaluate(inputs, targets);
    TrainingNetwork.Evaluation truth = expected.evaluate(inputs, targets);
    Closeness.check(
        what + ": scores",
        found.program().network(),
        evaluation.scores(),
        truth.scores(),
        OUTPUT_TOLERANCE);
    Closeness.check(what + ": losses", evaluation.losses(), truth.losses(), GRADIENT_TOLERANCE);
  }

  /** One step gives the same scores and loss. */
  static void step(
      String what,
      TrainingNetwork found,
      TrainingNetwork expected,
      TrainingBatch batch,
      double learningRate) {
    TrainingNetwork.Step step = found.step(batch, learningRate);
    TrainingNetwork.Step truth = expected.step(batch, learningRate);
    Closeness.check(
        what + ": scores in training",
        found.program().network(),
        step.scores(),
        truth.scores(),
        GRADIENT_TOLERANCE);
    Closeness.check(
        what + ": loss in training",
        new float[] {step.loss()},
        new float[] {truth.loss()},
        GRADIENT_TOLERANCE);
  }
}
