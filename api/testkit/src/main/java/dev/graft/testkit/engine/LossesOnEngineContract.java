package dev.graft.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.Evolving;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.Placement;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.head.Decision;
import dev.graft.api.loss.Loss;
import dev.graft.api.weights.Weights;
import dev.graft.testkit.reference.Gradients;
import dev.graft.testkit.reference.ReferenceOps;
import dev.graft.testkit.reference.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What every loss must do on every engine, as JUnit tests to extend: values and gradients as the
 * reference engine computes them in double precision, at scores of all sizes, and gradients that
 * are slopes.
 *
 * @since 0.1
 */
@Evolving
public abstract class LossesOnEngineContract {
  /** {@link Loss} promises to be finite to 100; a network that diverges goes further. */
  private static final float[] SIZES = {0, 1e-3f, 1, 17, 50, 88.5f, 100, 1e4f};

  /** The engine that computes the losses; asked for by every test. */
  protected abstract Engine engine();

  /** Where it computes. */
  protected Placement placement() {
    return Placement.cpu(2);
  }

  /** The losses, by what they are to be called in failures. */
  protected abstract Map<String, Loss> losses();

  @TestFactory
  Stream<DynamicTest> isRightAndFiniteAtScoresOfAnySize() {
    return each(this::compareAtAllSizes);
  }

  @TestFactory
  Stream<DynamicTest> hasTheSlopeAsItsGradient() {
    return each(LossesOnEngineContract::compareWithSlopes);
  }

  @TestFactory
  Stream<DynamicTest> givesEachExampleItsOwnLoss() {
    return each(this::compareWithOneByOne);
  }

  private interface Check {
    void check(String name, Loss loss, int outputs);
  }

  private Stream<DynamicTest> each(Check check) {
    return losses().entrySet().stream()
        .flatMap(
            named ->
                outputs(named.getValue()).stream()
                    .map(
                        outputs -> {
                          String name = named.getKey() + " of " + outputs + " outputs";
                          return DynamicTest.dynamicTest(
                              name, () -> check.check(name, named.getValue(), outputs));
                        }));
  }

  /** Numbers of outputs of a network that the loss is for. */
  private static List<Integer> outputs(Loss loss) {
    List<Integer> outputs = new ArrayList<>();
    if (loss.fits(new Decision.Sigmoid(0.5))) {
      outputs.add(1);
    }
    if (loss.fits(new Decision.Softmax())) {
      outputs.add(2);
      outputs.add(5);
    }
    assertThat(outputs).as("decisions that the loss fits").isNotEmpty();
    return outputs;
  }

  private void compareAtAllSizes(String name, Loss loss, int outputs) {
    Architecture network = identity(outputs);
    Weights zero = Weights.initial(network, 1);
    TrainingProgram program = Comparison.program(network, loss, TestOptimizer.GRADIENT_DESCENT);
    try (TrainingNetwork found = engine().train(program, zero, placement());
        TrainingNetwork expected = Comparison.reference(program, zero)) {
      for (float size : SIZES) {
        String what = "%s, scores up to %s".formatted(name, size);
        Batch.Floats scores = scores(size, outputs);
        Batch.Floats targets = targets(scores.count(), outputs);
        float[] losses = found.evaluate(scores, targets).losses();
        Closeness.check(
            what + ": losses",
            losses,
            expected.evaluate(scores, targets).losses(),
            Comparison.OUTPUT_TOLERANCE);
        assertFinite(what + ": loss", losses);
        // One by one: in the mean over the batch, a large gradient would hide the others.
        for (int i = 0; i < scores.count(); i++) {
          TrainingBatch one = Samples.batch(example(scores, i), example(targets, i), 0);
          float[] gradient = gradient(found, one);
          Closeness.check(
              "%s: gradient at %s".formatted(what, one),
              gradient,
              gradient(expected, one),
              Comparison.GRADIENT_TOLERANCE);
          assertFinite(what + ": gradient", gradient);
        }
      }
    }
  }

  private static void assertFinite(String what, float... values) {
    for (float value : values) {
      assertThat(value).as(what).isFinite();
    }
  }

