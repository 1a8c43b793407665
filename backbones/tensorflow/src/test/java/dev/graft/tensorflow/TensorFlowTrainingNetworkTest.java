package dev.graft.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.Placement;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Variables;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.Dropout;
import dev.graft.api.ops.Ops;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.random.DropoutMask;
import dev.graft.api.random.Randomness;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TensorFlowTrainingNetworkTest {
  private static final Placement TWO_THREADS = Placement.cpu(2);

  private final Engine engine = new TensorFlowEngine();

  @Test
  void oneStepOfALinearModelByHand() {
    Architecture linear = linear();
    TrainingProgram program = squaredError(linear, OptionalDouble.empty());
    // Scores 1*1 + 2*2 + 0.5 = 5.5 and 3 - 2 + 0.5 = 1.5; off the targets by 4.5 and -0.5.
    try (TrainingNetwork network = engine.train(program, linearWeights(), TWO_THREADS)) {
      TrainingBatch batch = linearBatch();

      Weights gradients = network.gradients(batch);
      TrainingNetwork.Step step = network.step(batch, 0.1);

      assertThat(step.loss()).isEqualTo((4.5f * 4.5f + 0.5f * 0.5f) / 4);
      assertThat(step.scores().values()).containsExactly(5.5f, 1.5f);
      // (4.5 * (1, 2) - 0.5 * (3, -1)) / 2
      assertThat(gradients.get("logits", "kernel").values()).containsExactly(1.5f, 4.75f);
      assertThat(gradients.get("logits", "bias").values()).containsExactly(2f);
      assertThat(network.weights().get("logits", "kernel").values())
          .containsExactly(new float[] {0.85f, 1.525f}, within(1e-6f));
      assertThat(network.weights().get("logits", "bias").values())
          .containsExactly(new float[] {0.3f}, within(1e-6f));
      assertThat(network.steps()).isEqualTo(1);
    }
  }

  @Test
  void gradientsAreClippedByTheirGlobalNorm() {
    TrainingProgram program = squaredError(linear(), OptionalDouble.of(1));
    double norm = Math.sqrt(1.5 * 1.5 + 4.75 * 4.75 + 2 * 2);
    try (TrainingNetwork network = engine.train(program, linearWeights(), TWO_THREADS)) {
      network.step(linearBatch(), 0.1);

      assertThat(network.weights().get("logits", "kernel").values())
          .containsExactly(
              new float[] {(float) (1 - 0.15 / norm), (float) (2 - 0.475 / norm)}, within(1e-6f));
      assertThat(network.gradients(linearBatch()).get("logits", "kernel").values()[0])
          .as("gradients are told before clipping")
          .isGreaterThan(1);
    }
  }

  @Test
  void slotsStepNumberAndLearningRateReachTheOptimizer() {
    TrainingProgram program =
        new TrainingProgram(
            linear(),
            Set.of(),
            new SquaredError(),
            new TinyOptimizer(),
            OptionalDouble.empty(),
            new Randomness(1));
    try (TrainingNetwork network = engine.train(program, linearWeights(), TWO_THREADS)) {
      assertThat(network.slots().tensors().keySet())
          .containsExactly("logits/kernel/velocity", "logits/bias/velocity");
      assertThat(network.slots().get("logits/kernel", "velocity").values()).containsOnly(0);

      network.step(linearBatch(), 0.1);
      float second = network.gradients(linearBatch()).get("logits", "bias").values()[0];
      float before = network.weights().get("logits", "bias").values()[0];
      network.step(linearBatch(), 0.2);

      assertThat(before).isCloseTo(0.5f - 0.1f * 2, within(1e-6f));
      float velocity = -2 * 0.9f - second;
      assertThat(network.slots().get("logits/bias", "velocity").values()[0])
          .isCloseTo(velocity, within(1e-6f));
      assertThat(network.weights().get("logits", "bias").values()[0])
          .isCloseTo(before + velocity * 0.2f / 2, within(1e-6f));
    }
  }

  @Test
  void gradientsOfAConvolutionalNetworkEqualCentralDifferences() {
    Architecture cnn = Networks.smoothCnn();
    Weights weights = Networks.weights(cnn, 5);
    TrainingBatch batch = Networks.floats(6, 0);
    try (TrainingNetwork network =
        engine.train(Networks.program(cnn, new TinyOptimizer()), weights, TWO_THREADS)) {
      Weights gradients = network.gradients(batch);

      assertThat(gradients.tensors().keySet())
          .doesNotContain("bn1/moving_mean")
          .contains("bn1/gamma", "conv1/kernel", "logits/bias");
      gradients
          .tensors()
          .forEach(
              (key, gradient) -> {
                int last = gradient.values().length - 1;
                for (int i : new int[] {0, last / 2, last}) {
                  double numeric = centralDifference(network, weights, key, i, batch);
                  assertThat((double) gradient.values()[i])
                      .as("%s, element %d", key, i)
                      .isCloseTo(numeric, within(3e-4 + 0.02 * Math.abs(numeric)));
                }
              });
    }
  }

  private static double centralDifference(
      TrainingNetwork network, Weights weights, String key, int element, TrainingBatch batch) {
    double step = 5e-3;
    return (lossAt(network, weights, key, element, step, batch)
            - lossAt(network, weights, key, element, -step, batch))
        / (2 * step);
  }

  /** The loss in training mode, which a step with a learning rate of 0 tells. */
  private static double lossAt(
      TrainingNetwork network,
      Weights weights,
      String key,
      int element,
      double change,
      TrainingBatch batch) {
    FloatTensor tensor = weights.tensors().get(key);
    float[] values = tensor.values().clone();
    values[element] += (float) change;
    Weights moved = weights.with(Weights.of(Map.of(key, new FloatTensor(tensor.shape(), values))));
    network.restore(moved, network.slots(), 0);
    float[] scores = network.step(batch, 0).scores().values();
    return crossEntropy(scores, batch.targets());
  }

  private static double crossEntropy(float[] scores, Batch.Floats targets) {
    int classes = targets.exampleShape().intSize();
    double loss = 0;
    for (int i = 0; i < targets.count(); i++) {
      double sum = 0;
      double score = 0;
      for (int c = 0; c < classes; c++) {
        sum += Math.exp(scores[i * classes + c]);
        score += scores[i * classes + c] * targets.values()[i * classes + c];
      }
      loss += Math.log(sum) - score;
    }
    return loss / targets.count();
  }

  @Test
  void batchNormStatisticsMoveAsKerasMovesThem() {
    Architecture network = batchNormOnly();
    try (TrainingNetwork training =
        engine.train(
            squaredError(network, OptionalDouble.empty()),
            Weights.initial(network, 1),
            TWO_THREADS)) {
      float[] x = {1, 10, 3, 20, 5, 60, 7, 30};
      TrainingBatch batch =
          new TrainingBatch(
              new Batch.Floats(4, Shape.of(2), x),
              new Batch.Floats(4, Shape.of(2), new float[8]),
              0,
              new long[] {0, 1, 2, 3});

      training.step(batch, 0);

      // Means 4 and 30; variances, divided by 4: 5 and 350. Momentum 0.9.
      Weights weights = training.weights();
      assertThat(weights.get("logits", "moving_mean").values())
          .containsExactly(new float[] {0.4f, 3}, within(1e-5f));
      assertThat(weights.get("logits", "moving_variance").values())
          .containsExactly(new float[] {0.9f + 0.5f, 0.9f + 35}, within(1e-4f));

      training.step(batch, 0);

      assertThat(training.weights().get("logits", "moving_mean").values())
          .containsExactly(new float[] {0.76f, 5.7f}, within(1e-5f));
    }
  }

  @Test
  void evaluationAndGradientsChangeNothing() {
    Architecture cnn = Networks.cnn();
    TrainingBatch batch = Networks.images(8, 0, 0);
    try (TrainingNetwork network =
        engine.train(
            Networks.program(cnn, new TinyOptimizer()), Networks.weights(cnn, 1), TWO_THREADS)) {
      network.step(batch, 0.05);
      Weights before = network.weights();
      Weights slots = network.slots();

      network.evaluate(batch.inputs(), batch.targets());
      network.gradients(batch);

      assertThat(network.weights()).isEqualTo(before);
      assertThat(network.slots()).isEqualTo(slots);
      assertThat(network.steps()).isEqualTo(1);
    }
  }

  @Test
  void evaluationIsThatOfAnInferenceNetworkOfTheSameWeights() {
    Architecture cnn = Networks.cnn();
    TrainingBatch batch = Networks.images(8, 0, 0);
    try (TrainingNetwork network =
        engine.train(
            Networks.program(cnn, new TinyOptimizer()), Networks.weights(cnn, 1), TWO_THREADS)) {
      network.step(batch, 0.05);

      TrainingNetwork.Evaluation evaluation = network.evaluate(batch.inputs(), batch.targets());

      try (var inference = engine.infer(cnn, network.weights(), TWO_THREADS)) {
        assertThat(evaluation.scores().values())
            .containsExactly(inference.run(batch.inputs()).values(), within(1e-5f));
      }
      double mean = 0;
      for (float loss : evaluation.losses()) {
        mean += loss / 8;
      }
      assertThat(evaluation.losses()).hasSize(8);
      assertThat(mean)
          .isCloseTo(crossEntropy(evaluation.scores().values(), batch.targets()), within(1e-5));
    }
  }

  @Test
  void frozenLayersStayBitIdenticalStatisticsIncluded() {
    Architecture cnn = Networks.cnn();
    Weights weights = Networks.weights(cnn, 1);
    String[] frozen = {"conv1", "bn1", "bn2", "dense", "bn3"};
    try (TrainingNetwork network =
        engine.train(Networks.program(cnn, new TinyOptimizer(), frozen), weights, TWO_THREADS)) {
      for (int i = 0; i < 5; i++) {
        network.step(Networks.images(8, i, 0), 0.05);
      }

      Weights after = network.weights();
      assertThat(after.tensors().keySet()).isEqualTo(weights.tensors().keySet());
      after
          .tensors()
          .forEach(
              (key, tensor) -> {
                if (List.of(frozen).contains(key.substring(0, key.indexOf('/')))) {
                  assertThat(tensor).as(key).isEqualTo(weights.tensors().get(key));
                } else {
                  assertThat(tensor).as(key).isNotEqualTo(weights.tensors().get(key));
                }
              });
      assertThat(network.slots().tensors().keySet())
          .noneMatch(key -> key.startsWith("conv1/") || key.startsWith("dense/"));
    }
  }

  @Test
  void dropoutMultipliesWithTheMaskAsDrawn() {
    Input input = Input.features(Shape.of(50));
    Architecture.Builder builder = Architecture.builder("dropout", input);
    builder.add("logits", new Dropout(0.4));
    Architecture network = builder.build();
    float[] ones = new float[150];
    java.util.Arrays.fill(ones, 1);
    long[] examples = {4, 9, 2};
    TrainingBatch batch =
        new TrainingBatch(
            new Batch.Floats(3, Shape.of(50), ones),
            new Batch.Floats(3, Shape.of(50), ones),
            6,
            examples);
    float[] mask = new float[150];
    DropoutMask.fill(new Randomness(1), 6, examples, "logits", 0.4, mask);
    try (TrainingNetwork training =
        engine.train(squaredError(network, OptionalDouble.empty()), Weights.empty(), TWO_THREADS)) {
      assertThat(training.step(batch, 0.1).scores().values()).containsExactly(mask);
      assertThat(training.evaluate(batch.inputs(), batch.targets()).scores().values())
          .containsOnly(1);
      assertThat(training.gradients(batch).tensors()).isEmpty();
    }
  }

  @Test
  void twoTrainingsFromOneSeedAreBitIdentical() {
    List<Float> losses = new ArrayList<>();
    List<Weights> weights = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      Architecture cnn = Networks.cnn();
      try (TrainingNetwork network =
          engine.train(
              Networks.program(cnn, new TinyOptimizer()), Networks.weights(cnn, 1), TWO_THREADS)) {
        for (int i = 0; i < 30; i++) {
          losses.add(network.step(Networks.images(16, i / 10, 16L * (i % 10)), 0.05).loss());
        }
        weights.add(network.weights());
      }
    }

    assertThat(losses.subList(30, 60)).isEqualTo(losses.subList(0, 30));
    assertThat(weights.get(1)).isEqualTo(weights.get(0));
  }

  @Test
  void trainingLearns() {
    Architecture cnn = Networks.cnn();
    try (TrainingNetwork network =
        engine.train(
            Networks.program(cnn, new PlainDescent()), Networks.weights(cnn, 1), TWO_THREADS)) {
      TrainingBatch held = Networks.images(60, 0, 100_000);
      double before = mean(network.evaluate(held.inputs(), held.targets()).losses());
      for (int i = 0; i < 150; i++) {
        network.step(Networks.images(30, i, 30L * i), 0.3);
      }

      assertThat(mean(network.evaluate(held.inputs(), held.targets()).losses()))
          .isLessThan(before / 2);
    }
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  @Test
  void aRestoredTrainingGoesOnBitIdentically() {
    Architecture cnn = Networks.cnn();
    TrainingProgram program = Networks.program(cnn, new TinyOptimizer());
    Weights expected;
    Weights weights;
    Weights slots;
    try (TrainingNetwork network = engine.train(program, Networks.weights(cnn, 1), TWO_THREADS)) {
      steps(network, 0, 6);
      weights = network.weights();
      slots = network.slots();
      steps(network, 6, 6);
      expected = network.weights();
    }
    try (TrainingNetwork network = engine.train(program, Networks.weights(cnn, 99), TWO_THREADS)) {
      steps(network, 0, 1);
      network.restore(weights, slots, 6);

      assertThat(network.weights()).isEqualTo(weights);
      assertThat(network.slots()).isEqualTo(slots);
      steps(network, 6, 6);
      assertThat(network.weights()).isEqualTo(expected);
      assertThat(network.steps()).isEqualTo(12);
    }
  }

  private static void steps(TrainingNetwork network, int from, int count) {
    for (int i = from; i < from + count; i++) {
      network.step(Networks.images(8, i, 8L * i), 0.05);
    }
  }

  @Test
  void aParameterThatTheLossDoesNotReachHasAGradientOfZero() {
    Architecture.Builder builder = Architecture.builder("side branch", Input.features(Shape.of(2)));
    String input = builder.input();
    builder.add("unused", Dense.of(3), input);
    builder.add("logits", Dense.of(1), input);
    Architecture network = builder.build();
    Weights weights = Weights.initial(network, 1);
    try (TrainingNetwork training =
        engine.train(squaredError(network, OptionalDouble.of(5)), weights, TWO_THREADS)) {
      assertThat(training.gradients(linearBatch()).get("unused", "kernel").values())
          .containsOnly(0);

      training.step(linearBatch(), 0.1);

      assertThat(training.weights().get("unused", "kernel"))
          .isEqualTo(weights.get("unused", "kernel"));
      assertThat(training.weights().get("logits", "kernel"))
          .isNotEqualTo(weights.get("logits", "kernel"));
    }
  }

  @Test
  void aParameterBehindAValueWithoutGradientHasAGradientOfZero() {
    Architecture.Builder builder = Architecture.builder("mean only", Input.features(Shape.of(2)));
    builder.add("dense", Dense.of(1));
    builder.add("logits", new BatchMean());
    Architecture network = builder.build();
    try (TrainingNetwork training =
        engine.train(
            squaredError(network, OptionalDouble.empty()),
            Weights.initial(network, 1),
            TWO_THREADS)) {
      assertThat(training.gradients(linearBatch()).get("dense", "kernel").values())
          .containsExactly(0, 0);
    }
  }

  /** Gives the mean over the batch, which has no gradient, as if it were one example. */
  private record BatchMean() implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
      return inputs.get(0);
    }

    @Override
    public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
      T x = inputs.get(0);
      T one = ops.constant(Shape.of(1), new float[] {1});
      T mean = ops.batchNormTraining(x, one, one, 1).mean();
      return ops.add(ops.constant(Shape.of(1, 1), new float[] {0}), mean);
    }
  }

  @Test
  void aProgramWithNothingToTrainStillCountsItsSteps() {
    TrainingProgram frozen =
        new TrainingProgram(
            linear(),
            Set.of("logits"),
            new SquaredError(),
            new TinyOptimizer(),
            OptionalDouble.of(1),
            new Randomness(1));
    try (TrainingNetwork network = engine.train(frozen, linearWeights(), TWO_THREADS)) {
      assertThat(network.step(linearBatch(), 0.1).scores().values()).containsExactly(5.5f, 1.5f);
      assertThat(network.steps()).isEqualTo(1);
      assertThat(network.slots().tensors()).isEmpty();
      assertThat(network.weights()).isEqualTo(linearWeights());
    }
  }

  @Test
  void batchesOfAnotherShapeOrTypeAreRefused() {
    TrainingBatch images = Networks.images(2, 0, 0);
    TrainingBatch floats = Networks.floats(2, 0);
    Batch.Floats twoClasses = new Batch.Floats(2, Shape.of(2), new float[4]);
    Architecture cnn = Networks.cnn();
    try (TrainingNetwork network =
        engine.train(
            Networks.program(cnn, new TinyOptimizer()), Networks.weights(cnn, 1), TWO_THREADS)) {
      assertThatThrownBy(() -> network.step(floats, 0.1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("input 'input' takes UINT8 (12, 12, 3), found FLOAT32 (12, 12, 3)");
      assertThatThrownBy(() -> network.evaluate(images.inputs(), twoClasses))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("targets have the shape of the scores, (3), found (2)");
    }
  }

  @Test
  void valuesThatDoNotFitAreProblems() {
    Map<String, FloatTensor> wrong = new LinkedHashMap<>(linearWeights().tensors());
    wrong.put("logits/kernel", new FloatTensor(Shape.of(3, 1), new float[3]));
    wrong.remove("logits/bias");
    TrainingProgram program = Networks.program(linear(), new TinyOptimizer());

    assertThatThrownBy(() -> engine.train(program, Weights.of(wrong), TWO_THREADS))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("layer 'logits', kernel: found shape (3, 1); expected shape (2, 1)")
        .hasMessageContaining("layer 'logits', bias: no value; expected shape (1)");
    try (TrainingNetwork network = engine.train(program, linearWeights(), TWO_THREADS)) {
      assertThatThrownBy(() -> network.restore(linearWeights(), Weights.empty(), 1))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("logits/kernel/velocity: no value; expected shape (2, 1)");
    }
  }

  @Test
  void nothingWorksAfterClosing() {
    TrainingNetwork network =
        engine.train(Networks.program(linear(), new TinyOptimizer()), linearWeights(), TWO_THREADS);
    network.close();
    network.close();

    TrainingBatch batch = linearBatch();
    assertThatThrownBy(() -> network.step(batch, 0.1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> network.gradients(batch)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> network.evaluate(batch.inputs(), batch.targets()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("network 'linear' is closed");
    assertThatThrownBy(network::weights).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(network::slots).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(network::steps).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(network::program).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> network.restore(linearWeights(), Weights.empty(), 0))
        .isInstanceOf(IllegalStateException.class);
  }

  private static Architecture linear() {
    Architecture.Builder builder = Architecture.builder("linear", Input.features(Shape.of(2)));
    builder.add("logits", Dense.of(1));
    return builder.build();
  }

  private static Weights linearWeights() {
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    tensors.put("logits/kernel", new FloatTensor(Shape.of(2, 1), new float[] {1, 2}));
    tensors.put("logits/bias", new FloatTensor(Shape.of(1), new float[] {0.5f}));
    return Weights.of(tensors);
  }

  private static TrainingBatch linearBatch() {
    return new TrainingBatch(
        new Batch.Floats(2, Shape.of(2), new float[] {1, 2, 3, -1}),
        new Batch.Floats(2, Shape.of(1), new float[] {1, 2}),
        0,
        new long[] {0, 1});
  }

  private static Architecture batchNormOnly() {
    Architecture.Builder builder = Architecture.builder("batch norm", Input.features(Shape.of(2)));
    builder.add("logits", BatchNormalization.of(0.9, 1e-3));
    return builder.build();
  }

  private static TrainingProgram squaredError(Architecture network, OptionalDouble clipNorm) {
    return new TrainingProgram(
        network, Set.of(), new SquaredError(), new PlainDescent(), clipNorm, new Randomness(1));
  }
}
