package dev.graft.training.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.optimizer.LearningRateSchedule;
import dev.graft.api.optimizer.LearningRates;
import dev.graft.api.optimizer.PhaseLength;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rates that Keras 3.15 gives for the same settings, in 32-bit floats. */
class SchedulesTest {
  private static final OptionalDouble NO_EPOCHS = OptionalDouble.empty();
  private static final OptionalInt NO_STEPS = OptionalInt.empty();

  /** Four epochs of ten steps. */
  private static final PhaseLength PHASE = new PhaseLength(0.01, 10, 4);

  private static final long[] STEPS = {0, 1, 7, 10, 15, 20, 25, 30, 45, 60};

  private static OptionalDouble epochs(double epochs) {
    return OptionalDouble.of(epochs);
  }

  private static OptionalInt steps(int steps) {
    return OptionalInt.of(steps);
  }

  private static LearningRateSchedule exponential(
      OptionalDouble epochs, OptionalInt steps, boolean staircase) {
    return new ExponentialDecay(
        new ExponentialDecay.Settings(0.5, new Decays(epochs, steps, staircase)));
  }

  private static LearningRateSchedule inverse(OptionalInt steps, boolean staircase) {
    return new InverseTimeDecay(
        new InverseTimeDecay.Settings(0.5, new Decays(NO_EPOCHS, steps, staircase)));
  }

  private static LearningRateSchedule polynomial(
      OptionalInt steps, double end, double power, boolean cycle) {
    return new PolynomialDecay(new PolynomialDecay.Settings(NO_EPOCHS, steps, end, power, cycle));
  }

  private static LearningRateSchedule cosine(OptionalInt steps, double alpha) {
    return new CosineDecay(
        new CosineDecay.Settings(NO_EPOCHS, steps, alpha, NO_EPOCHS, NO_STEPS, NO_EPOCHS));
  }

  private static LearningRateSchedule piecewise(
      List<Double> epochs, List<Integer> steps, Double... values) {
    return new PiecewiseConstantDecay(
        new PiecewiseConstantDecay.Settings(epochs, steps, List.of(values)));
  }

  private static Arguments row(String keras, LearningRateSchedule schedule, double... rates) {
    return row(keras, 0.01, schedule, rates);
  }

  private static Arguments row(
      String keras, double learningRate, LearningRateSchedule schedule, double... rates) {
    return Arguments.of(keras, learningRate, schedule, rates);
  }

