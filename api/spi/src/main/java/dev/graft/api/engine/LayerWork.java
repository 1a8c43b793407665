package dev.graft.api.engine;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.api.imported.ImportedLayer;
import java.util.OptionalLong;

/** What there is to compute in a network's layers. */
final class LayerWork {
  private LayerWork() {}

  /**
   * Multiply-adds of a layer with a kernel, for one example, in the mean of the network's: each of
   * the kernel's elements is used once for each place of the output.
   *
   * @return empty if the network has no such layer, or one that was imported
   */
  static OptionalLong multiplyAdds(Architecture architecture) {
    long sum = 0;
    long layers = 0;
    for (Node node : architecture.nodes()) {
      if (node.layer() instanceof ImportedLayer) {
        return OptionalLong.empty();
      }
      long kernels =
          node.parameters().stream()
              .map(parameter -> parameter.shape())
              .filter(shape -> shape.rank() > 1)
              .mapToLong(Shape::size)
              .sum();
      if (kernels > 0) {
        sum += kernels * places(node.outputShape());
        layers++;
      }
    }
    return layers == 0 ? OptionalLong.empty() : OptionalLong.of(sum / layers);
  }

  private static long places(Shape output) {
    return output.size() / output.dimension(output.rank() - 1);
  }
}
