package dev.graft.api.engine;

import dev.graft.api.Evolving;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.api.imported.ImportedLayer;

/**
 * How many examples are inferred at once, so that memory does not grow with what the caller hands
 * over.
 *
 * @param size examples in a chunk, at least 1
 * @since 0.1
 */
@Evolving
public record Chunks(int size) {
  private static final long ELEMENTS = 1L << 26;
  private static final long MOST = 1024;
  private static final long CACHED_ELEMENTS = 3 << 20;
  private static final long FEWEST_CACHED = 4;
  private static final long MOST_CACHED = 32;

  /**
   * How many times the elements of its input an imported network's largest layer is taken to have:
   * in VGG16 it is 21 times, in MobileNetV2 8, in ResNet50 5.
   */
  private static final long INSIDE = 16;

  /** As many as keep the largest layer's output near 256 MiB. */
  public static Chunks of(Architecture architecture) {
    long largest =
        architecture.nodes().stream()
            .mapToLong(Chunks::elements)
            .reduce(architecture.input().shape().size(), Math::max);
    return new Chunks((int) Math.max(1, Math.min(MOST, ELEMENTS / largest)));
  }

  /**
   * As many, from 4 to 32, as keep the largest layer's inputs and output near 12 MiB, which a
   * processor's cache has room for.
   */
  public static Chunks cached(Architecture architecture) {
    long largest =
        architecture.nodes().stream()
            .mapToLong(
                node -> elements(node) + node.inputShapes().stream().mapToLong(Shape::size).sum())
            .reduce(1, Math::max);
    long fitting = Math.max(FEWEST_CACHED, Math.min(MOST_CACHED, CACHED_ELEMENTS / largest));
    return new Chunks((int) Math.min(fitting, of(architecture).size()));
  }

  /** One in so many parts of it, at least one example. */
  public Chunks dividedBy(int parts) {
    return new Chunks(Math.max(1, size / parts));
  }

  private static long elements(Node node) {
    return node.layer() instanceof ImportedLayer
        ? Math.max(
            node.outputShape().size(),
            INSIDE * node.inputShapes().stream().mapToLong(Shape::size).sum())
        : node.outputShape().size();
  }

  /** Something done to one chunk. */
  @FunctionalInterface
  public interface Work {
    /**
     * Does it.
     *
     * @param first index of the chunk's first example
     * @param count number of its examples
     */
    void on(int first, int count);
  }

  /** Does something to each chunk of so many examples, in order. */
  public void forEach(int examples, Work work) {
    for (int first = 0; first < examples; first += size) {
      work.on(first, Math.min(size, examples - first));
    }
  }
}
