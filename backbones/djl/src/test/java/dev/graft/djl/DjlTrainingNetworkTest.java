package dev.graft.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.pytorch.jni.JniUtils;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.architecture.Node;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.Placement;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Parameter;
import dev.graft.api.layer.Variables;
import dev.graft.api.ops.Ops;
import dev.graft.api.weights.Weights;
import dev.graft.testkit.reference.ReferenceEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class DjlTrainingNetworkTest {
  private static final Placement TWO_THREADS = Placement.cpu(2);

  private final Engine engine = new DjlEngine();
  private final Architecture cnn = Networks.cnn();

  private Weights trained(long seed, int steps) {
    try (TrainingNetwork network =
        engine.train(Networks.program(cnn), Weights.initial(cnn, seed), TWO_THREADS)) {
      for (int step = 0; step < steps; step++) {
        network.step(Networks.batch(step, 6), 0.05);
      }
      return network.weights().with(network.slots());
    }
  }

  @Test
  void twoNetworksInTwoThreadsLearnTheSameAsOneAfterTheOther() throws Exception {
    Weights first = trained(1, 15);
    Weights second = trained(2, 15);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Callable<Weights>> both = List.of(() -> trained(1, 15), () -> trained(2, 15));

      List<Future<Weights>> found = threads.invokeAll(both);

      assertThat(found.get(0).get()).isEqualTo(first);
      assertThat(found.get(1).get()).isEqualTo(second);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void othersInferWhileOneLearns() throws Exception {
    Weights weights = Weights.initial(cnn, 3);
    Weights alone = trained(1, 15);
    Batch pictures = Networks.batch(0, 4).inputs();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try (InferenceNetwork inference = engine.infer(cnn, weights, TWO_THREADS)) {
      float[] expected = inference.run(pictures).values();
      Future<Weights> learning = threads.submit(() -> trained(1, 15));
      List<Future<float[]>> scores = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        scores.add(threads.submit(() -> inference.run(pictures).values()));
      }

      for (Future<float[]> score : scores) {
        assertThat(score.get()).containsExactly(expected);
      }
      assertThat(learning.get()).isEqualTo(alone);
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * A frozen kernel takes another way than one that is trained where the padding is not the same on
   * all sides: the gradient that goes through it must not.
   */
  @Test
  void gradientsPassFrozenLayers() {
    TrainingProgram program =
        Networks.program(cnn, "depthwise", "depthwise_bn", "dropout", "project");
    Weights weights = Weights.initial(cnn, 4);
    try (TrainingNetwork found = engine.train(program, weights, TWO_THREADS);
        TrainingNetwork expected =
            new ReferenceEngine().train(program, weights, Placement.cpu(1))) {
      Map<String, ?> gradients = found.gradients(Networks.batch(1, 5)).tensors();
      Weights truth = expected.gradients(Networks.batch(1, 5));

      assertThat(gradients).containsOnlyKeys(truth.tensors().keySet()).containsKey("stem/kernel");
      truth
          .tensors()
          .forEach(
              (key, tensor) ->
                  assertThat(found.gradients(Networks.batch(1, 5)).tensors().get(key).values())
                      .as(key)
                      .containsExactly(tensor.values(), Assertions.within(1e-5f)));
    }
  }

  @Test
  void frozenStatisticsKeepEveryBit() {
    String[] frozen = {"stem", "stem_bn"};
    Weights weights = trained(6, 3).only(cnn);
    try (TrainingNetwork network =
        engine.train(Networks.program(cnn, frozen), weights, TWO_THREADS)) {
      for (int step = 0; step < 20; step++) {
        network.step(Networks.batch(step, 6), 0.05);
      }
      Weights after = network.weights();

      for (Node node : cnn.nodes()) {
        for (Parameter parameter : node.parameters()) {
          assertThat(after.get(node.name(), parameter.name()))
              .as(node.name() + "/" + parameter.name())
              .matches(
                  value ->
                      value.equals(weights.get(node.name(), parameter.name()))
                          == List.of(frozen).contains(node.name()));
        }
      }
    }
  }

  /** Does nothing but tell how many threads PyTorch would use. */
  private record ThreadCount(List<Integer> found) implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
      return inputs.get(0);
    }

    @Override
    public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
      found.add(JniUtils.getNumThreads());
      return ops.multiply(inputs.get(0), 2);
    }
  }

  @Test
  void everyNetworkHasItsOwnNumberOfThreads() throws Exception {
    List<Integer> found = new ArrayList<>();
    Architecture.Builder net = Architecture.builder("net", Input.features(Shape.of(2)));
    net.add("count", new ThreadCount(found));
    Architecture network = net.build();
    Batch one = new Batch.Floats(1, Shape.of(2), new float[2]);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (InferenceNetwork three = engine.infer(network, Weights.empty(), Placement.cpu(3));
        InferenceNetwork two = engine.infer(network, Weights.empty(), Placement.cpu(2));
        TrainingNetwork alone =
            engine.train(Networks.program(network), Weights.empty(), Placement.cpu(1))) {
      three.run(one);
      two.run(one);
      alone.evaluate(one, (Batch.Floats) one);
      other.submit(() -> three.run(one)).get();
      two.run(one);
    } finally {
      other.shutdown();
    }

    assertThat(found).containsExactly(3, 2, 1, 3, 2);
  }
}
