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
 * Convolution of each channel on its own; Keras {@code DepthwiseConv2D}. Kernel {@code (height,
 * width, channels, multiplier)}, named {@code depthwise_kernel} as in Keras 2.
 *
 * @since 0.1
 */
@Stable
public record DepthwiseConv2D(
    @Setting(value = "Height and width of the kernel.", example = "3") HeightWidth kernelSize,
    @Setting(value = "Distance between windows.", defaultValue = "1") HeightWidth strides,
    @Setting(value = "What is added around the image.", defaultValue = "valid") Padding padding,
    @Setting(value = "Output channels for each input channel.", defaultValue = "1", min = 1)
        int depthMultiplier,
    @Setting(value = "Whether a bias is added.", defaultValue = "true") boolean useBias,
    @Setting(value = "Activation function.", defaultValue = "linear") Activation activation,
    @Setting(value = "First values of the kernel.", defaultValue = "glorot_uniform")
        Initializer kernelInitializer)
    implements Foldable, ZeroPaddable {

  /** A square kernel, stride 1, valid, one output for each channel, without bias, linear. */
  public static DepthwiseConv2D of(int kernelSize) {
    return new DepthwiseConv2D(
        HeightWidth.of(kernelSize),
        HeightWidth.of(1),
        Padding.VALID,
        1,
        false,
        Activation.LINEAR,
        Initializer.GLOROT_UNIFORM);
  }

  /** The same with other strides. */
  public DepthwiseConv2D strides(int both) {
    return new DepthwiseConv2D(
        kernelSize,
        HeightWidth.of(both),
        padding,
        depthMultiplier,
        useBias,
        activation,
        kernelInitializer);
  }

  /** The same with padding {@code same}. */
  @Override
  public DepthwiseConv2D same() {
    return new DepthwiseConv2D(
        kernelSize, strides, Padding.SAME, depthMultiplier, useBias, activation, kernelInitializer);
  }

  @Override
  public Layer withBias() {
    return new DepthwiseConv2D(
        kernelSize, strides, padding, depthMultiplier, true, activation, kernelInitializer);
  }

  /** The same with an activation. */
  @Override
  public DepthwiseConv2D activation(Activation function) {
    return new DepthwiseConv2D(
        kernelSize, strides, padding, depthMultiplier, useBias, function, kernelInitializer);
  }

  /** The same with other first values of the kernel. */
  public DepthwiseConv2D initialized(Initializer initializer) {
    return new DepthwiseConv2D(
        kernelSize, strides, padding, depthMultiplier, useBias, activation, initializer);
  }

  @Override
  public boolean linear() {
    return activation == Activation.LINEAR;
  }

  @Override
  public String outputKernel() {
    return "depthwise_kernel";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape input = InputShapes.singleImage(inputs);
    Window window = padding.window(kernelSize, strides, input);
    return Shape.of(
        window.outputHeight(input.height()),
        window.outputWidth(input.width()),
        input.channels() * depthMultiplier);
  }

  @Override
  public List<Parameter> parameters(List<Shape> inputs) {
    int channels = InputShapes.singleImage(inputs).channels();
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(
        Parameter.trainable(
            "depthwise_kernel",
            Shape.of(kernelSize.height(), kernelSize.width(), channels, depthMultiplier),
            kernelInitializer));
    if (useBias) {
      parameters.add(
          Parameter.trainable("bias", Shape.of(channels * depthMultiplier), Initializer.ZEROS));
    }
    return parameters;
  }

  @Override
  public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
    T x = inputs.get(0);
    Window window = padding.window(kernelSize, strides, ops.exampleShape(x));
    T kernel = variables.get("depthwise_kernel");
    return useBias
        ? ops.depthwiseConv2d(x, kernel, variables.get("bias"), window, activation)
        : activation.apply(ops, ops.depthwiseConv2d(x, kernel, window));
  }
}
