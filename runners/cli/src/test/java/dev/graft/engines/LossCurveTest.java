package dev.graft.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.Placement;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.head.Head;
import dev.graft.api.weights.Weights;
import dev.graft.architectures.MobileNetV2;
import dev.graft.architectures.keras.KerasHdf5WeightsReader;
import dev.graft.golden.FormulaWeights;
import dev.graft.heads.LogitHead;
import dev.graft.heads.SoftmaxHead;
import dev.graft.testkit.files.SharedFolder;
import dev.graft.training.data.ShapeKind;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The loss of each step of a training, from the same seed on both engines. */
class LossCurveTest {
  private static final Placement PLACEMENT = Placement.cpu(2);

  /** Heads with dropout, whose masks must be the same. */
  private enum HeadKind {
    LOGIT,
    SOFTMAX;

    Head head() {
      return this == LOGIT
          ? new LogitHead(new LogitHead.Settings(Optional.empty(), 0.2, 0.5))
          : new SoftmaxHead(new SoftmaxHead.Settings(Optional.empty(), 0.2));
    }
  }

  /** Trains a head for 50 steps on the features that the engine itself makes of pictures. */
  private static float[] head(
      EngineUnderTest engine,
      ExamplePictures pictures,
      Architecture body,
      Weights weights,
      Head head,
      int batchSize) {
    Batch.Floats features;
    try (InferenceNetwork prefix = engine.make().infer(body, weights, PLACEMENT)) {
      features = prefix.run(pictures.pixels());
    }
    Architecture top = head.layers(body.outputShape(), pictures.labels());
    Weights initial = Weights.initial(top, 21);
    float[] losses = new float[50];
    try (TrainingNetwork training =
        engine.make().train(Programs.of(top, Programs.adam(0.01)), initial, PLACEMENT)) {
      int from = 0;
      int epoch = 0;
      for (int i = 0; i < losses.length; i++) {
        Batch.Floats inputs = rows(features, from, Math.min(batchSize, features.count() - from));
        losses[i] =
            training
                .step(pictures.batch(inputs, from, epoch, top.outputShape().intSize()), 0.01)
                .loss();
        from += inputs.count();
        if (from == features.count()) {
          from = 0;
          epoch++;
        }
      }
    }
    return losses;
  }

  private static Batch.Floats rows(Batch.Floats all, int from, int count) {
    int size = all.exampleShape().intSize();
    Shape shape = all.exampleShape();
    return new Batch.Floats(
        count, shape, Arrays.copyOfRange(all.values(), from * size, (from + count) * size));
  }

  private static void assertSameCurve(float[] found, float[] expected, double tolerance) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) found[i]).as("step %d", i + 1).isCloseTo(expected[i], within(tolerance));
    }
    assertThat(found[found.length - 1]).as("it learns").isLessThan(0.9f * found[0]);
  }

  @ParameterizedTest
  @EnumSource
  void aHeadLearnsTheSameFromPaintedPictures(HeadKind kind) {
    ExamplePictures pictures = ExamplePictures.painted(80, 96, ShapeKind.CIRCLE, ShapeKind.STAR);
    Architecture body =
        new MobileNetV2(new MobileNetV2.Settings(0.35)).architecture(pictures.size());
    Weights weights = FormulaWeights.of(body, 1, 1.2);

    assertSameCurve(
        head(EngineUnderTest.DJL, pictures, body, weights, kind.head(), 32),
        head(EngineUnderTest.TENSORFLOW, pictures, body, weights, kind.head(), 32),
        1e-4);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("shared")
  void aHeadLearnsTheSameFromRealPicturesAndWeights(HeadKind kind) {
    ImageSize size = ImageSize.rgb(160, 160);
    Architecture body = new MobileNetV2(new MobileNetV2.Settings(0.35)).architecture(size);
    Weights weights =
        new KerasHdf5WeightsReader()
            .read(SharedFolder.file("weights/mobilenet_v2_0.35_224_no_top.h5"), body);
    ExamplePictures pictures = ExamplePictures.folder(SharedFolder.folder("data/alpaca"), 160);

    assertSameCurve(
        head(EngineUnderTest.DJL, pictures, body, weights, kind.head(), 32),
        head(EngineUnderTest.TENSORFLOW, pictures, body, weights, kind.head(), 32),
        1e-4);
  }

  @Test
  void aSmallCnnIsTunedAlike() {
    ExamplePictures pictures = ExamplePictures.painted(320, 32, ShapeKind.values());
    int classes = pictures.labels().count();
    Architecture network = SmallNetworks.CONVOLUTIONS.network(pictures.size(), classes);

    float[] tensorflow = wholeNetwork(EngineUnderTest.TENSORFLOW, network, pictures);
    float[] djl = wholeNetwork(EngineUnderTest.DJL, network, pictures);

    assertSameCurve(djl, tensorflow, 1e-2);
  }

  /** Batch normalisation, dropout and Adam, 20 steps of 32 pictures. */
  private static float[] wholeNetwork(
      EngineUnderTest engine, Architecture network, ExamplePictures pictures) {
    float[] losses = new float[20];
    try (TrainingNetwork training =
        engine
            .make()
            .train(
                Programs.of(network, Programs.adam(0.003)),
                Weights.initial(network, 9),
                PLACEMENT)) {
      for (int i = 0; i < losses.length; i++) {
        int from = i % 10 * 32;
        Batch inputs = pictures.pixels(from, 32);
        losses[i] =
            training
                .step(pictures.batch(inputs, from, i / 10, pictures.labels().count()), 0.003)
                .loss();
      }
    }
    return losses;
  }
}
