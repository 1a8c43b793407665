package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Stable;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.api.optimizer.Slots;
import dev.graft.testkit.reference.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Optimizer} must do, as JUnit tests to extend.
 *
 * <p>That it is the same on an engine is held by {@link
 * dev.graft.testkit.engine.OptimizersOnEngineContract}.
 *
 * @since 0.1
 */
@Stable
public abstract class OptimizerContract extends Contract {
  private static final int[] SIZES = {4};

  /** The optimizer under test, made anew with the same settings at each call. */
  protected abstract Optimizer optimizer();

  /**
   * Whether each element of a parameter goes its own way, whatever the others' gradients; yes
   * unless overridden, as where a layer's norm counts.
   */
  protected boolean isElementwise() {
    return true;
  }

  /** Whether a gradient of 0 leaves a fresh parameter as it is; yes unless overridden (decay). */
  protected boolean restsWithoutGradient() {
    return true;
  }

  @Rule(
      id = "OPTIMIZER-1",
      value = "Its learning rate is above 0, and small enough to be one",
      why = "an experiment that names none gets it",
      mend = "give the default of the settings, such as 0.001")
  @Test
  void hasALearningRate() {
    assertThat(optimizer().learningRate()).isPositive().isLessThanOrEqualTo(10);
  }

  @Rule(
      id = "OPTIMIZER-2",
      value = "Its slots have names of their own and are always the same",
      why = "they are saved as layer/parameter/slot, so that training can go on",
      mend = "list them in slots(), from the settings alone")
  @Test
  void namesItsSlots() {
    assertThat(optimizer().slots())
        .isEqualTo(optimizer().slots())
        .doesNotHaveDuplicates()
        .allMatch(slot -> slot.matches("[a-z][a-z0-9_]*"), "is lower-case words joined by '_'");
  }

  @Rule(
      id = "OPTIMIZER-3",
      value = "At each step it assigns every slot that it declares, and no other",
      why = "a slot that is not assigned keeps an old value when training goes on elsewhere",
      mend = "declare in slots() what update assigns, and assign all of it")
  @Test
  void assignsItsSlots() {
    Run run = new Run(optimizer(), 1, -2, 3, 0.5);
    run.step(0.1, 0.3, -0.4, 2, 0);
    assertThat(run.slots.keySet()).containsExactlyInAnyOrderElementsOf(optimizer().slots());
    run.slots.forEach(
        (slot, value) ->
            assertThat(value.dimensions()).as("sizes of '%s'", slot).containsExactly(SIZES));
  }

  @Rule(
      id = "OPTIMIZER-4",
      value = "It goes against the gradient",
      why = "the loss is to become smaller",
      mend = "look for a sign: parameter - learningRate * direction")
  @Test
  void goesAgainstTheGradient() {
    Run run = new Run(optimizer(), 1, 1, 1, 1);
    run.step(0.1, 0.5, -0.5, 3, -3);
    double[] moved = run.values();
    assertThat(moved[0]).as("parameter 1 after a gradient of 0.5").isLessThan(moved[1]);
    assertThat(moved[2]).as("parameter 1 after a gradient of 3").isLessThan(moved[3]);
  }

  @Rule(
      id = "OPTIMIZER-5",
      value = "It stays finite for gradients of any size",
      why = "a single NaN ends the training",
      mend = "add an epsilon below divisions, outside the root")
  @Test
  void staysFinite() {
    for (double size : new double[] {0, 1e-20, 1e-8, 1, 1e4, 1e8}) {
      Run run = new Run(optimizer(), 1, -1, 0, 2);
      for (int i = 0; i < 5; i++) {
        run.step(0.01, size, -size, size, 0);
      }
      assertThat(DoubleStream.of(run.values()).allMatch(Double::isFinite))
          .as("after gradients of %s: %s", size, Arrays.toString(run.values()))
          .isTrue();
    }
  }

  @Rule(
      id = "OPTIMIZER-6",
      value = "It finds the bottom of a bowl",
      why = "this is what it is for",
      mend = "see which of the rules above is broken; look at the correction of the first steps")
  @Test
  void findsTheBottomOfABowl() {
    Run run = new Run(optimizer(), 1, -2, 3, 0.5);
    double before = run.squares();
    for (int i = 0; i < 300; i++) {
      run.step(0.03, run.values().clone());
    }
    assertThat(run.squares()).as("sum of squares, %s before", before).isLessThan(0.1 * before);
  }

