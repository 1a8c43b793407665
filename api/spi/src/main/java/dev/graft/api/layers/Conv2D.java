package dev.graft.api.layers;

import dev.graft.api.Shape;
import dev.graft.api.Stable;
import dev.graft.api.layer.Activation;
import dev.graft.api.layer.HeightWidth;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layer.InputShapes;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Padding;
import dev.graft.api.layer.Parameter;
import dev.graft.api.layer.Variables;
import dev.graft.api.ops.Ops;
import dev.graft.api.ops.Window;
import dev.graft.api.plugin.Setting;
import java.util.ArrayList;
import java.util.List;

/**
 * Convolution over height and width; Keras {@code Conv2D}. Kernel {@code (height, width, inputs,
 * filters)}.
 *
 * @since 0.1
 */
@Stable
public record Conv2D(
    @Setting(value = "Number of output channels.", min = 1, example = "32") int filters,
    @Setting(value = "Height and width of the kernel.", example = "3") HeightWidth kernelSize,
    @Setting(value = "Distance between windows.", defaultValue = "1") HeightWidth strides,
    @Setting(value = "What is added around the image.", defaultValue = "valid") Padding padding,
    @Setting(value = "Whether a bias is added.", defaultValue = "true") boolean useBias,
    @Setting(value = "Activation function.", defaultValue = "linear") Activation activation,
    @Setting(value = "First values of the kernel.", defaultValue = "glorot_uniform")
        Initializer kernelInitializer)
    implements Foldable, ZeroPaddable {

  /** A square kernel, stride 1, valid, with bias, linear. */
  public static Conv2D of(int filters, int kernelSize) {
    return new Conv2D(
        filters,
        HeightWidth.of(kernelSize),
        HeightWidth.of(1),
        Padding.VALID,
        true,
        Activation.LINEAR,
        Initializer.GLOROT_UNIFORM);
  }

  /** The same with other strides. */
  public Conv2D strides(int both) {
    return new Conv2D(
        filters, kernelSize, HeightWidth.of(both), padding, useBias, activation, kernelInitializer);
  }

  /** The same with padding {@code same}. */
  @Override
  public Conv2D same() {
    return new Conv2D(
        filters, kernelSize, strides, Padding.SAME, useBias, activation, kernelInitializer);
  }

  /** The same without a bias. */
  public Conv2D withoutBias() {
    return new Conv2D(filters, kernelSize, strides, padding, false, activation, kernelInitializer);
  }

  /** The same with a bias. */
  @Override
  public Conv2D withBias() {
    return new Conv2D(filters, kernelSize, strides, padding, true, activation, kernelInitializer);
  }

  /** The same with an activation. */
  @Override
  public Conv2D activation(Activation function) {
    return new Conv2D(filters, kernelSize, strides, padding, useBias, function, kernelInitializer);
  }

  /** The same with other first values of the kernel. */
  public Conv2D initialized(Initializer initializer) {
    return new Conv2D(filters, kernelSize, strides, padding, useBias, activation, initializer);
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
    Shape input = InputShapes.singleImage(inputs);
    Window window = padding.window(kernelSize, strides, input);
    return Shape.of(
        window.outputHeight(input.height()), window.outputWidth(input.width()), filters);
  }

  @Override
  public List<Parameter> parameters(List<Shape> inputs) {
    int channels = InputShapes.singleImage(inputs).channels();
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(
        Parameter.trainable(
            "kernel",
            Shape.of(kernelSize.height(), kernelSize.width(), channels, filters),
            kernelInitializer));
    if (useBias) {
      parameters.add(Parameter.trainable("bias", Shape.of(filters), Initializer.ZEROS));
    }
    return parameters;
  }

  @Override
  public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
    T x = inputs.get(0);
    Window window = padding.window(kernelSize, strides, ops.exampleShape(x));
    T kernel = variables.get("kernel");
    return useBias
        ? ops.conv2d(x, kernel, variables.get("bias"), window, activation)
        : activation.apply(ops, ops.conv2d(x, kernel, window));
  }
}
