package dev.graft.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.BatchNormFolding;
import dev.graft.api.architecture.Input;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.Chunks;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.Placement;
import dev.graft.api.layers.Flatten;
import dev.graft.api.layers.Rescaling;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class TensorFlowInferenceNetworkTest {
  private static final Placement TWO_THREADS = Placement.cpu(2);

  private final Engine engine = new TensorFlowEngine();

  @Test
  void bytesBecomeFloatsFromZeroTo255() {
    Architecture.Builder builder = Architecture.builder("bytes", Input.image(Networks.SIZE));
    builder.add("flatten", new Flatten());
    builder.add("half", new Rescaling(0.5, 1));
    Architecture network = builder.build();
    byte[] bytes = new byte[Networks.SIZE.bytes()];
    bytes[0] = (byte) 255;
    bytes[1] = (byte) 128;
    bytes[2] = 127;
    try (InferenceNetwork inference = engine.infer(network, Weights.empty(), TWO_THREADS)) {
      float[] output = inference.run(new Batch.Pixels(1, Networks.SIZE, bytes)).values();

      assertThat(output).startsWith(128.5f, 65f, 64.5f, 1f);
      assertThat(inference.architecture()).isSameAs(network);
    }
  }

  @Test
  void foldedOutputEqualsUnfolded() {
    Architecture cnn = Networks.cnn();
    Weights weights = Networks.weights(cnn, 2);
    Batch images = Networks.images(5, 0, 0).inputs();
    assertThat(BatchNormFolding.fold(cnn, weights).architecture().layerNames())
        .as("something was folded")
        .doesNotContain("conv1", "depthwise", "dense");
    try (InferenceNetwork folded = engine.infer(cnn, weights, TWO_THREADS);
        InferenceNetwork unfolded =
            TensorFlowInferenceNetwork.build(cnn, cnn, weights, TWO_THREADS)) {
      Batch.Floats expected = unfolded.run(images);

      assertThat(folded.run(images).values()).containsExactly(expected.values(), within(1e-5f));
      assertThat(expected.exampleShape()).isEqualTo(Shape.of(Networks.CLASSES));
    }
  }

  @Test
  void moreExamplesThanAChunkHoldsComeBackInOrder() {
    Architecture cnn = Networks.cnn();
    int count = 2 * Chunks.of(cnn).size() + 3;
    Batch.Pixels images = (Batch.Pixels) Networks.images(count, 0, 0).inputs();
    try (InferenceNetwork network = engine.infer(cnn, Networks.weights(cnn, 2), TWO_THREADS)) {
      Batch.Floats all = network.run(images);

      assertThat(all.count()).isEqualTo(count);
      for (int i : new int[] {0, count / 2, count - 1}) {
        assertThat(all.example(i))
            .containsExactly(network.run(Networks.one(images, i)).values(), within(1e-5f));
      }
    }
  }

  @Test
  void aNetworkWithoutLayersGivesItsInput() {
    Architecture empty = Architecture.builder("empty", Input.features(Shape.of(3))).build();
    float[] values = {1, 2, 3, 4, 5, 6};
    try (InferenceNetwork network = engine.infer(empty, Weights.empty(), TWO_THREADS)) {
      assertThat(network.run(new Batch.Floats(2, Shape.of(3), values)).values())
          .containsExactly(values);
    }
  }

  @Test
  void severalThreadsMayRunItAtOnce() throws Exception {
    Architecture cnn = Networks.cnn();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (InferenceNetwork network = engine.infer(cnn, Networks.weights(cnn, 2), TWO_THREADS)) {
      List<float[]> expected = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        expected.add(network.run(Networks.images(3, 0, 3L * i).inputs()).values());
      }
      List<Future<float[]>> found = new ArrayList<>();
      for (int i = 0; i < 80; i++) {
        Batch images = Networks.images(3, 0, 3L * (i % 8)).inputs();
        found.add(threads.submit(() -> network.run(images).values()));
      }

      for (int i = 0; i < 80; i++) {
        assertThat(found.get(i).get()).containsExactly(expected.get(i % 8));
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void anotherShapeOrTypeIsRefused() {
    Architecture cnn = Networks.cnn();
    try (InferenceNetwork network = engine.infer(cnn, Networks.weights(cnn, 2), TWO_THREADS)) {
      Batch features = new Batch.Floats(1, Shape.of(3), new float[3]);

      assertThatThrownBy(() -> network.run(features))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("input 'input' takes UINT8 (12, 12, 3), found FLOAT32 (3)");
    }
  }

  @Test
  void weightsThatDoNotFitAreAProblem() {
    assertThatThrownBy(() -> engine.infer(Networks.cnn(), Weights.empty(), TWO_THREADS))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("layer 'conv1', kernel: no value; expected shape (3, 3, 3, 4)");
  }

  @Test
  void nothingRunsAfterClosing() {
    Architecture cnn = Networks.cnn();
    InferenceNetwork network = engine.infer(cnn, Networks.weights(cnn, 2), TWO_THREADS);
    network.close();
    network.close();

    assertThatThrownBy(() -> network.run(Networks.images(1, 0, 0).inputs()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("network 'cnn' is closed");
  }
}
