package dev.graft.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Several networks of one engine: in turn, in several threads, and one after the other. */
abstract class TogetherContract {
  private static final int STEPS = 4;
  private static final double RATE = 0.01;

  private final Architecture network = ContractNetworks.cnn(0.2);

  abstract Comparison comparison();

  private TrainingNetwork train(int seed) {
    TrainingProgram program =
        Comparison.program(
            network, TestLoss.CATEGORICAL_CROSS_ENTROPY, TestOptimizer.MOMENTUM, "stem", "stem_bn");
    return comparison().train(program, Weights.initial(network, seed));
  }

  private static void steps(TrainingNetwork trained) {
    for (int step = 0; step < STEPS; step++) {
      trained.step(batch(step), RATE);
    }
  }

  private static TrainingBatch batch(int step) {
    return TrainingContract.pictures(step, 3 + step);
  }

  /** What a network becomes that is trained alone. */
  private Weights alone(int seed) {
    try (TrainingNetwork trained = train(seed)) {
      steps(trained);
      return trained.weights();
    }
  }

  @Test
  void trainsTwoNetworksInTurn() {
    Weights one = alone(1);
    Weights two = alone(2);
    try (TrainingNetwork first = train(1);
        TrainingNetwork second = train(2);
        InferenceNetwork between = comparison().infer(network, one)) {
      Batch inputs = batch(0).inputs();
      Batch.Floats scores = between.run(inputs);
      for (int step = 0; step < STEPS; step++) {
        first.step(batch(step), RATE);
        assertThat(between.run(inputs).values()).containsExactly(scores.values());
        second.step(batch(step), RATE);
        second.evaluate(batch(step).inputs(), batch(step).targets());
      }

      assertThat(first.weights()).isEqualTo(one);
      assertThat(second.weights()).isEqualTo(two);
    }
  }

  @Test
  void trainsSeveralNetworksInAsManyThreads() throws InterruptedException, ExecutionException {
    List<Weights> expected = List.of(alone(1), alone(2), alone(3));
    ExecutorService threads = Executors.newFixedThreadPool(expected.size());
    try {
      List<Callable<Weights>> calls = List.of(() -> alone(1), () -> alone(2), () -> alone(3));
      List<Future<Weights>> found = threads.invokeAll(calls);

      for (int i = 0; i < expected.size(); i++) {
        assertThat(found.get(i).get()).as("network %d", i).isEqualTo(expected.get(i));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void trainsAndClosesInOtherThreadsThanItWasBuiltIn()
      throws InterruptedException, ExecutionException {
    Weights expected = alone(1);
    TrainingNetwork trained = train(1);
    inNewThread(() -> trained.step(batch(0), RATE));
    inNewThread(() -> trained.step(batch(1), RATE));
    trained.step(batch(2), RATE);
    inNewThread(() -> trained.step(batch(3), RATE));

    assertThat(inNewThread(trained::weights)).isEqualTo(expected);
    inNewThread(
        () -> {
          trained.close();
          return true;
        });
    assertThatThrownBy(trained::weights).isInstanceOf(IllegalStateException.class);
  }

  private static <R> R inNewThread(Callable<R> call)
      throws InterruptedException, ExecutionException {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      return thread.submit(call).get();
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void closesInAnyOrder() {
    Weights expected = alone(1);
    TrainingNetwork first = train(1);
    TrainingNetwork second = train(2);
    InferenceNetwork third = comparison().infer(network, expected);
    first.step(batch(0), RATE);
    second.step(batch(0), RATE);
    first.close();
    steps(second);
    third.run(batch(0).inputs());
    second.close();

    assertThat(third.run(batch(0).inputs()).count()).isEqualTo(batch(0).inputs().count());
    third.close();
    assertThat(alone(1)).isEqualTo(expected);
  }

  @Test
  void isBuiltAndClosedManyTimes() {
    Weights weights = Weights.initial(network, 1);
    Batch inputs = batch(0).inputs();
    List<float[]> outputs = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      try (InferenceNetwork inference = comparison().infer(network, weights)) {
        outputs.add(inference.run(inputs).values());
      }
      if (i % 4 == 0) {
        try (TrainingNetwork trained = train(i)) {
          trained.step(batch(0), RATE);
        }
      }
    }

    assertThat(outputs).allSatisfy(output -> assertThat(output).containsExactly(outputs.get(0)));
  }
}
