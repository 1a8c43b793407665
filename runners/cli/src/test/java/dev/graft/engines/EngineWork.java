package dev.graft.engines;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.Placement;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import dev.graft.golden.FormulaWeights;
import dev.graft.training.data.ShapeKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Infers, trains and takes gradients on some engines in one process, and prints what came of it, to
 * the last bit: a line for each time an engine has worked.
 *
 * <p>Arguments: {@code in-turn} or {@code together}, then the engines' names. In turn, each engine
 * works, then each once more in the same order. Together, each has a thread of its own in which it
 * works twice.
 */
final class EngineWork {
  /** What the lines begin with, since libraries log to the same stream. */
  static final String MARK = "worked: ";

  private static final int STEPS = 6;
  private static final int TIMES = 2;

  private final Architecture network;
  private final Weights weights;
  private final ExamplePictures pictures;

  private EngineWork() {
    this.pictures = ExamplePictures.painted(64, 32, ShapeKind.values());
    this.network =
        SmallNetworks.INVERTED_RESIDUAL.network(pictures.size(), pictures.labels().count());
    this.weights = FormulaWeights.of(network, 3, 1.2);
  }

  /** Runs and prints. */
  public static void main(String[] arguments) throws Exception {
    EngineWork work = new EngineWork();
    Map<String, Engine> engines = new LinkedHashMap<>();
    for (String name : List.of(arguments).subList(1, arguments.length)) {
      engines.put(name, EngineUnderTest.valueOf(name).make());
    }
    if (arguments[0].equals("together")) {
      work.together(engines);
    } else {
      for (int i = 0; i < TIMES; i++) {
        engines.forEach((name, engine) -> System.out.println(MARK + name + " " + work.of(engine)));
      }
    }
  }

  private void together(Map<String, Engine> engines) throws Exception {
    CyclicBarrier start = new CyclicBarrier(engines.size());
    List<Callable<List<String>>> tasks = new ArrayList<>();
    engines.forEach(
        (name, engine) ->
            tasks.add(
                () -> {
                  List<String> lines = new ArrayList<>();
                  for (int i = 0; i < TIMES; i++) {
                    start.await();
                    lines.add(MARK + name + " " + of(engine));
                  }
                  return lines;
                }));
    ExecutorService threads = Executors.newFixedThreadPool(engines.size());
    try {
      for (Future<List<String>> lines : threads.invokeAll(tasks)) {
        lines.get().forEach(System.out::println);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private String of(Engine engine) {
    List<String> found = new ArrayList<>();
    try (TrainingNetwork training =
        engine.train(Programs.of(network, Programs.adam(0.01)), weights, Placement.cpu(2))) {
      for (int i = 0; i < STEPS; i++) {
        TrainingBatch batch = pictures.batch(i * 8, 16, pictures.labels().count());
        found.add(training.gradients(batch).sha256());
        found.add(Float.toHexString(training.step(batch, 0.01).loss()));
      }
      Weights trained = training.weights();
      found.add(trained.sha256());
      try (InferenceNetwork inference = engine.infer(network, trained, Placement.cpu(2))) {
        float[] scores = inference.run(pictures.pixels()).values();
        FloatTensor tensor = new FloatTensor(Shape.of(scores.length), scores);
        found.add(Weights.of(Map.of("scores", tensor)).sha256());
      }
    }
    return String.join(" ", found);
  }
}
