package dev.graft.djl;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.Placement;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.imported.InputScaling;
import dev.graft.api.layers.Dense;
import dev.graft.api.weights.Weights;
import dev.graft.testkit.files.TorchScriptFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process of its own that works for a while and prints its resident memory in KiB, after 200 and
 * after all of its rounds.
 */
final class Soak {
  private static final int ROUNDS = 1000;
  private static final int WARM = 200;

  private final Engine engine = new DjlEngine();
  private final Architecture network = Networks.cnn();
  private final Weights weights = Weights.initial(network, 1);

  /** Does {@code steps}, {@code predictions}, {@code networks} or {@code imported}. */
  public static void main(String[] arguments) throws IOException {
    Soak soak = new Soak();
    switch (arguments[0]) {
      case "steps" -> soak.steps();
      case "predictions" -> soak.predictions();
      case "networks" -> soak.networks();
      case "imported" -> soak.imported();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private void steps() throws IOException {
    try (TrainingNetwork training =
        engine.train(Networks.program(network), weights, Placement.cpu(2))) {
      for (int step = 1; step <= ROUNDS; step++) {
        // Of several sizes, as the last batch of an epoch is.
        TrainingBatch batch = Networks.batch(step, step % 10 == 0 ? 200 : 256);
        training.step(batch, 1e-4);
        if (step % 10 == 0) {
          training.evaluate(batch.inputs(), batch.targets());
          training.gradients(batch);
          training.restore(training.weights(), training.slots(), training.steps());
        }
        tell(step);
      }
    }
  }

  private void predictions() throws IOException {
    Batch pictures = Networks.batch(0, 512).inputs();
    try (InferenceNetwork inference = engine.infer(network, weights, Placement.cpu(2))) {
      for (int round = 1; round <= ROUNDS; round++) {
        inference.run(pictures);
        tell(round);
      }
    }
  }

  private void networks() throws IOException {
    TrainingBatch batch = Networks.batch(0, 8);
    for (int round = 1; round <= ROUNDS; round++) {
      try (InferenceNetwork inference = engine.infer(network, weights, Placement.cpu(2))) {
        inference.run(batch.inputs());
      }
      try (TrainingNetwork training =
          engine.train(Networks.program(network), weights, Placement.cpu(2))) {
        training.step(batch, 1e-4);
      }
      tell(round);
    }
  }

  /** A network from a TorchScript file: trained on, and opened, run and closed again and again. */
  private void imported() throws IOException {
    Path file = Files.createTempFile("soak", ".pt");
    try {
      Architecture body =
          new TorchScriptBackbone(
                  new TorchScriptBackbone.Settings(
                      TorchScriptFile.network(16).write(file),
                      Optional.empty(),
                      InputScaling.of(InputScaling.Preprocessing.TORCH)))
              .architecture(Networks.SIZE);
      Architecture.Builder head = Architecture.builder("head", Input.features(body.outputShape()));
      head.add("scores", Dense.of(Networks.CLASSES));
      Architecture whole = body.then("whole", head.build());
      Weights initial = Weights.initial(whole, 1);
      try (TrainingNetwork training =
          engine.train(Networks.program(whole), initial, Placement.cpu(2))) {
        for (int round = 1; round <= ROUNDS; round++) {
          TrainingBatch batch = Networks.batch(round, round % 10 == 0 ? 200 : 256);
          training.step(batch, 1e-4);
          if (round % 5 == 0) {
            training.evaluate(batch.inputs(), batch.targets());
            try (InferenceNetwork inference = engine.infer(whole, initial, Placement.cpu(2))) {
              inference.run(batch.inputs());
            }
          }
          tell(round);
        }
      }
    } finally {
      Files.delete(file);
    }
  }

  private static void tell(int round) throws IOException {
    if (round == WARM || round == ROUNDS) {
      System.out.println(residentKiB());
    }
  }

  private static long residentKiB() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
