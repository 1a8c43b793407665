package dev.graft.api.layers;

import dev.graft.api.Shape;
import dev.graft.api.Stable;
import dev.graft.api.layer.Activation;
import dev.graft.api.layer.HeightWidth;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layer.InputShapes;
import dev.graft.api.layer.Layer;
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
 * A depthwise convolution and then a 1x1 convolution (Chollet 2017); Keras {@code SeparableConv2D}.
 * Kernels {@code depthwise_kernel (height, width, inputs, multiplier)} and {@code pointwise_kernel
 * (1, 1, inputs * multiplier, filters)}.
 *
 * @since 0.1
 */
@Stable
public record SeparableConv2D(
    @Setting(value = "Number of output channels.", min = 1, example = "64") int filters,
    @Setting(value = "Height and width of the depthwise kernel.", example = "3")
        HeightWidth kernelSize,
    @Setting(value = "Distance between windows.", defaultValue = "1") HeightWidth strides,
    @Setting(value = "What is added around the image.", defaultValue = "valid") Padding padding,
    @Setting(
            value = "Channels between the two convolutions for each input channel.",
            defaultValue = "1",
            min = 1)
        int depthMultiplier,
    @Setting(value = "Whether a bias is added.", defaultValue = "true") boolean useBias,
    @Setting(value = "Activation function.", defaultValue = "linear") Activation activation)
    implements Foldable, ZeroPaddable {

  private static final Window POINT = new Window(1, 1, 1, 1, 0, 0, 0, 0);

  /** A square kernel, stride 1, valid, one channel between for each input, with bias, linear. */
  public static SeparableConv2D of(int filters, int kernelSize) {
    return new SeparableConv2D(
        filters,
        HeightWidth.of(kernelSize),
        HeightWidth.of(1),
        Padding.VALID,
        1,
        true,
        Activation.LINEAR);
  }

  /** The same with padding {@code same}. */
  @Override
  public SeparableConv2D same() {
    return new SeparableConv2D(
        filters, kernelSize, strides, Padding.SAME, depthMultiplier, useBias, activation);
  }

  /** The same without a bias. */
  public SeparableConv2D withoutBias() {
    return new SeparableConv2D(
        filters, kernelSize, strides, padding, depthMultiplier, false, activation);
  }

  @Override
  public SeparableConv2D activation(Activation function) {
    return new SeparableConv2D(
        filters, kernelSize, strides, padding, depthMultiplier, useBias, function);
  }

  @Override
  public Layer withBias() {
    return new SeparableConv2D(
        filters, kernelSize, strides, padding, depthMultiplier, true, activation);
  }

  @Override
  public boolean linear() {
    return activation == Activation.LINEAR;
  }

  @Override
  public String outputKernel() {
    return "pointwise_kernel";
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
            "depthwise_kernel",
            Shape.of(kernelSize.height(), kernelSize.width(), channels, depthMultiplier),
            Initializer.GLOROT_UNIFORM));
    parameters.add(
        Parameter.trainable(
            "pointwise_kernel",
            Shape.of(1, 1, channels * depthMultiplier, filters),
            Initializer.GLOROT_UNIFORM));
    if (useBias) {
      parameters.add(Parameter.trainable("bias", Shape.of(filters), Initializer.ZEROS));
    }
    return parameters;
  }

  @Override
  public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
    T x = inputs.get(0);
    Window window = padding.window(kernelSize, strides, ops.exampleShape(x));
    T y = ops.depthwiseConv2d(x, variables.get("depthwise_kernel"), window);
    T kernel = variables.get("pointwise_kernel");
    return useBias
        ? ops.conv2d(y, kernel, variables.get("bias"), POINT, activation)
        : activation.apply(ops, ops.conv2d(y, kernel, POINT));
  }
}