  @Rule(
      id = "OPTIMIZER-7",
      value = "A learning rate of 0 changes nothing",
      why = "schedules go down to it, and rates by depth multiply it",
      mend = "multiply the whole change with learningRate, decay too")
  @Test
  void restsAtALearningRateOfZero() {
    Run run = new Run(optimizer(), 1, -2, 3, 0.5);
    run.step(0, 1, -1, 0.5, 3);
    assertThat(run.values()).containsExactly(1, -2, 3, 0.5);
  }

  @Rule(
      id = "OPTIMIZER-8",
      value = "Without a gradient a fresh parameter stays",
      why = "what has no influence on the loss should not drift",
      mend = "say no to restsWithoutGradient() if it decays weights")
  @Test
  void restsWithoutAGradient() {
    onlyIf(restsWithoutGradient(), "restsWithoutGradient()");
    Run run = new Run(optimizer(), 1, -2, 3, 0.5);
    run.step(0.1, 0, 0, 0, 0);
    assertThat(run.values()).containsExactly(1, -2, 3, 0.5);
  }

  @Rule(
      id = "OPTIMIZER-9",
      value = "Each element of a parameter goes its own way",
      why = "networks are cut and put together; a parameter's company should not matter",
      mend = "reduce over nothing, or say no to isElementwise()")
  @Test
  void treatsElementsAlone() {
    onlyIf(isElementwise(), "isElementwise()");
    Run run = new Run(optimizer(), 1, 1, 1, 1);
    Run other = new Run(optimizer(), 1, 9, -9, 0);
    for (int i = 0; i < 3; i++) {
      run.step(0.1, 0.5, 0.1, 0.1, 0.1);
      other.step(0.1, 0.5, 70, -70, 0);
    }
    assertThat(other.values()[0]).isEqualTo(run.values()[0]);
  }

  @Rule(
      id = "OPTIMIZER-10",
      value = "It keeps nothing but its slots",
      why = "one optimizer serves all parameters, and training goes on from saved slots",
      mend = "keep state in slots only; the number of the step is an argument")
  @Test
  void keepsNothingButItsSlots() {
    Optimizer shared = optimizer();
    Run alone = new Run(optimizer(), 1, -2, 3, 0.5);
    Run first = new Run(shared, 1, -2, 3, 0.5);
    Run second = new Run(shared, 7, 7, 7, 7);
    for (int i = 0; i < 4; i++) {
      alone.step(0.1, 0.3, -0.4, 2, 0);
      first.step(0.1, 0.3, -0.4, 2, 0);
      second.step(0.1, 5, 5, 5, 5);
    }
    assertThat(first.values()).containsExactly(alone.values());
  }

  /** A parameter on its way. */
  private static final class Run implements Slots<Tensor> {
    private final Optimizer optimizer;
    private final Map<String, Tensor> slots = new LinkedHashMap<>();
    private Map<String, Tensor> assigned = new LinkedHashMap<>();
    private Tensor parameter;
    private int steps;

    Run(Optimizer optimizer, double... values) {
      this.optimizer = optimizer;
      this.parameter = Tensor.constant(SIZES, values);
    }

    void step(double learningRate, double... gradient) {
      steps++;
      assigned = new LinkedHashMap<>();
      parameter =
          optimizer.update(
              LayerPass.OPS,
              parameter,
              Tensor.constant(SIZES, gradient),
              this,
              LayerPass.OPS.constant(learningRate),
              LayerPass.OPS.constant(steps));
      slots.putAll(assigned);
    }

    double[] values() {
      return parameter.values();
    }

    double squares() {
      return DoubleStream.of(values()).map(value -> value * value).sum();
    }

    @Override
    public Tensor get(String slot) {
      require(slot);
      return slots.getOrDefault(slot, Tensor.constant(SIZES, new double[SIZES[0]]));
    }

    @Override
    public void assign(String slot, Tensor value) {
      require(slot);
      assigned.put(slot, value);
    }

    private void require(String slot) {
      assertThat(optimizer.slots()).as("slots that it declares").contains(slot);
    }
  }
}
