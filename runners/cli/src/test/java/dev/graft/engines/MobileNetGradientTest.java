package dev.graft.engines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.ImageSize;
import dev.graft.api.Labels;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.Placement;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.head.Head;
import dev.graft.api.layer.Activation;
import dev.graft.api.layer.Layer;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.weights.Weights;
import dev.graft.architectures.MobileNetV2;
import dev.graft.architectures.keras.KerasHdf5WeightsReader;
import dev.graft.golden.FormulaWeights;
import dev.graft.heads.LogitHead;
import dev.graft.heads.SoftmaxHead;
import dev.graft.testkit.files.SharedFolder;
import dev.graft.testkit.reference.ReferenceEngine;
import dev.graft.training.data.ShapeKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The gradients of MobileNetV2 0.35 on both engines: each parameter's within 1e-3 of its norm.
 *
 * <p>A ReLU6 has no gradient at 0 and 6. Engines round differently; a unit that stands there but
 * for rounding is on in one and off in the other, and every gradient below it changes by as much as
 * that unit says. A batch has millions of units, and batch normalisation by the batch's own
 * statistics makes rounding errors of 1e-7 into ones of 1e-5, so some unit often does. Measured at
 * 96 pixels, batches of 4 pictures, Keras's weights, TensorFlow against double precision: 1e-5 to
 * 3e-5 in five of twelve batches, up to 4e-2 in the others; and a change of the weights by their
 * last bits moves the true gradient by as much, where a unit stands so. It is the function that
 * jumps there. So the gradients are compared
 *
 * <ul>
 *   <li>with a smooth activation in place of ReLU6, all else being the same: in training mode;
 *   <li>with ReLU6, its batch normalisation frozen, as fine-tuning has it: nothing is magnified;
 *   <li>with ReLU6, in training mode, over many batches: each parameter agrees in some of them.
 * </ul>
 */
class MobileNetGradientTest {
  private static final double TOLERANCE = 1e-3;

  private static final Head LOGIT =
      new LogitHead(new LogitHead.Settings(Optional.empty(), 0.2, 0.5));
  private static final Head SOFTMAX =
      new SoftmaxHead(new SoftmaxHead.Settings(Optional.empty(), 0.2));

  private static Architecture mobileNetV2(int side, Head head, Labels labels) {
    Architecture body =
        new MobileNetV2(new MobileNetV2.Settings(0.35)).architecture(ImageSize.rgb(side, side));
    return body.then(body.name(), head.layers(body.outputShape(), labels));
  }

  private static Architecture smooth(Architecture network) {
    Architecture.Builder other = Architecture.builder(network.name(), network.input());
    for (Node node : network.nodes()) {
      Layer layer =
          node.layer() instanceof ActivationLayer
              ? new ActivationLayer(Activation.SWISH)
              : node.layer();
      other.add(node.name(), layer, node.inputs());
    }
    return other.build(network.output());
  }

  private static Set<String> batchNorms(Architecture network) {
    return network.nodes().stream()
        .filter(node -> node.layer() instanceof BatchNormalization)
        .map(Node::name)
        .collect(Collectors.toSet());
  }

  private static Weights gradients(
      Engine engine,
      Architecture network,
      Set<String> frozen,
      Weights weights,
      TrainingBatch batch) {
    try (TrainingNetwork training =
        engine.train(Programs.of(network, Programs.sgd(0.1), frozen), weights, Placement.cpu(2))) {
      return training.gradients(batch);
    }
  }

  private static void assertEqualGradients(
      Architecture network, Set<String> frozen, TrainingBatch batch, boolean withReference) {
    Weights weights = FormulaWeights.of(network, 1, 1.2);
    Weights tensorflow =
        gradients(EngineUnderTest.TENSORFLOW.make(), network, frozen, weights, batch);
    Weights djl = gradients(EngineUnderTest.DJL.make(), network, frozen, weights, batch);

    TensorDifference.check("djl against tensorflow", djl, tensorflow, TOLERANCE);
    if (withReference) {
      Weights truth = gradients(new ReferenceEngine(), network, frozen, weights, batch);
      TensorDifference.check("tensorflow against double precision", tensorflow, truth, TOLERANCE);
      TensorDifference.check("djl against double precision", djl, truth, TOLERANCE);
    }
  }

  @ParameterizedTest
  @CsvSource({"96, 8, true", "75, 6, true", "160, 8, false"})
  void agreeInTraining(int side, int count, boolean withReference) {
    ExamplePictures pictures = ExamplePictures.painted(count, side, ShapeKind.values());
    Architecture network = smooth(mobileNetV2(side, SOFTMAX, pictures.labels()));

    assertEqualGradients(
        network, Set.of(), pictures.batch(0, count, pictures.labels().count()), withReference);
  }

  @Test
  void agreeInTrainingBelowOneLogit() {
    ExamplePictures pictures = ExamplePictures.painted(8, 96, ShapeKind.CIRCLE, ShapeKind.STAR);
    Architecture network = smooth(mobileNetV2(96, LOGIT, pictures.labels()));

    assertEqualGradients(network, Set.of(), pictures.batch(0, 8, 1), false);
  }

  @ParameterizedTest
  @CsvSource({"96, 8, true", "75, 6, false", "160, 8, false"})
  void agreeWithFrozenBatchNormalisation(int side, int count, boolean withReference) {
    ExamplePictures pictures = ExamplePictures.painted(count, side, ShapeKind.values());
    Architecture network = mobileNetV2(side, SOFTMAX, pictures.labels());

    assertEqualGradients(
        network,
        batchNorms(network),
        pictures.batch(0, count, pictures.labels().count()),
        withReference);
  }

  @Test
  @Tag("shared")
  void agreeWithKerassWeightsWhereTheFunctionHasAGradient() {
    int batches = 16;
    int count = 4;
    ExamplePictures pictures = ExamplePictures.folder(SharedFolder.folder("data/alpaca"), 96);
    Architecture network = mobileNetV2(96, LOGIT, pictures.labels());
    Weights weights =
        Weights.initial(network, 3)
            .with(
                new KerasHdf5WeightsReader()
                    .read(
                        SharedFolder.file("weights/mobilenet_v2_0.35_224_no_top.h5"),
                        new MobileNetV2(new MobileNetV2.Settings(0.35))
                            .architecture(ImageSize.rgb(96, 96))));
    TrainingProgram program = Programs.of(network, Programs.sgd(0.1));
    Map<String, Double> least = new HashMap<>();

    try (TrainingNetwork tensorflow =
            EngineUnderTest.TENSORFLOW.make().train(program, weights, Placement.cpu(2));
        TrainingNetwork djl =
            EngineUnderTest.DJL.make().train(program, weights, Placement.cpu(2))) {
      for (int i = 0; i < batches; i++) {
        TrainingBatch batch = pictures.batch(i * count, count, 1);
        Weights truth = tensorflow.gradients(batch);
        Weights found = djl.gradients(batch);
        TensorDifference.of(found, truth)
            .forEach((key, value) -> least.merge(key, value, Math::min));
        assertThat(TensorDifference.ofAll(found, truth)).as("batch %d", i).isLessThan(0.1);
      }
    }

    assertThat(least).allSatisfy((key, value) -> assertThat(value).isLessThan(TOLERANCE));
  }
}
