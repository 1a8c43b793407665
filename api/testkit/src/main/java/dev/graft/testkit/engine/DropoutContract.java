package dev.graft.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.layers.Dropout;
import dev.graft.api.layers.Flatten;
import dev.graft.api.random.DropoutMask;
import dev.graft.api.random.Randomness;
import dev.graft.api.weights.Weights;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Dropout with the host's masks: every engine drops the same units. */
abstract class DropoutContract {
  private static final int UNITS = 5000;
  private static final double RATE = 0.3;

  abstract Comparison comparison();

  private static TrainingProgram program(String... frozen) {
    Architecture.Builder net = Architecture.builder("dropout", Input.features(Shape.of(UNITS)));
    net.add("offset", new OffsetLayer());
    net.add("first", new Dropout(RATE), "offset");
    return Comparison.program(
        net.build(), TestLoss.WEIGHTED_SUM, TestOptimizer.GRADIENT_DESCENT, frozen);
  }

  private TrainingNetwork train(TrainingProgram program) {
    return comparison().train(program, Weights.initial(program.network(), 1));
  }

  private static Batch.Floats filled(int count, float value) {
    float[] values = new float[count * UNITS];
    Arrays.fill(values, value);
    return new Batch.Floats(count, Shape.of(UNITS), values);
  }

  private static TrainingBatch ones(int epoch, long... examples) {
    return new TrainingBatch(
        filled(examples.length, 1), filled(examples.length, 1), epoch, examples);
  }

  /** The scores are the mask itself. */
  private static Batch.Floats mask(TrainingNetwork network, int epoch, long... examples) {
    return network.step(ones(epoch, examples), 0).scores();
  }

  @Test
  void multipliesWithTheHostsMask() {
    TrainingProgram program = program();
    float[] expected = new float[2 * UNITS];
    DropoutMask.fill(program.randomness(), 4, new long[] {17, 3}, "first", RATE, expected);

    try (TrainingNetwork network = train(program)) {
      assertThat(mask(network, 4, 17, 3).values()).containsExactly(expected);
    }
  }

  @Test
  void dropsTheRightShareAndScalesTheRest() {
    try (TrainingNetwork network = train(program())) {
      float[] values = mask(network, 0, 0).values();
      int kept = 0;
      for (float value : values) {
        if (value != 0) {
          kept++;
          assertThat((double) value).isCloseTo(1 / (1 - RATE), within(1e-6));
        }
      }
      // Five standard deviations of the share of 5000 units.
      double deviation = Math.sqrt(RATE * (1 - RATE) / UNITS);
      assertThat((double) kept / UNITS).isCloseTo(1 - RATE, within(5 * deviation));
    }
  }

  @Test
  void dropsOthersInEachExampleAndEpoch() {
    try (TrainingNetwork network = train(program())) {
      Batch.Floats two = mask(network, 0, 0, 1);

      assertThat(two.example(0)).isNotEqualTo(two.example(1));
      assertThat(mask(network, 1, 0).example(0)).isNotEqualTo(two.example(0));
    }
  }

  @Test
  void dropsTheSameWhateverElseIsInTheBatch() {
    try (TrainingNetwork network = train(program())) {
      Batch.Floats three = mask(network, 2, 5, 6, 7);

      assertThat(mask(network, 2, 6).example(0)).containsExactly(three.example(1));
      assertThat(mask(network, 2, 7, 5).example(1)).containsExactly(three.example(0));
    }
  }

  @Test
  void givesItsMaskToTheGradient() {
    TrainingProgram program = program();
    float[] expected = new float[UNITS];
    DropoutMask.fill(program.randomness(), 0, new long[] {9}, "first", RATE, expected);

    try (TrainingNetwork network = train(program)) {
      assertThat(network.gradients(ones(0, 9)).get("offset", OffsetLayer.OFFSET).values())
          .containsExactly(expected);
    }
  }

  @Test
  void dropsNothingInEvaluation() {
    try (TrainingNetwork network = train(program())) {
      assertThat(network.evaluate(filled(2, 7), filled(2, 1)).scores().values()).containsOnly(7f);
    }
  }

  @Test
  void dropsNothingWhereFrozen() {
    try (TrainingNetwork network = train(program("first"))) {
      assertThat(mask(network, 0, 0, 1).values()).containsOnly(1f);
    }
  }

  @Test
  void hasAMaskForEachLayer() {
    Architecture.Builder net = Architecture.builder("dropouts", Input.features(Shape.of(UNITS)));
    net.add("offset", new OffsetLayer());
    net.add("first", new Dropout(RATE));
    net.add("second", new Dropout(0.5));
    TrainingProgram program =
        Comparison.program(net.build(), TestLoss.WEIGHTED_SUM, TestOptimizer.GRADIENT_DESCENT);
    float[] first = new float[UNITS];
    float[] second = new float[UNITS];
    DropoutMask.fill(program.randomness(), 1, new long[] {8}, "first", RATE, first);
    DropoutMask.fill(program.randomness(), 1, new long[] {8}, "second", 0.5, second);
    float[] expected = new float[UNITS];
    for (int i = 0; i < UNITS; i++) {
      expected[i] = first[i] * second[i];
    }

    try (TrainingNetwork network = train(program)) {
      assertThat(mask(network, 1, 8).values()).containsExactly(expected);
    }
  }

  @Test
  void dropsSingleUnitsOfImages() {
    Shape shape = Shape.of(5, 4, 3);
    Architecture.Builder net = Architecture.builder("images", Input.features(shape));
    net.add("offset", new OffsetLayer());
    net.add("dropped", new Dropout(0.5));
    net.add("flatten", new Flatten());
    TrainingProgram program =
        Comparison.program(net.build(), TestLoss.WEIGHTED_SUM, TestOptimizer.GRADIENT_DESCENT);
    float[] ones = new float[2 * shape.intSize()];
    Arrays.fill(ones, 1);
    Batch.Floats images = new Batch.Floats(2, shape, ones);
    Batch.Floats targets = new Batch.Floats(2, program.network().outputShape(), ones);
    float[] expected = new float[ones.length];
    DropoutMask.fill(program.randomness(), 0, new long[] {4, 2}, "dropped", 0.5, expected);

    try (TrainingNetwork network = train(program)) {
      assertThat(
              network
                  .step(new TrainingBatch(images, targets, 0, new long[] {4, 2}), 0)
                  .scores()
                  .values())
          .containsExactly(expected);
    }
  }

  @Test
  void dropsOthersForAnotherSeed() {
    TrainingProgram one = program();
    TrainingProgram other =
        new TrainingProgram(
            one.network(),
            one.frozenLayers(),
            one.loss(),
            one.optimizer(),
            one.clipNorm(),
            new Randomness(one.randomness().seed() + 1));
    float[] expected = new float[UNITS];
    DropoutMask.fill(other.randomness(), 0, new long[] {5}, "first", RATE, expected);

    try (TrainingNetwork first = train(one);
        TrainingNetwork second = train(other)) {
      assertThat(mask(second, 0, 5).values())
          .containsExactly(expected)
          .isNotEqualTo(mask(first, 0, 5).values());
    }
  }
}
