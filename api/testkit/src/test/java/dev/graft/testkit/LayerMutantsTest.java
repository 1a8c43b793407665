package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Shape;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layer.InputShapes;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Parameter;
import dev.graft.api.layer.Variables;
import dev.graft.api.ops.Ops;
import dev.graft.api.plugin.Setting;
import dev.graft.testkit.reference.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Layers that are wrong in one way each, and the rule that tells it. */
public class LayerMutantsTest {
  /** {@code x * gamma + beta}, and a statistic that moves. */
  interface Right extends Layer {
    @Override
    default Shape outputShape(List<Shape> inputs) {
      return InputShapes.single(inputs);
    }

    @Override
    default List<Parameter> parameters(List<Shape> inputs) {
      Shape channels = Shape.of(inputs.get(0).channels());
      return List.of(
          Parameter.trainable("gamma", channels, Initializer.ONES),
          Parameter.trainable("beta", channels, Initializer.ZEROS),
          Parameter.statistic("mean", channels, Initializer.ZEROS));
    }

    @Override
    default boolean dependsOnMode() {
      return true;
    }

    @Override
    default <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
      T x = ops.subtract(inputs.get(0), variables.get("mean"));
      if (mode == Mode.TRAINING) {
        variables.assign("mean", ops.multiply(variables.get("mean"), 0.9));
      }
      T y = ops.add(ops.multiply(x, variables.get("gamma")), variables.get("beta"));
      return changed(ops, y, variables, mode);
    }

