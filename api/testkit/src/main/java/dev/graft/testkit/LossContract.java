package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.Shape;
import dev.graft.api.Stable;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.Engine;
import dev.graft.api.head.Decision;
import dev.graft.api.layers.Dense;
import dev.graft.api.loss.Loss;
import dev.graft.testkit.reference.Gradients;
import dev.graft.testkit.reference.ReferenceEngine;
import dev.graft.testkit.reference.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@link Loss} must do, as JUnit tests to extend: for networks of one output and of
 * several, as the loss says that it fits.
 *
 * <pre>{@code
 * class FocalLossContractTest extends LossContract {
 *   @Override
 *   protected Loss loss() {
 *     return new FocalLoss(new FocalLoss.Settings(2));
 *   }
 * }
 * }</pre>
 *
 * @since 0.1
 */
@Stable
public abstract class LossContract extends Contract {
  /** The loss under test, made anew with the same settings at each call. */
  protected abstract Loss loss();

  /** Whether targets may lie between 0 and 1, as smoothed ones do; yes unless overridden. */
  protected boolean supportsSoftTargets() {
    return true;
  }

  /** Whether it is never below 0; yes unless overridden. */
  protected boolean isNonNegative() {
    return true;
  }

  /**
   * Whether it is 0, and as flat as can be, for a score of +100 or -100 that is right; yes unless
   * overridden, as with smoothing, whose best scores are finite.
   */
  protected boolean likesConfidence() {
    return true;
  }

  /** The engines it must run on as well; those on the test class path unless overridden. */
  protected Map<String, Engine> engines() {
    return EnginesOnClassPath.find();
  }

  @Rule(
      id = "LOSS-1",
      value = "It fits at least one way to decide, and always says the same",
      why = "an experiment with a head that it does not fit is refused; it would fit none",
      mend = "return true from fits for Decision.Sigmoid (one output), Decision.Softmax, or both")
  @Test
  void fitsADecision() {
    assertThat(outputs()).as("numbers of outputs it is for").isNotEmpty();
    assertThat(outputs()).isEqualTo(outputs());
  }

  @Rule(
      id = "LOSS-2",
      value = "It is one number for each example",
      why = "training takes their mean, and reports tell the worst examples by their loss",
      mend = "reduce the outputs' axis (-1) with sum or mean, and leave the batch's (0)")
  @TestFactory
  Stream<DynamicTest> isOneNumberForEachExample() {
    return each(
        outputs -> {
          for (int count : new int[] {1, 4}) {
            Tensor losses = of(scores("scores", count, outputs, 2), hard(count, outputs));
            assertThat(losses.dimensions()).as("sizes of the result").containsExactly(count);
          }
        });
  }

  @Rule(
      id = "LOSS-3",
      value = "It and its gradient are finite for scores up to 100 either way",
      why = "networks are as sure as that, and a single NaN ends the training",
      mend = "compute from scores with softplus, logSoftmax or sigmoid; never log(sigmoid(x))")
  @TestFactory
  Stream<DynamicTest> isFiniteAtAnyScore() {
    return each(
        outputs -> {
          // In double precision e^x is infinite from 710 on, as in an engine's floats from 89 on.
          for (double size : new double[] {0, 1, 20, 50, 88.8, 100, 800}) {
            for (boolean soft : new boolean[] {false, supportsSoftTargets()}) {
              Tensor scores = extremes(outputs, size);
              int count = scores.dimension(0);
              Tensor losses = of(scores, soft ? soft(count, outputs) : hard(count, outputs));
              assertThat(DoubleStream.of(losses.values()).allMatch(Double::isFinite))
                  .as("losses at scores up to %s are finite: %s", size, text(losses.values()))
                  .isTrue();
              double[] gradient = gradient(losses, scores);
              assertThat(DoubleStream.of(gradient).allMatch(Double::isFinite))
                  .as("gradients at scores up to %s are finite: %s", size, text(gradient))
                  .isTrue();
            }
          }
        });
  }

  @Rule(
      id = "LOSS-4",
      value = "Its gradient is its slope",
      why = "training goes down this gradient",
      mend = "compute it from the scores by operations of Ops only; constants stop the gradient")
  @TestFactory
  Stream<DynamicTest> hasTheSlopeAsItsGradient() {
    return each(
        outputs -> {
          for (double size : new double[] {0.5, 3, 12}) {
            Tensor scores = scores("slopes " + size, 6, outputs, size);
            Tensor targets = supportsSoftTargets() ? soft(6, outputs) : hard(6, outputs);
            Slopes.compare(
                "scores up to " + size, scores, () -> LayerPass.OPS.sumAll(of(scores, targets)));
          }
        });
  }

