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
import dev.graft.api.plugin.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Batch normalisation over the channels (Ioffe and Szegedy 2015); Keras {@code BatchNormalization}.
 * In training it uses the batch's statistics and moves its own: {@code moving = momentum * moving +
 * (1 - momentum) * batch}, with the variance divided by the number of values as in Keras 3.
 *
 * @since 0.1
 */
@Stable
public record BatchNormalization(
    @Setting(
            value = "Share of the old statistics kept at each step.",
            defaultValue = "0.99",
            min = 0,
            max = 1)
        double momentum,
    @Setting(value = "Added to the variance.", defaultValue = "0.001", min = 0, minExclusive = true)
        double epsilon,
    @Setting(value = "Whether there is a beta.", defaultValue = "true") boolean center,
    @Setting(value = "Whether there is a gamma.", defaultValue = "true") boolean scale)
    implements Layer {

  /** With beta and gamma. */
  public static BatchNormalization of(double momentum, double epsilon) {
    return new BatchNormalization(momentum, epsilon, true, true);
  }

  /** The same without gamma. */
  public BatchNormalization withoutScale() {
    return new BatchNormalization(momentum, epsilon, center, false);
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return InputShapes.single(inputs);
  }

  @Override
  public List<Parameter> parameters(List<Shape> inputs) {
    Shape channels = Shape.of(InputShapes.single(inputs).channels());
    List<Parameter> parameters = new ArrayList<>();
    if (scale) {
      parameters.add(Parameter.trainable("gamma", channels, Initializer.ONES));
    }
    if (center) {
      parameters.add(Parameter.trainable("beta", channels, Initializer.ZEROS));
    }
    parameters.add(Parameter.statistic("moving_mean", channels, Initializer.ZEROS));
    parameters.add(Parameter.statistic("moving_variance", channels, Initializer.ONES));
    return parameters;
  }

  @Override
  public boolean dependsOnMode() {
    return true;
  }

  @Override
  public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
    T x = inputs.get(0);
    int channels = ops.exampleShape(x).channels();
    T gamma = scale ? variables.get("gamma") : filled(ops, channels, 1);
    T beta = center ? variables.get("beta") : filled(ops, channels, 0);
    T movingMean = variables.get("moving_mean");
    T movingVariance = variables.get("moving_variance");
    if (mode == Mode.INFERENCE) {
      return ops.batchNorm(x, gamma, beta, movingMean, movingVariance, epsilon);
    }
    Ops.Normalized<T> normalized = ops.batchNormTraining(x, gamma, beta, epsilon);
    variables.assign("moving_mean", moved(ops, movingMean, normalized.mean()));
    variables.assign("moving_variance", moved(ops, movingVariance, normalized.variance()));
    return normalized.output();
  }

  private <T> T moved(Ops<T> ops, T moving, T batch) {
    return ops.add(ops.multiply(moving, momentum), ops.multiply(batch, 1 - momentum));
  }

  private static <T> T filled(Ops<T> ops, int channels, float value) {
    float[] values = new float[channels];
    Arrays.fill(values, value);
    return ops.constant(Shape.of(channels), values);
  }
}
