package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.Placement;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.layer.Layer;
import dev.graft.api.loss.Loss;
import dev.graft.api.random.Randomness;
import dev.graft.api.weights.Weights;
import dev.graft.testkit.engine.OffsetLayer;
import dev.graft.testkit.reference.ReferenceEngine;
import java.util.OptionalDouble;
import java.util.Set;

/** A network on an engine beside the same on the reference engine. */
final class SameOnEngine {
  private static final int COUNT = 3;

  /** Relative to a tensor's largest value: 32-bit floats, through the layers of a network. */
  private static final double TOLERANCE = 1e-3;

  private final Engine engine;

  SameOnEngine(Engine engine) {
    this.engine = engine;
  }

  /** A layer over features: inference, and gradients by its inputs and its parameters. */
  void layer(Layer layer, Shape features) {
    Architecture.Builder net = Architecture.builder("layer", Input.features(features));
    net.add("inputs", new OffsetLayer()); // its parameter's gradient is that by the inputs
    net.add("layer", layer);
    Architecture network = net.build();
    inference(network);
    gradients(network, new WeightedSum(), targets(network.outputShape()));
  }

  /** Inference. */
  void inference(Architecture network) {
    Weights weights = Draws.learnt(network);
    Batch inputs = Draws.inputs("inputs", COUNT, network);
    try (InferenceNetwork found = engine.infer(network, weights, Placement.cpu(2));
        InferenceNetwork expected =
            new ReferenceEngine().infer(network, weights, Placement.cpu(1))) {
      requireClose("outputs", found.run(inputs).values(), expected.run(inputs).values());
    }
  }

  /** Gradients of a loss by every parameter. */
  void gradients(Architecture network, Loss loss, Batch.Floats targets) {
    Weights weights = Draws.learnt(network);
    TrainingProgram program =
        new TrainingProgram(
            network,
            Set.of(),
            loss,
            new GradientDescent(0.1),
            OptionalDouble.empty(),
            new Randomness(3));
    TrainingBatch batch =
        new TrainingBatch(Draws.inputs("inputs", COUNT, network), targets, 0, new long[] {0, 1, 2});
    try (TrainingNetwork found = engine.train(program, weights, Placement.cpu(2));
        TrainingNetwork expected =
            new ReferenceEngine().train(program, weights, Placement.cpu(1))) {
      requireClose(
          "losses",
          found.evaluate(batch.inputs(), targets).losses(),
          expected.evaluate(batch.inputs(), targets).losses());
      Weights gradients = expected.gradients(batch);
      found
          .gradients(batch)
          .tensors()
          .forEach(
              (key, gradient) ->
                  requireClose(
                      "gradient by " + key,
                      gradient.values(),
                      gradients.tensors().get(key).values()));
    }
  }

  private static Batch.Floats targets(Shape outputs) {
    return new Batch.Floats(
        COUNT, outputs, Draws.uniform("targets", COUNT * outputs.intSize(), -1, 1));
  }

  private static void requireClose(String what, float[] found, float[] expected) {
    assertThat(found).as("number of " + what).hasSameSizeAs(expected);
    double scale = 1e-2;
    for (float value : expected) {
      scale = Math.max(scale, Math.abs(value));
    }
    for (int i = 0; i < found.length; i++) {
      assertThat(Math.abs(found[i] - expected[i]) / scale)
          .as(
              "%s: value %d is %s, in the reference engine %s; difference over the largest, %s",
              what, i, found[i], expected[i], scale)
          .isLessThanOrEqualTo(TOLERANCE);
    }
  }
}
