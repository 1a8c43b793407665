package dev.graft.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.backbone.Backbone;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.Placement;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.weights.Weights;
import dev.graft.architectures.EfficientNetB0;
import dev.graft.architectures.EfficientNetB2;
import dev.graft.architectures.EfficientNetB3;
import dev.graft.architectures.EfficientNetSettings;
import dev.graft.architectures.MobileNetV3Settings;
import dev.graft.architectures.MobileNetV3Small;
import dev.graft.architectures.SqueezeNet;
import dev.graft.golden.FormulaWeights;
import dev.graft.testkit.reference.ReferenceEngine;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Published networks that no golden file speaks for, or not of these settings and image sizes: the
 * pooled features of every engine, held against double precision within 1e-4 of their standard
 * deviation. Uneven sizes meet every case of padding.
 */
class NetworkOutputsTest {
  private static final int PICTURES = 2;

  private record Case(String name, Backbone backbone, int height, int width, double gain) {
    ImageSize size() {
      return ImageSize.rgb(height, width);
    }

    Architecture network() {
      Architecture body = backbone.architecture(size());
      Architecture.Builder pooling =
          Architecture.builder("pooling", Input.features(body.outputShape()));
      pooling.add("pooled", new GlobalAveragePooling2D(false));
      return body.then(body.name(), pooling.build());
    }

    Weights weights() {
      return FormulaWeights.of(network(), 1, gain);
    }

    @Override
    public String toString() {
      return "%s at %dx%d".formatted(name, height, width);
    }

    Batch.Pixels pictures() {
      byte[] pixels = new byte[PICTURES * size().bytes()];
      new Random(7).nextBytes(pixels);
      return new Batch.Pixels(PICTURES, size(), pixels);
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("squeezenet", new SqueezeNet(), 64, 64, 1.4),
        new Case("squeezenet", new SqueezeNet(), 97, 75, 1.4),
        new Case(
            "efficientnet_b2", new EfficientNetB2(new EfficientNetSettings(false)), 64, 64, 1.2),
        new Case(
            "efficientnet_b3", new EfficientNetB3(new EfficientNetSettings(false)), 49, 70, 1.2),
        new Case(
            "efficientnet_b0, rescaled",
            new EfficientNetB0(new EfficientNetSettings(true)),
            75,
            64,
            1.2),
        new Case(
            "mobilenet_v3_small, minimalistic",
            new MobileNetV3Small(new MobileNetV3Settings(0.75, true)),
            70,
            64,
            1.2));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void everyEngineComputesTheSame(Case network) {
    float[] truth = inferred(network, new ReferenceEngine());

    for (EngineUnderTest engine : EngineUnderTest.values()) {
      assertClose(engine + " infers", inferred(network, engine.make()), truth);
      assertClose(engine + " evaluates", evaluated(network, engine.make()), truth);
    }
  }

  private static float[] inferred(Case network, Engine engine) {
    try (InferenceNetwork inference =
        engine.infer(network.network(), network.weights(), Placement.cpu(2))) {
      return inference.run(network.pictures()).values();
    }
  }

  /** Neither folded nor constant: as the loop sees the validation pictures in each epoch. */
  private static float[] evaluated(Case network, Engine engine) {
    Architecture architecture = network.network();
    float[] targets = new float[PICTURES * architecture.outputShape().intSize()];
    Arrays.fill(targets, 1f / architecture.outputShape().intSize());
    try (TrainingNetwork training =
        engine.train(
            Programs.of(architecture, Programs.sgd(0.01)), network.weights(), Placement.cpu(2))) {
      return training
          .evaluate(
              network.pictures(), new Batch.Floats(PICTURES, architecture.outputShape(), targets))
          .scores()
          .values();
    }
  }

  private static void assertClose(String what, float[] found, float[] truth) {
    double mean = 0;
    for (float value : truth) {
      mean += value / (double) truth.length;
    }
    double variance = 0;
    for (float value : truth) {
      variance += (value - mean) * (value - mean) / truth.length;
    }
    assertThat(variance).as("of the features").isPositive().isFinite();
    assertThat(found).as(what).hasSameSizeAs(truth);
    for (int i = 0; i < truth.length; i++) {
      assertThat((double) found[i])
          .as("%s: value %d", what, i)
          .isCloseTo(truth[i], within(1e-4 * Math.sqrt(variance)));
    }
  }
}
