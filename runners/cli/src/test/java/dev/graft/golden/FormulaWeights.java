package dev.graft.golden;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.api.layer.Parameter;
import dev.graft.api.layers.DepthwiseConv2D;
import dev.graft.api.layers.Normalization;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The weights of the golden networks: a formula of the seed, the tensor's number in the network and
 * the element's number in the tensor, so that they need not be stored.
 */
public final class FormulaWeights {
  private static final long G = 0x9E3779B97F4A7C15L;
  private static final long H = 0xD1B54A32D192ED03L;

  private FormulaWeights() {}

  /**
   * A value for every parameter of a network.
   *
   * @param seed the golden file's seed
   * @param gain the golden file's factor of the kernels
   */
  public static Weights of(Architecture network, long seed, double gain) {
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    for (Node node : network.nodes()) {
      for (Parameter parameter : node.parameters()) {
        int tensor = tensors.size();
        float[] values =
            node.layer() instanceof Normalization
                ? imagenet(parameter)
                : uniform(seed, tensor, parameter.shape(), range(node, parameter, gain));
        tensors.put(
            Weights.key(node.name(), parameter.name()), new FloatTensor(parameter.shape(), values));
      }
    }
    return Weights.of(tensors);
  }

  /** ImageNet's statistics, from no values. */
  private static float[] imagenet(Parameter parameter) {
    return switch (parameter.name()) {
      case "mean" -> new float[] {0.485f, 0.456f, 0.406f};
      case "variance" ->
          new float[] {(float) (0.229 * 0.229), (float) (0.224 * 0.224), (float) (0.225 * 0.225)};
      default -> new float[1];
    };
  }

  private static double[] range(Node node, Parameter parameter, double gain) {
    return switch (parameter.name()) {
      case "gamma" -> new double[] {0.8, 1.2};
      case "beta", "moving_mean" -> new double[] {-0.2, 0.2};
      case "moving_variance" -> new double[] {0.6, 1.4};
      case "bias" -> new double[] {-0.1, 0.1};
      default -> {
        Shape shape = parameter.shape();
        boolean depthwise =
            node.layer() instanceof DepthwiseConv2D || parameter.name().equals("depthwise_kernel");
        long fanIn =
            depthwise
                ? (long) shape.dimension(0) * shape.dimension(1)
                : shape.size() / shape.channels();
        double limit = gain * Math.sqrt(3.0 / fanIn);
        yield new double[] {-limit, limit};
      }
    };
  }

  static float[] uniform(long seed, int tensor, Shape shape, double[] range) {
    long state = seed * G + tensor * H;
    float[] values = new float[shape.intSize()];
    for (int i = 0; i < values.length; i++) {
      double u = (mix(state + (i + 1L) * G) >>> 40) * 0x1p-24;
      values[i] = (float) (range[0] + (range[1] - range[0]) * u);
    }
    return values;
  }

  private static long mix(long x) {
    long z = x;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