  private static float[] gradient(TrainingNetwork network, TrainingBatch batch) {
    return network.gradients(batch).get("offset", OffsetLayer.OFFSET).values();
  }

  private static void compareWithSlopes(String name, Loss loss, int outputs) {
    ReferenceOps ops = new ReferenceOps();
    double step = 1e-5;
    for (float size : new float[] {0.5f, 3, 12}) {
      Batch.Floats scores = scores(size, outputs);
      int[] dimensions = {scores.count(), outputs};
      Tensor variable = Tensor.variable(Shape.of(dimensions), scores.values());
      Tensor targets =
          Tensor.constant(Shape.of(dimensions), targets(scores.count(), outputs).values());
      double[] gradient = Gradients.of(ops.sumAll(loss.of(ops, variable, targets))).by(variable);
      double[] values = variable.values();
      for (int i = 0; i < values.length; i++) {
        double value = values[i];
        values[i] = value + step;
        double above = ops.sumAll(loss.of(ops, variable, targets)).values()[0];
        values[i] = value - step;
        double below = ops.sumAll(loss.of(ops, variable, targets)).values()[0];
        values[i] = value;
        // Rounding of a sum of a hundred, divided by the step, is 1e-9; the third derivative of a
        // cross-entropy is below 1.
        assertThat(gradient[i])
            .as("%s: slope by score %d, which is %s", name, i, value)
            .isCloseTo((above - below) / (2 * step), within(1e-7));
      }
    }
  }

  private void compareWithOneByOne(String name, Loss loss, int outputs) {
    Architecture network = identity(outputs);
    TrainingProgram program = Comparison.program(network, loss, TestOptimizer.GRADIENT_DESCENT);
    Batch.Floats scores = scores(4, outputs);
    Batch.Floats targets = targets(scores.count(), outputs);
    try (TrainingNetwork found =
        engine().train(program, Weights.initial(network, 1), placement())) {
      float[] together = found.evaluate(scores, targets).losses();
      for (int i = 0; i < scores.count(); i++) {
        Closeness.check(
            name + ": example " + i,
            found.evaluate(example(scores, i), example(targets, i)).losses(),
            new float[] {together[i]},
            Comparison.OUTPUT_TOLERANCE);
      }
    }
  }

  /** A network whose scores are its inputs. */
  private static Architecture identity(int outputs) {
    Architecture.Builder net = Architecture.builder("scores", Input.features(Shape.of(outputs)));
    net.add("offset", new OffsetLayer());
    return net.build();
  }

  /** Twelve examples: some with all scores at the ends, some between. */
  private static Batch.Floats scores(float size, int outputs) {
    float[] between = Samples.uniform("scores", 12 * outputs, -1, 1);
    float[] values = new float[between.length];
    for (int i = 0; i < values.length; i++) {
      int example = i / outputs;
      int output = i % outputs;
      values[i] =
          size
              * switch (example) {
                case 0, 1 -> 1;
                case 2, 3 -> -1;
                case 4, 5 -> output == 0 ? 1 : -1;
                case 6, 7 -> output == 0 ? -1 : 1;
                default -> between[i];
              };
    }
    return new Batch.Floats(12, Shape.of(outputs), values);
  }

  /** The first class, the last one, and soft ones in turn. */
  private static Batch.Floats targets(int count, int outputs) {
    float[] values = new float[count * outputs];
    for (int example = 0; example < count; example++) {
      for (int output = 0; output < outputs; output++) {
        values[example * outputs + output] =
            switch (example % 4) {
              case 0 -> output == 0 ? 1 : 0;
              case 1 -> outputs > 1 && output == outputs - 1 ? 1 : 0;
              case 2 -> outputs == 1 ? 0.25f : output == 0 ? 0.6f : 0.4f / (outputs - 1);
              default -> outputs == 1 ? 0.5f : 1f / outputs;
            };
      }
    }
    return new Batch.Floats(count, Shape.of(outputs), values);
  }

  private static Batch.Floats example(Batch.Floats batch, int index) {
    return new Batch.Floats(1, batch.exampleShape(), batch.example(index));
  }
}