  @Rule(
      id = "LOSS-5",
      value = "An example's loss does not depend on the other examples",
      why = "the mean over all batches would depend on their size and order",
      mend = "reduce over the outputs' axis (-1) only")
  @TestFactory
  Stream<DynamicTest> keepsExamplesApart() {
    return each(
        outputs -> {
          Tensor scores = scores("apart", 4, outputs, 5);
          Tensor targets = hard(4, outputs);
          double[] together = of(scores, targets).values();
          for (int i = 0; i < 4; i++) {
            assertThat(of(row(scores, i), row(targets, i)).values())
                .as("loss of example %d alone, beside that in a batch of 4", i)
                .containsExactly(new double[] {together[i]}, within(1e-12));
          }
        });
  }

  @Rule(
      id = "LOSS-6",
      value = "It is smaller for right answers than for wrong ones",
      why = "it is made small, so that right answers come of it",
      mend = "look for a sign, or for outputs and targets that have changed places")
  @TestFactory
  Stream<DynamicTest> prefersRightAnswers() {
    return each(
        outputs -> {
          Tensor targets = hard(outputs + 1, outputs);
          double[] right = of(answers(targets, 3), targets).values();
          double[] unsure = of(answers(targets, 0), targets).values();
          double[] wrong = of(answers(targets, -3), targets).values();
          for (int i = 0; i < right.length; i++) {
            assertThat(right[i])
                .as("loss of right scores (unsure ones have %s)", unsure[i])
                .isLessThan(unsure[i]);
            assertThat(unsure[i])
                .as("loss of unsure scores (wrong ones have %s)", wrong[i])
                .isLessThan(wrong[i]);
          }
        });
  }

  @Rule(
      id = "LOSS-7",
      value = "Going down its gradient makes the right scores larger",
      why = "else the network learns the opposite, or nothing",
      mend = "look for a sign; add a small part of a loss that is steep where yours is flat")
  @TestFactory
  Stream<DynamicTest> pullsScoresToTheTargets() {
    return each(
        outputs -> {
          Tensor targets = hard(outputs + 1, outputs);
          Tensor scores = answers(targets, 0);
          double[] gradient = gradient(of(scores, targets), scores);
          for (int i = 0; i < gradient.length; i++) {
            double wanted = targets.values()[i] > 0.5 ? -1 : 1;
            assertThat(gradient[i] * wanted)
                .as("gradient by score %d, whose target is %s", i, targets.values()[i])
                .isPositive();
          }
        });
  }

  @Rule(
      id = "LOSS-8",
      value = "It is never below 0",
      why = "reports and users read 0 as the best there is",
      mend = "add what its smallest value lacks, or say so by overriding isNonNegative()")
  @TestFactory
  Stream<DynamicTest> isNotNegative() {
    onlyIf(isNonNegative(), "isNonNegative()");
    return each(
        outputs -> {
          for (double size : new double[] {1, 10, 100}) {
            Tensor scores = extremes(outputs, size);
            double[] losses = of(scores, hard(scores.dimension(0), outputs)).values();
            assertThat(Arrays.stream(losses).min().orElseThrow() + 0.0) // -0.0 is 0 as well
                .as("smallest loss at scores up to %s", size)
                .isNotNegative();
          }
        });
  }

  @Rule(
      id = "LOSS-9",
      value = "It is next to 0 where scores of 100 are right",
      why = "a network that is right for sure has nothing to learn",
      mend = "look for a sign or a term too many; smoothing says no to likesConfidence()")
  @TestFactory
  Stream<DynamicTest> isNothingWhereAllIsRight() {
    onlyIf(likesConfidence(), "likesConfidence()");
    return each(
        outputs -> {
          Tensor targets = hard(outputs + 1, outputs);
          double[] losses = of(answers(targets, 100), targets).values();
          assertThat(Arrays.stream(losses).max().orElseThrow())
              .as("largest loss of right answers")
              .isCloseTo(0, within(1e-6));
        });
  }

  @Rule(
      id = "LOSS-10",
      value = "The same settings make the same loss, and it repeats itself",
      why = "a run must be repeatable, and its file runs again",
      mend = "keep no state between calls, and draw nothing")
  @TestFactory
  Stream<DynamicTest> repeatsItself() {
    return each(
        outputs -> {
          Loss loss = loss();
          Tensor scores = scores("repeats", 4, outputs, 5);
          double[] first = loss.of(LayerPass.OPS, scores, hard(4, outputs)).values();
          loss.of(LayerPass.OPS, extremes(outputs, 50), hard(4, outputs));
          assertThat(loss.of(LayerPass.OPS, scores, hard(4, outputs)).values())
              .as("computed again")
              .containsExactly(first);
          assertThat(of(scores, hard(4, outputs)).values())
              .as("made again and computed")
              .containsExactly(first);
        });
  }