  /** What stands in Keras, Graft's schedule, and Keras's rates at {@link #STEPS}. */
  static Stream<Arguments> schedules() {
    return Stream.of(
        row(
            "ExponentialDecay(0.01, 20, 0.5)",
            exponential(NO_EPOCHS, steps(20), false),
            .01,
            .009659363,
            .007845840,
            .007071068,
            .005946035,
            .005,
            .004204482,
            .003535534,
            .002102241,
            .00125),
        row(
            "ExponentialDecay(0.01, 20, 0.5), two epochs of ten steps",
            exponential(epochs(2), NO_STEPS, false),
            .01,
            .009659363,
            .007845840,
            .007071068,
            .005946035,
            .005,
            .004204482,
            .003535534,
            .002102241,
            .00125),
        row(
            "ExponentialDecay(0.01, 20, 0.5, staircase=True)",
            exponential(NO_EPOCHS, steps(20), true),
            .01,
            .01,
            .01,
            .01,
            .01,
            .005,
            .005,
            .005,
            .0025,
            .00125),
        row(
            "InverseTimeDecay(0.01, 20, 0.5)",
            inverse(steps(20), false),
            .01,
            .009756098,
            .008510638,
            .008,
            .007272727,
            .006666667,
            .006153846,
            .005714286,
            .004705882,
            .004),
        row(
            "InverseTimeDecay(0.01, 20, 0.5, staircase=True)",
            inverse(steps(20), true),
            .01,
            .01,
            .01,
            .01,
            .01,
            .006666667,
            .006666667,
            .006666667,
            .005,
            .004),
        row(
            "PolynomialDecay(0.01, 20)",
            polynomial(steps(20), 0.0001, 1, false),
            .01,
            .009505,
            .006535,
            .00505,
            .002575,
            .0001,
            .0001,
            .0001,
            .0001,
            .0001),
        row(
            "PolynomialDecay(0.01, 20, end_learning_rate=0.001, power=2.0, cycle=True)",
            polynomial(steps(20), 0.001, 2, true),
            .01,
            .0091225,
            .0048025,
            .00325,
            .0015625,
            .001,
            .002265625,
            .0015625,
            .0015625,
            .001),
        row(
            "CosineDecay(0.01, 40)",
            cosine(steps(40), 0),
            .01,
            .009984586,
            .009263201,
            .008535534,
            .006913417,
            .005,
            .003086582,
            .001464466,
            0,
            0),
        row(
            "CosineDecay(0.01, 40), the whole phase",
            cosine(NO_STEPS, 0),
            .01,
            .009984586,
            .009263201,
            .008535534,
            .006913417,
            .005,
            .003086582,
            .001464466,
            0,
            0),
        row(
            "CosineDecay(0.01, 40, alpha=0.1)",
            cosine(steps(40), 0.1),
            .01,
            .009986128,
            .009336880,
            .008681981,
            .007222075,
            .0055,
            .003777924,
            .002318020,
            .001,
            .001),
        row(
            "CosineDecay(0.001, 30, alpha=0.1, warmup_target=0.01, warmup_steps=10)",
            0.001,
            new CosineDecay(
                new CosineDecay.Settings(
                    NO_EPOCHS, steps(30), 0.1, epochs(1), NO_STEPS, OptionalDouble.of(0.01))),
            .001,
            .0019,
            .0073,
            .01,
            .009397115,
            .00775,
            .0055,
            .00325,
            .001,
            .001),
        row(
            "CosineDecay(0.0, 30, warmup_target=0.01, warmup_steps=10), the rest of the phase",
            new CosineDecay(
                new CosineDecay.Settings(
                    NO_EPOCHS, NO_STEPS, 0, NO_EPOCHS, steps(10), OptionalDouble.empty())),
            0,
            .001,
            .007,
            .01,
            .009330127,
            .0075,
            .005,
            .0025,
            0,
            0),
        row(
            "PiecewiseConstantDecay([10, 30], [0.01, 0.005, 0.0005])",
            piecewise(List.of(), List.of(10, 30), 0.01, 0.005, 0.0005),
            .01,
            .01,
            .01,
            .01,
            .005,
            .005,
            .005,
            .005,
            .0005,
            .0005),
        row(
            "PiecewiseConstantDecay([9, 29], [0.01, 0.005, 0.0005]), after one epoch and three",
            piecewise(List.of(1.0, 3.0), List.of(), 0.01, 0.005, 0.0005),
            .01,
            .01,
            .01,
            .005,
            .005,
            .005,
            .005,
            .0005,
            .0005,
            .0005));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("schedules")
  void ratesAreKerass(
      String keras, double learningRate, LearningRateSchedule schedule, double[] expected) {
    LearningRates rates = schedule.start(new PhaseLength(learningRate, 10, 4));

    for (int i = 0; i < STEPS.length; i++) {
      assertThat(rates.at(STEPS[i])).as("step %d", STEPS[i]).isCloseTo(expected[i], within(2e-9));
    }
  }

  private static ReduceOnPlateau plateau(
      double factor, int patience, double minDelta, int cooldown, double least) {
    return new ReduceOnPlateau(
        new ReduceOnPlateau.Settings(factor, patience, minDelta, cooldown, least));
  }

  static Stream<Arguments> plateaus() {
    return Stream.of(
        Arguments.of(
            "factor=0.5, patience=2",
            plateau(0.5, 2, 1e-4, 0, 0),
            new double[] {
              .01, .01, .01, .005, .005, .0025, .0025, .0025, .0025, .00125, .00125, .000625,
              .000625, .0003125, .0003125
            }),
        Arguments.of(
            "factor=0.1, patience=2, cooldown=2, min_delta=0.05, min_lr=0.0005",
            plateau(0.1, 2, 0.05, 2, 0.0005),
            new double[] {
              .01, .01, .01, .001, .001, .001, .0005, .0005, .0005, .0005, .0005, .0005, .0005,
              .0005, .0005
            }),
        Arguments.of(
            "factor=0.5, patience=1, cooldown=1, min_lr=0.001",
            plateau(0.5, 1, 1e-4, 1, 0.001),
            new double[] {
              .01, .01, .005, .0025, .00125, .001, .001, .001, .001, .001, .001, .001, .001, .001,
              .001
            }));
  }

  /** Keras's {@code ReduceLROnPlateau} on these validation losses, after each of them. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("plateaus")
  void plateausAreKerass(String keras, ReduceOnPlateau schedule, double[] expected) {
    double[] losses = {
      1.0, 0.9, 0.89995, 0.95, 0.91, 0.92, 0.93, 0.7, 0.71, 0.72, 0.73, 0.74, 0.75, 0.76, 0.77
    };
    LearningRates rates = schedule.start(PHASE);

    for (int epoch = 0; epoch < losses.length; epoch++) {
      rates.epochFinished(losses[epoch]);
      assertThat(rates.at(10L * (epoch + 1)))
          .as("after epoch %d", epoch)
          .isCloseTo(expected[epoch], within(1e-9));
    }
  }

  @Test
  void eachPhaseStartsAnew() {
    ReduceOnPlateau schedule = plateau(0.5, 1, 0, 0, 0);
    LearningRates first = schedule.start(PHASE);
    first.epochFinished(1);
    first.epochFinished(1);

    assertThat(first.at(20)).isEqualTo(0.005);
    assertThat(schedule.start(PHASE).at(0)).isEqualTo(0.01);
  }

  @Test
  void aWarmUpRisesToWhatFollowsIt() {
    LearningRates rates =
        new Warmup(
                new Warmup.Settings(
                    epochs(0.4), NO_STEPS, Optional.of(exponential(epochs(1), NO_STEPS, false))))
            .start(PHASE);

    assertThat(rates.at(0)).isCloseTo(0.002, within(1e-12));
    assertThat(rates.at(3)).isCloseTo(0.008, within(1e-12));
    assertThat(rates.at(4)).isEqualTo(0.01);
    assertThat(rates.at(14)).isCloseTo(0.005, within(1e-12));
  }

  @Test
  void aWarmUpPassesTheValidationLossOn() {
    LearningRates rates =
        new Warmup(new Warmup.Settings(NO_EPOCHS, steps(2), Optional.of(plateau(0.5, 1, 0, 0, 0))))
            .start(PHASE);
    rates.epochFinished(1);
    rates.epochFinished(1);

    assertThat(rates.at(20)).isEqualTo(0.005);
    assertThat(
            new Warmup(new Warmup.Settings(NO_EPOCHS, NO_STEPS, Optional.empty()))
                .start(PHASE)
                .at(10))
        .isEqualTo(0.01);
  }

  @Test
  void settingsThatContradictEachOther() {
    assertThatThrownBy(() -> exponential(epochs(2), steps(20), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("decay_steps cannot be given beside");
    assertThatThrownBy(
            () ->
                new CosineDecay.Settings(
                    NO_EPOCHS, NO_STEPS, 0, NO_EPOCHS, NO_STEPS, OptionalDouble.of(0.1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("warmup_target needs the length of the warm-up");
    assertThatThrownBy(() -> piecewise(List.of(), List.of(), 0.1))
        .hasMessage("give one of boundary_epochs and boundary_steps");
    assertThatThrownBy(() -> piecewise(List.of(2.0), List.of(), 0.1))
        .hasMessage("values has one rate more than there are boundaries, found 1 for 1");
    assertThatThrownBy(() -> piecewise(List.of(2.0, 1.0), List.of(), 0.1, 0.2, 0.3))
        .hasMessage("boundary_epochs rises from one to the next, found 1.0 after 2.0");
    assertThatThrownBy(() -> new Warmup.Settings(epochs(1), steps(3), Optional.empty()))
        .hasMessage("give one of epochs and steps");
  }
}
