package dev.graft.testkit.engine;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.architecture.Node;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.layer.Activation;
import dev.graft.api.layer.HeightWidth;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Padding;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.DepthwiseConv2D;
import dev.graft.api.weights.Weights;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What libraries like to fuse behind one's back: every activation after a convolution, a dense
 * layer or batch normalisation, in inference, in training and frozen. TensorFlow's optimizer, for
 * one, makes fused operations of pairs for which it then has no kernel.
 */
abstract class FusionContract {
  private static final Shape IMAGE = Shape.of(4, 5, 3);

  abstract Comparison comparison();

  @Test
  void appliesEveryActivationAfterAConvolution() {
    Branches branches = new Branches("convolutions", Input.features(IMAGE));
    for (Activation activation : Activation.values()) {
      branches.add("conv " + activation, List.of(Conv2D.of(4, 3).same().activation(activation)));
      branches.add("depthwise " + activation, List.of(depthwise(activation)));
    }
    everyPass(branches);
  }

  @Test
  void appliesEveryActivationAfterADenseLayer() {
    Branches branches = new Branches("dense", Input.features(Shape.of(6)));
    for (Activation activation : Activation.values()) {
      branches.add(
          "dense " + activation,
          List.of(new Dense(4, true, activation, Initializer.GLOROT_UNIFORM)));
      branches.add(
          "dense, norm, " + activation,
          List.of(Dense.of(4), BatchNormalization.of(0.9, 1e-3), new ActivationLayer(activation)));
    }
    everyPass(branches);
  }

  @Test
  void appliesEveryActivationAfterBatchNormalization() {
    Branches branches = new Branches("norms", Input.features(IMAGE));
    for (Activation activation : Activation.values()) {
      for (Layer convolution : List.of(Conv2D.of(4, 3).withoutBias(), DepthwiseConv2D.of(3))) {
        branches.add(
            "%s, norm, %s".formatted(convolution.getClass().getSimpleName(), activation),
            List.of(
                convolution, BatchNormalization.of(0.9, 1e-3), new ActivationLayer(activation)));
      }
    }
    everyPass(branches);
  }

  private static DepthwiseConv2D depthwise(Activation activation) {
    return new DepthwiseConv2D(
        HeightWidth.of(3),
        HeightWidth.of(1),
        Padding.SAME,
        1,
        true,
        activation,
        Initializer.GLOROT_UNIFORM);
  }

  private void everyPass(Branches branches) {
    for (Architecture network : branches.networks()) {
      Weights weights = Samples.weights(network);
      Batch.Floats inputs = Samples.floats("inputs", 3, network.input().shape(), -2, 2);
      comparison().everyPass(network.name(), network, weights, inputs);
      if (network.nodes().stream().anyMatch(FusionContract::isNorm)) {
        withFrozenNorms(network, weights, inputs);
      }
    }
  }

  private static boolean isNorm(Node node) {
    return node.layer() instanceof BatchNormalization;
  }

  private void withFrozenNorms(Architecture network, Weights weights, Batch.Floats inputs) {
    String[] norms =
        network.nodes().stream()
            .filter(FusionContract::isNorm)
            .map(Node::name)
            .toArray(String[]::new);
    TrainingProgram program =
        Comparison.program(network, TestLoss.WEIGHTED_SUM, TestOptimizer.GRADIENT_DESCENT, norms);
    TrainingBatch batch =
        Samples.batch(
            inputs, Samples.floats("targets", inputs.count(), network.outputShape(), -1, 1), 0);
    String what = network.name() + ", norms frozen";
    try (TrainingNetwork found = comparison().train(program, weights);
        TrainingNetwork expected = Comparison.reference(program, weights)) {
      Closeness.check(
          what + ": gradient",
          found.gradients(batch),
          expected.gradients(batch),
          Comparison.GRADIENT_TOLERANCE);
      Comparison.step(what, found, expected, batch, 0.01);
    }
  }
}
