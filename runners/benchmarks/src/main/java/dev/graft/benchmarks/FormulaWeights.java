package dev.graft.benchmarks;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.api.layer.Parameter;
import dev.graft.api.layers.DepthwiseConv2D;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Weights by a formula of the tensor's number in the network and the element's number in the
 * tensor: the same as in {@code peers/contest.py}, with features of ordinary size. Random weights
 * behind batch-norm statistics of their start values would leave features of 1e-19, and a machine
 * computes with such numbers at another speed.
 */
public final class FormulaWeights {
  private static final long SEED = 1;
  private static final double GAIN = 1.2;
  private static final long G = 0x9E3779B97F4A7C15L;
  private static final long H = 0xD1B54A32D192ED03L;

  private FormulaWeights() {}

  /** A value for every parameter of a network. */
  public static Weights of(Architecture network) {
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    for (Node node : network.nodes()) {
      for (Parameter parameter : node.parameters()) {
        double limit = limit(node, parameter);
        double middle = middle(parameter);
        tensors.put(
            Weights.key(node.name(), parameter.name()),
            uniform(tensors.size(), parameter.shape(), middle - limit, middle + limit));
      }
    }
    return Weights.of(tensors);
  }

  private static double middle(Parameter parameter) {
    return switch (parameter.name()) {
      case "gamma", "moving_variance" -> 1;
      default -> 0;
    };
  }

  private static double limit(Node node, Parameter parameter) {
    return switch (parameter.name()) {
      case "gamma", "beta", "moving_mean" -> 0.2;
      case "moving_variance" -> 0.4;
      case "bias" -> 0.1;
      default -> GAIN * Math.sqrt(3.0 / fanIn(node, parameter));
    };
  }

  private static long fanIn(Node node, Parameter parameter) {
    Shape kernel = parameter.shape();
    return node.layer() instanceof DepthwiseConv2D || parameter.name().equals("depthwise_kernel")
        ? (long) kernel.dimension(0) * kernel.dimension(1)
        : kernel.size() / kernel.channels();
  }

  private static FloatTensor uniform(int tensor, Shape shape, double low, double high) {
    long state = SEED * G + tensor * H;
    float[] values = new float[shape.intSize()];
    for (int i = 0; i < values.length; i++) {
      double u = (mixed(state + (i + 1L) * G) >>> 40) * 0x1p-24;
      values[i] = (float) (low + (high - low) * u);
    }
    return new FloatTensor(shape, values);
  }

  private static long mixed(long x) {
    long z = x;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
