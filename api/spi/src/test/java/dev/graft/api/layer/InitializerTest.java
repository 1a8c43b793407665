package dev.graft.api.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.Shape;
import dev.graft.api.random.Randomness;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InitializerTest {
  /** Fans as keras.initializers.compute_fans gives them. */
  static Stream<Arguments> shapesWithFans() {
    return Stream.of(
        Arguments.of(Shape.of(3, 3, 16, 64), 144, 576),
        Arguments.of(Shape.of(100, 50), 100, 50),
        Arguments.of(Shape.of(3, 3, 512, 1), 4608, 9),
        Arguments.of(Shape.of(4096), 4096, 4096));
  }

  @ParameterizedTest
  @MethodSource("shapesWithFans")
  void glorotUniformFillsItsRangeEvenly(Shape shape, int fanIn, int fanOut) {
    assertUniform(Initializer.GLOROT_UNIFORM, shape, Math.sqrt(6.0 / (fanIn + fanOut)));
  }

  @ParameterizedTest
  @MethodSource("shapesWithFans")
  void heUniformFillsItsRangeEvenly(Shape shape, int fanIn, int fanOut) {
    assertUniform(Initializer.HE_UNIFORM, shape, Math.sqrt(6.0 / fanIn));
  }

  @ParameterizedTest
  @MethodSource("shapesWithFans")
  void heNormalHasTheVarianceOfItsFanIn(Shape shape, int fanIn, int fanOut) {
    assertTruncatedNormal(Initializer.HE_NORMAL, shape, 2.0 / fanIn);
  }

  @ParameterizedTest
  @MethodSource("shapesWithFans")
  void heNormalFanOutHasTheVarianceOfItsFanOut(Shape shape, int fanIn, int fanOut) {
    assertTruncatedNormal(Initializer.HE_NORMAL_FAN_OUT, shape, 2.0 / fanOut);
  }

  private static void assertTruncatedNormal(Initializer initializer, Shape shape, double variance) {
    float[] values = initializer.values(shape, new Randomness(3).forPurpose("kernel"));

    assertThat(values).hasSize(shape.intSize());
    // Two standard deviations of the normal distribution before the cut.
    double limit = 2 * Math.sqrt(variance) / 0.8796;
    double largest = 0;
    double sum = 0;
    double squares = 0;
    int central = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
      sum += value;
      squares += value * (double) value;
      central += Math.abs(value) < limit / 4 ? 1 : 0;
    }
    int n = values.length;
    assertThat(largest).isLessThanOrEqualTo(limit * 1.0001).isGreaterThan(limit * 0.97);
    assertThat(sum / n).isCloseTo(0, within(5 * Math.sqrt(variance / n)));
    assertThat(squares / n).isCloseTo(variance, within(0.08 * variance));
    // Within half a standard deviation lie 0.3829 of a normal distribution, 0.9545 within two.
    assertThat(central / (double) n).isCloseTo(0.3829 / 0.9545, within(0.04));
  }

  private static void assertUniform(Initializer initializer, Shape shape, double limit) {
    float[] values = initializer.values(shape, new Randomness(3).forPurpose("kernel"));

    assertThat(values).hasSize(shape.intSize());
    double largest = 0;
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
      sum += value;
      squares += value * (double) value;
    }
    int n = values.length;
    // At least 4096 values: the largest is within 1% of the limit, mean and variance are near too.
    assertThat(largest).isLessThanOrEqualTo(limit * (1 + 1e-6)).isGreaterThan(limit * 0.99);
    assertThat(sum / n).isCloseTo(0, within(5 * limit / Math.sqrt(3.0 * n)));
    assertThat(squares / n).isCloseTo(limit * limit / 3, within(0.1 * limit * limit / 3));
  }

  @Test
  void zerosAndOnes() {
    assertThat(Initializer.ZEROS.values(Shape.of(2, 2), null)).containsExactly(0, 0, 0, 0);
    assertThat(Initializer.ONES.values(Shape.of(3), null)).containsExactly(1, 1, 1);
  }
}
