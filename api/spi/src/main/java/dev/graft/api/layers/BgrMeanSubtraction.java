package dev.graft.api.layers;

import dev.graft.api.Shape;
import dev.graft.api.Stable;
import dev.graft.api.layer.InputShapes;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Variables;
import dev.graft.api.ops.Ops;
import dev.graft.api.plugin.Setting;
import java.util.List;

/**
 * Turns RGB into BGR and subtracts a mean from each channel: the preprocessing of networks ported
 * from Caffe; Keras {@code preprocess_input(mode="caffe")}.
 *
 * @since 0.1
 */
@Stable
public record BgrMeanSubtraction(
    @Setting(value = "Means of blue, green and red.", defaultValue = "[103.939, 116.779, 123.68]")
        List<Double> mean)
    implements Layer {
  /** Checks the length. */
  public BgrMeanSubtraction {
    mean = List.copyOf(mean);
    if (mean.size() != 3) {
      throw new IllegalArgumentException("there are three means, found " + mean.size());
    }
  }

  /** With ImageNet's means. */
  public static BgrMeanSubtraction imagenet() {
    return new BgrMeanSubtraction(List.of(103.939, 116.779, 123.68));
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape input = InputShapes.singleImage(inputs);
    if (input.channels() != 3) {
      throw new IllegalArgumentException(
          "takes red, green and blue, found " + input.channels() + " channels");
    }
    return input;
  }

  @Override
  public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
    float[] negated = new float[3];
    for (int c = 0; c < 3; c++) {
      negated[c] = (float) -mean.get(c);
    }
    return ops.addBias(ops.reverseChannels(inputs.get(0)), ops.constant(Shape.of(3), negated));
  }
}
