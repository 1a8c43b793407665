package dev.graft.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.ParallelChunks;
import dev.graft.api.engine.Placement;
import dev.graft.api.layer.Activation;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.Add;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.Flatten;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.weights.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks that only infer. */
abstract class InferenceContract {
  abstract Comparison comparison();

  @Test
  void infersAConvolutionalNetwork() {
    Architecture network = ContractNetworks.cnn(0.5);

    comparison()
        .inference(
            "cnn",
            network,
            Samples.weights(network),
            Samples.pixels("cnn", 5, ContractNetworks.PICTURE));
  }

  @Test
  void foldsBatchNormalizationOnlyWhereThatIsExact() {
    Architecture.Builder net = Architecture.builder("norms", Input.features(Shape.of(5, 5, 3)));
    net.add("input_bn", BatchNormalization.of(0.9, 1e-3));
    String shared = net.add("shared", Conv2D.of(4, 3).same());
    net.add("shared_bn", BatchNormalization.of(0.9, 1e-3));
    net.add("shared_twice", new Add(), "shared_bn", shared);
    net.add("bent", Conv2D.of(4, 3).activation(Activation.RELU));
    net.add("bent_bn", BatchNormalization.of(0.9, 1e-3));
    net.add("straight", Conv2D.of(4, 1).withoutBias());
    net.add("straight_bn", new BatchNormalization(0.9, 1e-2, false, true));
    net.add("straight_bn_again", new BatchNormalization(0.9, 1e-5, true, false));
    net.add("gap", new GlobalAveragePooling2D(false));
    net.add("dense", Dense.of(3));
    net.add("dense_bn", BatchNormalization.of(0.9, 1e-3));
    Architecture network = net.build();

    comparison()
        .inference(
            "norms",
            network,
            Samples.weights(network),
            Samples.floats("norms", 3, network.input().shape(), -2, 2));
  }

  @Test
  void remembersTheNetworkAsItWasGiven() {
    Architecture network = ContractNetworks.cnn(0.5);

    try (InferenceNetwork inference = comparison().infer(network, Samples.weights(network))) {
      assertThat(inference.architecture()).isEqualTo(network);
    }
  }

  @Test
  void givesBackItsInputWhereThereAreNoLayers() {
    Batch.Floats inputs = Samples.floats("nothing", 3, Shape.of(2, 4), -1, 1);
    Architecture network =
        Architecture.builder("no layers", Input.features(Shape.of(2, 4))).build();

    try (InferenceNetwork inference = comparison().infer(network, Weights.empty())) {
      assertThat(inference.run(inputs).values()).containsExactly(inputs.values());
    }
  }

  @Test
  void readsPixelsAsNumbersFrom0To255() {
    ImageSize size = new ImageSize(16, 16, 1);
    Architecture.Builder net = Architecture.builder("flatten", Input.image(size));
    net.add("flatten", new Flatten());
    byte[] all = new byte[256];
    for (int i = 0; i < 256; i++) {
      all[i] = (byte) i;
    }

    try (InferenceNetwork network = comparison().infer(net.build(), Weights.empty())) {
      float[] values = network.run(new Batch.Pixels(1, size, all)).values();
      for (int i = 0; i < 256; i++) {
        assertThat(values[i]).isEqualTo(i);
      }
    }
  }

  @Test
  void givesTheOutputOfAnInnerLayer() {
    Architecture.Builder net = Architecture.builder("inner", Input.features(Shape.of(4)));
    String inner = net.add("inner", Dense.of(3));
    net.add("not_needed", Dense.of(5));
    Architecture network = net.build(inner);

    comparison()
        .inference(
            "inner",
            network,
            Samples.weights(network),
            Samples.floats("inner", 3, Shape.of(4), -1, 1));
  }

  @Test
  void acceptsAnyLayerName() {
    Architecture.Builder net =
        Architecture.builder("Netz 1", new Input("das Bild", Shape.of(4), floats()));
    net.add("1. Schicht (3×3)/conv: \"é\"", Dense.of(3));
    net.add("1. Schicht (3×3)", new ActivationLayer(Activation.TANH));
    net.add("_-.", Dense.of(2));
    Architecture network = net.build();

    comparison()
        .everyPass(
            "names",
            network,
            Samples.weights(network),
            Samples.floats("names", 3, Shape.of(4), -1, 1));
  }

  private static Input.ElementType floats() {
    return Input.ElementType.FLOAT32;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 33})
  void takesAnyNumberOfExamples(int count) {
    Architecture network = ContractNetworks.plain(2);

    comparison()
        .inference(
            count + " pictures",
            network,
            Samples.weights(network),
            Samples.pixels("any number", count, ContractNetworks.PICTURE));
  }

  @Test
  void doesNotDependOnTheOtherExamplesOfABatch() {
    Architecture network = ContractNetworks.cnn(0.5);
    ImageSize size = ContractNetworks.PICTURE;
    Batch.Pixels many = Samples.pixels("others", 6, size);

    try (InferenceNetwork inference = comparison().infer(network, Samples.weights(network))) {
      Batch.Floats together = inference.run(many);
      for (int i = 0; i < many.count(); i++) {
        Batch.Floats alone = inference.run(one(many, i));
        Closeness.check(
            "picture " + i, alone.values(), together.example(i), Comparison.OUTPUT_TOLERANCE);
      }
    }
  }

  @Test
  void givesWholeBatchesTheSameBitsHoweverManyThereAre() {
    Architecture network = ContractNetworks.cnn(0.5);
    Comparison several = new Comparison(comparison().engine(), Placement.cpu(3));

    try (InferenceNetwork inference = several.infer(network, Samples.weights(network))) {
      int batches = inference.batchesAtOnce();
      assertThat(batches).isPositive();
      Batch.Pixels all =
          Samples.pixels("whole batches", batches * ParallelChunks.BATCH, ContractNetworks.PICTURE);
      Batch.Floats together = inference.run(all);
      for (int i = 0; i < batches; i++) {
        int first = i * ParallelChunks.BATCH;
        Batch.Floats alone = inference.run(part(all, first, ParallelChunks.BATCH));
        for (int j = 0; j < ParallelChunks.BATCH; j++) {
          assertThat(together.example(first + j))
              .as("example %d of batch %d", j, i)
              .isEqualTo(alone.example(j));
        }
      }
    }
  }

  private static Batch.Pixels one(Batch.Pixels many, int index) {
    return part(many, index, 1);
  }

  private static Batch.Pixels part(Batch.Pixels many, int first, int count) {
    int bytes = many.size().bytes();
    byte[] values = Arrays.copyOfRange(many.values(), first * bytes, (first + count) * bytes);
    return new Batch.Pixels(count, many.size(), values);
  }

  @Test
  void servesSeveralThreadsAtOnce() throws InterruptedException, ExecutionException {
    Architecture network = ContractNetworks.plain(3);
    Weights weights = Samples.weights(network);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (InferenceNetwork inference = comparison().infer(network, weights)) {
      List<Callable<Batch.Floats>> calls = new ArrayList<>();
      List<Batch.Pixels> inputs = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        Batch.Pixels batch = Samples.pixels("thread " + i, 1 + i % 4, ContractNetworks.PICTURE);
        inputs.add(batch);
        calls.add(() -> inference.run(batch));
      }

      List<Future<Batch.Floats>> results = threads.invokeAll(calls);

      for (int i = 0; i < results.size(); i++) {
        Closeness.check(
            "call " + i,
            results.get(i).get(),
            Comparison.truth(network, weights, inputs.get(i)),
            Comparison.OUTPUT_TOLERANCE);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