    default <T> T changed(Ops<T> ops, T y, Variables<T> variables, Mode mode) {
      return y;
    }
  }

  public record RightLayer() implements Right {}

  public record CountingShape() implements Right {
    private static final AtomicInteger CALLS = new AtomicInteger();

    @Override
    public Shape outputShape(List<Shape> inputs) {
      return Shape.of(CALLS.incrementAndGet());
    }
  }

  public record CountingParameters() implements Right {
    private static final AtomicInteger CALLS = new AtomicInteger();

    @Override
    public List<Parameter> parameters(List<Shape> inputs) {
      List<Parameter> parameters = new ArrayList<>(Right.super.parameters(inputs));
      parameters.add(
          Parameter.trainable("p" + CALLS.incrementAndGet(), Shape.of(1), Initializer.ONES));
      return parameters;
    }
  }

  public record OddNames() implements Right {
    @Override
    public List<Parameter> parameters(List<Shape> inputs) {
      List<Parameter> parameters = new ArrayList<>(Right.super.parameters(inputs));
      parameters.add(Parameter.statistic("Moving/Mean", Shape.of(1), Initializer.ONES));
      return parameters;
    }
  }

  public record StatisticsFirst() implements Right {
    @Override
    public List<Parameter> parameters(List<Shape> inputs) {
      List<Parameter> parameters = new ArrayList<>(Right.super.parameters(inputs));
      parameters.add(0, parameters.remove(2));
      return parameters;
    }
  }

  public record OtherShape() implements Right {
    @Override
    public Shape outputShape(List<Shape> inputs) {
      Shape input = InputShapes.singleImage(inputs);
      return Shape.of(input.height(), input.width(), input.channels() + 1);
    }
  }

  public record OneForAll() implements Right {
    @Override
    public <T> T changed(Ops<T> ops, T y, Variables<T> variables, Mode mode) {
      return ops.mean(y, true, 0);
    }
  }

  public record Logarithm() implements Right {
    @Override
    public <T> T changed(Ops<T> ops, T y, Variables<T> variables, Mode mode) {
      return ops.log(y);
    }
  }

  public record Dice() implements Right {
    @Override
    public <T> T changed(Ops<T> ops, T y, Variables<T> variables, Mode mode) {
      return ops.multiply(y, 1 + Math.random());
    }
  }

  public record MovesInInference() implements Right {
    @Override
    public <T> T changed(Ops<T> ops, T y, Variables<T> variables, Mode mode) {
      variables.assign("mean", variables.get("mean"));
      return y;
    }
  }

  public record HidesTheMode() implements Right {
    @Override
    public boolean dependsOnMode() {
      return false;
    }
  }

  public record TwoMasks() implements Right {
    @Override
    public <T> T changed(Ops<T> ops, T y, Variables<T> variables, Mode mode) {
      if (mode == Mode.INFERENCE) {
        return y;
      }
      Shape shape = ops.exampleShape(y);
      T once = ops.multiply(y, variables.dropoutMask(0.2, shape));
      return ops.multiply(once, variables.dropoutMask(0.2, shape));
    }
  }

  public record Company() implements Right {
    @Override
    public <T> T changed(Ops<T> ops, T y, Variables<T> variables, Mode mode) {
      return mode == Mode.INFERENCE ? ops.subtract(y, ops.mean(y, true, 0)) : y;
    }
  }

  public record CompanyInTraining() implements Right {
    @Override
    public <T> T changed(Ops<T> ops, T y, Variables<T> variables, Mode mode) {
      return mode == Mode.TRAINING ? ops.subtract(y, ops.mean(y, true, 0)) : y;
    }
  }

  public record StopsTheGradient() implements Right {
    @Override
    public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
      Tensor x = (Tensor) inputs.get(0);
      @SuppressWarnings("unchecked") // the reference engine is known here, which is the fault
      T constant = (T) Tensor.constant(x.dimensions(), x.values());
      return Right.super.apply(ops, List.of(constant), variables, mode);
    }
  }

  public record StopsItsOwnGradient() implements Right {
    @Override
    public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
      return ops.multiply(
          Right.super.apply(ops, inputs, variables, mode),
          ops.constant(((Tensor) variables.get("gamma")).values()[0]));
    }
  }

  public record IdleParameter() implements Right {
    @Override
    public List<Parameter> parameters(List<Shape> inputs) {
      List<Parameter> parameters = new ArrayList<>(Right.super.parameters(inputs));
      parameters.add(0, Parameter.trainable("idle", Shape.of(3), Initializer.ONES));
      return parameters;
    }
  }

  public record WritesOverItsInput() implements Right {
    @Override
    public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
      ((Tensor) inputs.get(0)).values()[0] = 0;
      return Right.super.apply(ops, inputs, variables, mode);
    }
  }

  public record TakesAnything() implements Right {
    @Override
    public Shape outputShape(List<Shape> inputs) {
      return inputs.isEmpty() ? Shape.of(1) : inputs.get(0);
    }
  }

  static final class NoRecord implements Right {
    @Override
    public boolean equals(Object other) {
      return other instanceof NoRecord;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  public record Undescribed(double factor) implements Right {}

  public record OddType(@Setting("What nobody can write.") Thread thread) implements Right {}

  public record LentList(@Setting(value = "Factors.", example = "[1]") List<Double> factors)
      implements Right {}

  private static final List<Layer> MUTANTS =
      List.of(
          new RightLayer(),
          new CountingShape(),
          new CountingParameters(),
          new OddNames(),
          new StatisticsFirst(),
          new OtherShape(),
          new OneForAll(),
          new Logarithm(),
          new Dice(),
          new MovesInInference(),
          new HidesTheMode(),
          new TwoMasks(),
          new Company(),
          new CompanyInTraining(),
          new StopsTheGradient(),
          new StopsItsOwnGradient(),
          new IdleParameter(),
          new WritesOverItsInput(),
          new TakesAnything(),
          new NoRecord(),
          new Undescribed(1),
          new OddType(null),
          new LentList(new ArrayList<>(List.of(1.0))));

  private static Layer underTest = new RightLayer();

  static class Mutant extends LayerContract {
    @Override
    protected Layer layer() {
      return underTest;
    }
  }

  private static Set<String> brokenBy(String name) {
    underTest =
        MUTANTS.stream()
            .filter(layer -> layer.getClass().getSimpleName().equals(name))
            .findFirst()
            .orElseThrow();
    return Mutants.brokenBy(Mutant.class);
  }

  @Test
  void aRightLayerBreaksNoRule() {
    assertThat(brokenBy("RightLayer")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "CountingShape, LAYER-1",
    "CountingParameters, LAYER-2",
    "OddNames, LAYER-3",
    "StatisticsFirst, LAYER-4",
    "OtherShape, LAYER-5",
    "OneForAll, LAYER-6",
    "Logarithm, LAYER-7",
    "Dice, LAYER-8",
    "MovesInInference, LAYER-9",
    "HidesTheMode, LAYER-10",
    "TwoMasks, LAYER-11",
    "Company, LAYER-12",
    "CompanyInTraining, LAYER-13",
    "StopsTheGradient, LAYER-14",
    "StopsItsOwnGradient, LAYER-15",
    "IdleParameter, LAYER-16",
    "WritesOverItsInput, LAYER-17",
    "TakesAnything, LAYER-18",
    "NoRecord, LAYER-19",
    "Undescribed, LAYER-19",
    "OddType, LAYER-19",
    "LentList, LAYER-20"
  })
  void aWrongOneIsTold(String mutant, String rule) {
    assertThat(brokenBy(mutant)).contains(rule).allMatch(broken -> broken.startsWith("LAYER-"));
  }
}