  @Rule(
      id = "LOSS-11",
      value = "It leaves scores and targets as they are",
      why = "accuracy and other metrics are computed from the same tensors",
      mend = "give new tensors: operations of Ops never change their operands")
  @TestFactory
  Stream<DynamicTest> leavesItsArguments() {
    return each(
        outputs -> {
          Tensor scores = scores("left alone", 4, outputs, 5);
          Tensor targets = hard(4, outputs);
          of(scores, targets);
          assertThat(scores.values()).containsExactly(scores("left alone", 4, outputs, 5).values());
          assertThat(targets.values()).containsExactly(hard(4, outputs).values());
        });
  }

  @Rule(
      id = "LOSS-12",
      value = "A small network learns by it",
      why = "this is what it is for",
      mend = "see which of the rules above is broken; a loss may also be too flat or too steep")
  @TestFactory
  Stream<DynamicTest> isLearntFrom() {
    return each(
        outputs -> {
          Learning learning = new Learning(new ReferenceEngine(), loss());
          Learning.Losses losses = learning.of(linear(outputs), 60, 0.2);
          assertThat(losses.after())
              .as("mean loss after 60 steps (%s before)", losses.before())
              .isLessThan(0.8 * losses.before());
        });
  }

  @Rule(
      id = "LOSS-13",
      value = "It is the same on every engine",
      why = "a run on another engine must learn the same",
      mend = "use operations of Ops only, and nothing of the tensors' own classes")
  @TestFactory
  Stream<DynamicTest> isTheSameOnEveryEngine() {
    return onEach(
        engines(),
        engine ->
            outputs()
                .forEach(
                    outputs ->
                        new SameOnEngine(engine)
                            .gradients(
                                linear(outputs),
                                loss(),
                                new Batch.Floats(
                                    3, Shape.of(outputs), hard(3, outputs).floats()))));
  }

  private Stream<DynamicTest> each(IntConsumer check) {
    return outputs().stream()
        .map(
            outputs ->
                DynamicTest.dynamicTest(
                    outputs == 1 ? "1 output" : outputs + " outputs", () -> check.accept(outputs)));
  }

  private List<Integer> outputs() {
    List<Integer> outputs = new ArrayList<>();
    if (loss().fits(new Decision.Sigmoid(0.5))) {
      outputs.add(1);
    }
    if (loss().fits(new Decision.Softmax())) {
      outputs.add(2);
      outputs.add(5);
    }
    return outputs;
  }

  private Tensor of(Tensor scores, Tensor targets) {
    return loss().of(LayerPass.OPS, scores, targets);
  }

  private static double[] gradient(Tensor losses, Tensor scores) {
    return Gradients.of(LayerPass.OPS.sumAll(losses)).by(scores);
  }

  private static Architecture linear(int outputs) {
    Architecture.Builder net = Architecture.builder("linear", Input.features(Shape.of(6)));
    net.add("scores", Dense.of(outputs));
    return net.build();
  }

  private static Tensor scores(String purpose, int count, int outputs, double size) {
    float[] values = Draws.uniform(purpose, count * outputs, -size, size);
    return Tensor.variable(Shape.of(count, outputs), values);
  }

  /** All of a size, all of its negative, and each sign in turn. */
  private static Tensor extremes(int outputs, double size) {
    double[] values = new double[4 * outputs];
    for (int i = 0; i < values.length; i++) {
      int example = i / outputs;
      boolean first = i % outputs == 0;
      values[i] =
          size
              * switch (example) {
                case 0 -> 1;
                case 1 -> -1;
                case 2 -> first ? 1 : -1;
                default -> first ? -1 : 1;
              };
    }
    return Tensor.variable(new int[] {4, outputs}, values);
  }

  /** Scores of a size that are right, or wrong if it is negative. */
  private static Tensor answers(Tensor targets, double size) {
    double[] values =
        Arrays.stream(targets.values()).map(target -> target > 0.5 ? size : -size).toArray();
    return Tensor.variable(targets.dimensions(), values);
  }

  /** Each class in turn. */
  private static Tensor hard(int count, int outputs) {
    double[] values = new double[count * outputs];
    for (int i = 0; i < count; i++) {
      if (outputs > 1) {
        values[i * outputs + i % outputs] = 1;
      } else {
        values[i] = i % 2;
      }
    }
    return Tensor.constant(new int[] {count, outputs}, values);
  }

  /** Between the classes; each example's add up to 1 if there are several outputs. */
  private static Tensor soft(int count, int outputs) {
    double[] values = hard(count, outputs).values();
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.7 * values[i] + (outputs == 1 ? 0.15 : 0.3 / outputs);
    }
    return Tensor.constant(new int[] {count, outputs}, values);
  }

  private static Tensor row(Tensor tensor, int index) {
    int size = tensor.dimension(1);
    return Tensor.variable(
        new int[] {1, size}, Arrays.copyOfRange(tensor.values(), index * size, (index + 1) * size));
  }

  private static String text(double... values) {
    return Arrays.toString(values);
  }
}
