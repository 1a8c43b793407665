package dev.graft.api.architecture;

import dev.graft.api.Evolving;
import dev.graft.api.Shape;
import dev.graft.api.layer.Layer;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.Foldable;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Folds batch normalisation into the convolution or dense layer below it, for inference: {@code
 * gamma / sqrt(variance + epsilon)} scales the kernel, the rest becomes the bias. Done only where
 * it is exact but for rounding: the layer below is linear and feeds nothing else. Scales are
 * computed in double precision.
 *
 * @since 0.1
 */
@Evolving
public final class BatchNormFolding {
  private BatchNormFolding() {}

  /**
   * Folds what can be folded. The folded layer takes the batch normalisation's name, so the
   * network's output keeps its name.
   *
   * @param architecture a network that is only to infer
   * @param weights a value for each of its parameters
   */
  public static Folded fold(Architecture architecture, Weights weights) {
    Map<String, Integer> uses = new HashMap<>();
    uses.merge(architecture.output(), 1, Integer::sum);
    for (Node node : architecture.nodes()) {
      node.inputs().forEach(input -> uses.merge(input, 1, Integer::sum));
    }
    Map<String, Node> below = new HashMap<>();
    Set<String> absorbed = new HashSet<>();
    for (Node node : architecture.nodes()) {
      if (node.layer() instanceof BatchNormalization
          && architecture.contains(node.inputs().get(0))) {
        Node source = architecture.node(node.inputs().get(0));
        if (source.layer() instanceof Foldable foldable
            && foldable.linear()
            && uses.get(source.name()) == 1) {
          below.put(node.name(), source);
          absorbed.add(source.name());
        }
      }
    }
    Architecture.Builder folded = Architecture.builder(architecture.name(), architecture.input());
    Map<String, FloatTensor> values = new LinkedHashMap<>();
    for (Node node : architecture.nodes()) {
      if (absorbed.contains(node.name())) {
        continue;
      }
      Node source = below.get(node.name());
      if (source == null) {
        folded.add(node, node.inputs());
        node.parameters()
            .forEach(
                p ->
                    values.put(
                        Weights.key(node.name(), p.name()), weights.get(node.name(), p.name())));
      } else {
        fold(folded, values, weights, source, node);
      }
    }
    return new Folded(folded.build(architecture.output()), Weights.of(values));
  }

  private static void fold(
      Architecture.Builder folded,
      Map<String, FloatTensor> values,
      Weights weights,
      Node source,
      Node norm) {
    Foldable foldable = (Foldable) source.layer();
    BatchNormalization settings = (BatchNormalization) norm.layer();
    int channels = norm.outputShape().channels();
    float[] mean = weights.get(norm.name(), "moving_mean").values();
    float[] variance = weights.get(norm.name(), "moving_variance").values();
    double[] scale = new double[channels];
    float[] bias = new float[channels];
    float[] oldBias =
        weights.find(source.name(), "bias").map(FloatTensor::values).orElse(new float[channels]);
    for (int c = 0; c < channels; c++) {
      double gamma = settings.scale() ? weights.get(norm.name(), "gamma").values()[c] : 1;
      double beta = settings.center() ? weights.get(norm.name(), "beta").values()[c] : 0;
      scale[c] = gamma / Math.sqrt(variance[c] + settings.epsilon());
      bias[c] = (float) (beta + (oldBias[c] - (double) mean[c]) * scale[c]);
    }
    Layer biased = foldable.withBias();
    folded.add(norm.name(), biased, source.inputs());
    for (var parameter : source.parameters()) {
      if (!parameter.name().equals("bias")) {
        FloatTensor tensor = weights.get(source.name(), parameter.name());
        values.put(
            Weights.key(norm.name(), parameter.name()),
            parameter.name().equals(foldable.outputKernel()) ? scaled(tensor, scale) : tensor);
      }
    }
    values.put(Weights.key(norm.name(), "bias"), new FloatTensor(Shape.of(channels), bias));
  }

  /**
   * Scales each output channel. Output channels are the fastest-running index of every kernel: the
   * last axis of {@code (h, w, in, out)}, the last two of a depthwise {@code (h, w, c, m)}.
   */
  private static FloatTensor scaled(FloatTensor kernel, double[] scale) {
    float[] old = kernel.values();
    float[] values = new float[old.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (old[i] * scale[i % scale.length]);
    }
    return new FloatTensor(kernel.shape(), values);
  }
}
