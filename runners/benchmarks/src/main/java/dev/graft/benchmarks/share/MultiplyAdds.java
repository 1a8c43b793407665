package dev.graft.benchmarks.share;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;

/** What a network multiplies and adds for one picture, as the literature counts it. */
final class MultiplyAdds {
  private MultiplyAdds() {}

  /** Those of the kernels: each is used once for every place of the layer's output. */
  static long of(Architecture architecture) {
    return architecture.nodes().stream().mapToLong(MultiplyAdds::of).sum();
  }

  private static long of(Node node) {
    Shape output = node.outputShape();
    long places = output.rank() == 3 ? (long) output.height() * output.width() : 1;
    return node.parameters().stream()
        .filter(parameter -> parameter.name().endsWith("kernel"))
        .mapToLong(parameter -> places * parameter.shape().size())
        .sum();
  }
}
