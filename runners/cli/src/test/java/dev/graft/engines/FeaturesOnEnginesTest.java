package dev.graft.engines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Image;
import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.Placement;
import dev.graft.api.weights.Weights;
import dev.graft.architectures.MobileNetV2;
import dev.graft.training.features.Digest;
import dev.graft.training.features.FrozenNetwork;
import dev.graft.training.input.FeatureInputs;
import dev.graft.training.input.FrozenPrefix;
import dev.graft.training.input.KeyedImages;
import dev.graft.training.input.Workers;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a frozen network makes of an image does not depend on the images beside it, to the last bit:
 * so features can be kept one by one.
 */
class FeaturesOnEnginesTest {
  private static final ImageSize SIZE = new ImageSize(64, 64, 3);
  private static final int COUNT = 75;

  private record RandomImages() implements KeyedImages {
    @Override
    public ImageSize size() {
      return SIZE;
    }

    @Override
    public int count() {
      return COUNT;
    }

    @Override
    public Image image(int index) {
      byte[] pixels = new byte[SIZE.bytes()];
      new Random(index).nextBytes(pixels);
      return new Image(SIZE, pixels);
    }

    @Override
    public Optional<Digest> key(int index) {
      return Optional.empty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void areTheSameInAnyCompany(EngineUnderTest engine) {
    Architecture network = new MobileNetV2(new MobileNetV2.Settings(0.35)).architecture(SIZE);
    FrozenNetwork frozen =
        new FrozenNetwork(
            network,
            Weights.initial(network, 5),
            engine.make(),
            engine.component(),
            Placement.cpu(2));
    try (Workers workers = new Workers(2);
        FrozenPrefix prefix = new FrozenPrefix(frozen)) {
      FeatureInputs features =
          new FeatureInputs(prefix, Optional.empty(), epoch -> new RandomImages(), workers);
      float[][] inOrder = features(features, IntStream.range(0, COUNT).toArray(), 32);
      int[] backwards = IntStream.range(0, COUNT).map(i -> COUNT - 1 - i).toArray();
      float[][] reversed = features(features, backwards, 10);
      int[] few = {41, 3, 74};
      float[][] alone = features(features, few, 3);

      assertThat(inOrder[0]).isNotEqualTo(inOrder[1]);
      for (int i = 0; i < COUNT; i++) {
        assertThat(reversed[COUNT - 1 - i]).as("image %d", i).isEqualTo(inOrder[i]);
      }
      for (int i = 0; i < few.length; i++) {
        assertThat(alone[i]).as("image %d", few[i]).isEqualTo(inOrder[few[i]]);
      }
    }
  }

  private static float[][] features(FeatureInputs inputs, int[] examples, int batchSize) {
    float[][] features = new float[examples.length][];
    int at = 0;
    Iterator<Batch> batches = inputs.batches(0, examples, batchSize);
    while (batches.hasNext()) {
      Batch.Floats batch = (Batch.Floats) batches.next();
      for (int i = 0; i < batch.count(); i++) {
        features[at++] = batch.example(i);
      }
    }
    assertThat(Arrays.asList(features)).doesNotContainNull();
    return features;
  }
}
