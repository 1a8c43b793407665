package dev.graft.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.Device;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.Placement;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an engine says of itself, what it refuses, and what it does after closing. */
abstract class LifecycleContract {
  private static final int CLASSES = ContractNetworks.CLASSES;
  private static final TrainingBatch BATCH = TrainingContract.pictures(0, 2);

  private final Architecture network = ContractNetworks.plain(CLASSES);
  private final Weights weights = Samples.weights(network);
  private final TrainingProgram program =
      Comparison.program(network, TestLoss.CATEGORICAL_CROSS_ENTROPY, TestOptimizer.MOMENTUM);

  abstract Comparison comparison();

  @Test
  void tellsWhatItIsAndListsTheCpuFirst() {
    assertThat(comparison().engine().description()).isNotBlank();
    assertThat(comparison().engine().devices()).isNotEmpty();
    assertThat(comparison().engine().devices().get(0).kind()).isEqualTo(Device.Kind.CPU);
  }

  static Stream<Named<Batch>> wrongInputs() {
    ImageSize size = ContractNetworks.PICTURE;
    return Stream.of(
        Named.of("larger", Samples.pixels("x", 2, ImageSize.rgb(12, 10))),
        Named.of("turned", Samples.pixels("x", 2, ImageSize.rgb(10, 11))),
        Named.of("grey", Samples.pixels("x", 2, new ImageSize(11, 10, 1))),
        Named.of("floats", Samples.floats("x", 2, size.shape(), 0, 1)),
        Named.of("vectors", Samples.floats("x", 2, Shape.of(size.bytes()), 0, 1)));
  }

  @ParameterizedTest
  @MethodSource("wrongInputs")
  void refusesInputsOfAnotherShapeOrType(Batch inputs) {
    Batch.Floats targets = Samples.oneHot("y", 2, CLASSES);
    try (InferenceNetwork inference = comparison().infer(network, weights);
        TrainingNetwork training = comparison().train(program, weights)) {
      refuses(() -> inference.run(inputs));
      refuses(() -> training.step(Samples.batch(inputs, targets, 0), 0.1));
      refuses(() -> training.gradients(Samples.batch(inputs, targets, 0)));
      refuses(() -> training.evaluate(inputs, targets));

      assertThat(training.weights()).isEqualTo(weights);
      assertThat(training.steps()).isZero();
      assertThat(inference.run(BATCH.inputs()).count()).isEqualTo(2);
      assertThat(training.step(BATCH, 0.1).loss()).isFinite();
    }
  }

  static Stream<Named<Batch.Floats>> wrongTargets() {
    return Stream.of(
        Named.of("one class too many", Samples.oneHot("y", 2, CLASSES + 1)),
        Named.of("a single number", Samples.floats("y", 2, Shape.of(1), 0, 1)),
        Named.of("of another rank", Samples.floats("y", 2, Shape.of(1, CLASSES), 0, 1)));
  }

  @ParameterizedTest
  @MethodSource("wrongTargets")
  void refusesTargetsThatAreNotTheScoresShape(Batch.Floats targets) {
    try (TrainingNetwork training = comparison().train(program, weights)) {
      refuses(() -> training.step(Samples.batch(BATCH.inputs(), targets, 0), 0.1));
      refuses(() -> training.gradients(Samples.batch(BATCH.inputs(), targets, 0)));
      refuses(() -> training.evaluate(BATCH.inputs(), targets));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void refusesToEvaluateMoreOrFewerTargetsThanInputs(int count) {
    try (TrainingNetwork training = comparison().train(program, weights)) {
      refuses(() -> training.evaluate(BATCH.inputs(), Samples.oneHot("y", count, CLASSES)));
    }
  }

  private static void refuses(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tellsAllWeightsThatDoNotFit() {
    Map<String, FloatTensor> some = new LinkedHashMap<>(weights.tensors());
    some.remove("conv_1/kernel");
    some.put("scores/kernel", new FloatTensor(Shape.of(2, 3), new float[6]));
    Weights wrong = Weights.of(some);

    tellsBoth(() -> comparison().infer(network, wrong).close());
    tellsBoth(() -> comparison().train(program, wrong).close());
    try (TrainingNetwork training = comparison().train(program, weights)) {
      tellsBoth(() -> training.restore(wrong, training.slots(), 1));

      assertThat(training.weights()).isEqualTo(weights);
    }
  }

  private static void tellsBoth(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("conv_1")
        .hasMessageContaining("scores");
  }

  @Test
  void tellsOfADeviceThatIsNotThere() {
    Placement nowhere = new Placement(new Device(Device.Kind.GPU, 99, "none such"), 1);

    assertThatThrownBy(() -> comparison().engine().infer(network, weights, nowhere).close())
        .isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> comparison().engine().train(program, weights, nowhere).close())
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void closesInferenceOnceAndForAll() {
    InferenceNetwork inference = comparison().infer(network, weights);
    inference.run(BATCH.inputs());
    inference.close();

    assertThatCode(inference::close).doesNotThrowAnyException();
    assertThatThrownBy(() -> inference.run(BATCH.inputs()))
        .isInstanceOf(IllegalStateException.class);
  }

  static Stream<Named<Consumer<TrainingNetwork>>> uses() {
    return Stream.of(
        Named.of("step", network -> network.step(BATCH, 0.1)),
        Named.of("gradients", network -> network.gradients(BATCH)),
        Named.of("evaluate", network -> network.evaluate(BATCH.inputs(), BATCH.targets())),
        Named.of("weights", TrainingNetwork::weights),
        Named.of("slots", TrainingNetwork::slots),
        Named.of("steps", TrainingNetwork::steps),
        Named.of("program", TrainingNetwork::program),
        Named.of("restore", network -> network.restore(Weights.empty(), Weights.empty(), 0)));
  }

  @ParameterizedTest
  @MethodSource("uses")
  void refusesToTrainAfterClosing(Consumer<TrainingNetwork> use) {
    TrainingNetwork training = comparison().train(program, weights);
    training.step(BATCH, 0.1);
    training.close();

    assertThatCode(training::close).doesNotThrowAnyException();
    assertThatThrownBy(() -> use.accept(training)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closesWithoutHavingBeenUsed() {
    assertThatCode(() -> comparison().infer(network, weights).close()).doesNotThrowAnyException();
    assertThatCode(() -> comparison().train(program, weights).close()).doesNotThrowAnyException();
  }

  @Test
  void closesOneNetworkAndKeepsTheOthers() {
    try (InferenceNetwork stays = comparison().infer(network, weights)) {
      Batch.Floats before = stays.run(BATCH.inputs());
      comparison().infer(network, weights).close();
      comparison().train(program, weights).close();

      assertThat(stays.run(BATCH.inputs()).values()).containsExactly(before.values());
    }
  }
}
