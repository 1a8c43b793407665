package dev.graft.tensorflow;

import dev.graft.api.ImageSize;
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
import dev.graft.api.imported.InputScaling;
import dev.graft.api.layer.Activation;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.Dropout;
import dev.graft.api.layers.Flatten;
import dev.graft.api.layers.MaxPooling2D;
import dev.graft.api.random.Randomness;
import dev.graft.api.weights.Weights;
import dev.graft.tensorflow.imported.SavedModelBackbone;
import dev.graft.tensorflow.imported.SavedModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A process of its own that works for a while and prints its resident memory in KiB before and
 * after; inputs, masks and outputs are so large that forgetting to close one of them shows.
 */
final class Soak {
  private static final ImageSize SIZE = ImageSize.rgb(64, 64);
  private static final int COUNT = 64;
  private static final Shape FEATURES = Shape.of(2048);

  private final Engine engine = new TensorFlowEngine();

  /** Runs {@code steps}, {@code networks}, or {@code imported} with a folder to write to. */
  public static void main(String[] arguments) throws IOException {
    switch (arguments[0]) {
      case "steps" -> new Soak().steps();
      case "networks" -> new Soak().networks();
      case "imported" -> new Soak().imported(Path.of(arguments[1]));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private void steps() throws IOException {
    Architecture network = network().build();
    try (TrainingNetwork training =
        engine.train(program(network), Weights.initial(network, 1), Placement.cpu(2))) {
      for (int step = 1; step <= 500; step++) {
        TrainingBatch batch = batch(step);
        training.step(batch, 1e-4);
        if (step % 5 == 0) {
          training.evaluate(batch.inputs(), batch.targets());
          training.gradients(batch);
        }
        if (step == 100 || step == 500) {
          System.out.println(residentKiB());
        }
      }
    }
  }

  private void networks() throws IOException {
    Architecture.Builder builder = network();
    builder.add("logits", Dense.of(1000));
    Architecture network = builder.build();
    Weights weights = Weights.initial(network, 1);
    Batch pixels = batch(0).inputs();
    for (int round = 1; round <= 30; round++) {
      try (InferenceNetwork inference = engine.infer(network, weights, Placement.cpu(2))) {
        inference.run(pixels);
      }
      try (TrainingNetwork training = engine.train(program(network), weights, Placement.cpu(2))) {
        training.weights();
      }
      if (round == 10 || round == 30) {
        System.out.println(residentKiB());
      }
    }
  }

  /** Opens, runs and closes a network from a SavedModel, whose variables are restored each time. */
  private void imported(Path folder) throws IOException {
    SavedModelBackbone backbone =
        new SavedModelBackbone(
            new SavedModelBackbone.Settings(
                new SavedModelFolder(SIZE.height(), 1, 2, 3).write(folder),
                "serving_default",
                Optional.empty(),
                Optional.empty(),
                InputScaling.of(InputScaling.Preprocessing.RAW)));
    Architecture network = backbone.architecture(SIZE);
    Batch pixels = batch(0).inputs();
    for (int round = 1; round <= 200; round++) {
      try (InferenceNetwork inference = engine.infer(network, Weights.empty(), Placement.cpu(2))) {
        for (int i = 0; i < 4; i++) {
          inference.run(pixels);
        }
      }
      if (round == 50 || round == 200) {
        System.out.println(residentKiB());
      }
    }
  }

  private static Architecture.Builder network() {
    Architecture.Builder b = Architecture.builder("soak", Input.image(SIZE));
    b.add("conv", Conv2D.of(8, 3).strides(2).same().withoutBias());
    b.add("bn", BatchNormalization.of(0.9, 1e-3));
    b.add("relu", new ActivationLayer(Activation.RELU));
    b.add("dropout", new Dropout(0.3));
    b.add("pool", MaxPooling2D.of(2));
    b.add("flatten", new Flatten());
    return b;
  }

  private static TrainingProgram program(Architecture network) {
    return new TrainingProgram(
        network,
        Set.of(),
        new SquaredError(),
        new TinyOptimizer(),
        OptionalDouble.of(1),
        new Randomness(1));
  }

  private static TrainingBatch batch(int epoch) {
    return new TrainingBatch(
        new Batch.Pixels(COUNT, SIZE, new byte[COUNT * SIZE.bytes()]),
        new Batch.Floats(COUNT, FEATURES, new float[COUNT * FEATURES.intSize()]),
        epoch,
        new long[COUNT]);
  }

  private static long residentKiB() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
