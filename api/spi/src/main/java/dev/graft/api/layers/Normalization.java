package dev.graft.api.layers;

import dev.graft.api.Shape;
import dev.graft.api.Stable;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layer.InputShapes;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Parameter;
import dev.graft.api.layer.Variables;
import dev.graft.api.ops.Ops;
import java.util.List;

/**
 * {@code (x - mean) / max(sqrt(variance), 1e-7)} for each channel, by statistics that come with the
 * weights; Keras {@code Normalization(axis=-1)}. Parameters, none of them trainable: {@code mean
 * (channels)}, {@code variance (channels)} and {@code count ()}, the number of values that Keras
 * has learnt them from, which computes nothing. Without weights it changes nothing. Where the
 * statistics are settings, {@link ChannelNormalization} is the layer.
 *
 * @since 0.1
 */
@Stable
public record Normalization() implements Layer {
  private static final double EPSILON = 1e-7;

  @Override
  public Shape outputShape(List<Shape> inputs) {
    channels(inputs);
    return inputs.get(0);
  }

  @Override
  public List<Parameter> parameters(List<Shape> inputs) {
    Shape channels = Shape.of(channels(inputs));
    return List.of(
        Parameter.statistic("mean", channels, Initializer.ZEROS),
        Parameter.statistic("variance", channels, Initializer.ONES),
        Parameter.statistic("count", Shape.scalar(), Initializer.ZEROS));
  }

  private static int channels(List<Shape> inputs) {
    Shape input = InputShapes.single(inputs);
    if (input.rank() == 0) {
      throw new IllegalArgumentException("takes inputs with channels, found a scalar");
    }
    return input.channels();
  }

  @Override
  public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
    T centred = ops.subtract(inputs.get(0), variables.get("mean"));
    T deviation = ops.sqrt(variables.get("variance"));
    return ops.divide(centred, ops.maximum(deviation, ops.constant(EPSILON)));
  }
}
