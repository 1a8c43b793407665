package dev.graft.api.layers;

import dev.graft.api.Shape;
import dev.graft.api.Stable;
import dev.graft.api.layer.Activation;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layer.InputShapes;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Parameter;
import dev.graft.api.layer.Variables;
import dev.graft.api.ops.Ops;
import dev.graft.api.plugin.Setting;
import java.util.ArrayList;
import java.util.List;

/**
 * A fully connected layer over vectors; Keras {@code Dense}. Kernel {@code (inputs, units)}.
 *
 * @since 0.1
 */
@Stable
public record Dense(
    @Setting(value = "Number of outputs.", min = 1, example = "128") int units,
    @Setting(value = "Whether a bias is added.", defaultValue = "true") boolean useBias,
    @Setting(value = "Activation function.", defaultValue = "linear") Activation activation,
    @Setting(value = "First values of the kernel.", defaultValue = "glorot_uniform")
        Initializer kernelInitializer)
    implements Foldable {

  /** With bias, linear. */
  public static Dense of(int units) {
    return new Dense(units, true, Activation.LINEAR, Initializer.GLOROT_UNIFORM);
  }

  @Override
  public Dense activation(Activation function) {
    return new Dense(units, useBias, function, kernelInitializer);
  }

  @Override
  public Dense withBias() {
    return new Dense(units, true, activation, kernelInitializer);
  }

  @Override
  public boolean linear() {
    return activation == Activation.LINEAR;
  }

  @Override
  public String outputKernel() {
    return "kernel";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    vector(inputs);
    return Shape.of(units);
  }

  @Override
  public List<Parameter> parameters(List<Shape> inputs) {
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(
        Parameter.trainable(
            "kernel", Shape.of(vector(inputs).channels(), units), kernelInitializer));
    if (useBias) {
      parameters.add(Parameter.trainable("bias", Shape.of(units), Initializer.ZEROS));
    }
    return parameters;
  }

  private static Shape vector(List<Shape> inputs) {
    Shape input = InputShapes.single(inputs);
    if (input.rank() != 1) {
      throw new IllegalArgumentException(
          "takes a vector, found " + input + "; put flatten or a global pooling before it");
    }
    return input;
  }

  @Override
  public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
    T y = ops.matmul(inputs.get(0), variables.get("kernel"));
    if (useBias) {
      y = ops.addBias(y, variables.get("bias"));
    }
    return activation.apply(ops, y);
  }
}
