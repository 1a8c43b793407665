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
 * {@code (x - mean) / standard deviation} for each channel; Keras {@code Normalization} with given
 * statistics, torchvision {@code Normalize}. Has no parameters: the statistics are settings.
 *
 * @since 0.1
 */
@Stable
public record ChannelNormalization(
    @Setting(value = "One for each channel.", example = "[0.485, 0.456, 0.406]") List<Double> mean,
    @Setting(
            value = "One for each channel.",
            min = 0,
            minExclusive = true,
            example = "[0.229, 0.224, 0.225]")
        List<Double> standardDeviation)
    implements Layer {
  /** Checks lengths and ranges. */
  public ChannelNormalization {
    mean = List.copyOf(mean);
    standardDeviation = List.copyOf(standardDeviation);
    if (mean.isEmpty() || mean.size() != standardDeviation.size()) {
      throw new IllegalArgumentException(
          "there must be as many means as standard deviations, found %d and %d"
              .formatted(mean.size(), standardDeviation.size()));
    }
    if (standardDeviation.stream().anyMatch(value -> !(value > 0))) {
      throw new IllegalArgumentException(
          "standard deviations are above 0, found " + standardDeviation);
    }
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape input = InputShapes.single(inputs);
    if (input.channels() != mean.size()) {
      throw new IllegalArgumentException(
          "has statistics for %d channels, found %d".formatted(mean.size(), input.channels()));
    }
    return input;
  }

  @Override
  public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
    float[] negated = new float[mean.size()];
    float[] factors = new float[mean.size()];
    for (int c = 0; c < factors.length; c++) {
      negated[c] = (float) -mean.get(c);
      factors[c] = (float) (1 / standardDeviation.get(c));
    }
    Shape channels = Shape.of(factors.length);
    T centred = ops.addBias(inputs.get(0), ops.constant(channels, negated));
    return ops.multiply(centred, ops.constant(channels, factors));
  }
}
