package dev.graft.api.engine;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;

/**
 * How many examples are inferred at once: as many as keep the largest layer's output near 256 MiB,
 * so that memory does not grow with what the caller hands over.
 *
 * @param size examples in a chunk, at least 1
 */
public record Chunks(int size) {
  private static final long ELEMENTS = 1L << 26;
  private static final long MOST = 1024;

  /** Those of a network. */
  public static Chunks of(Architecture architecture) {
    long largest =
        architecture.nodes().stream()
            .map(Node::outputShape)
            .mapToLong(Shape::size)
            .reduce(architecture.input().shape().size(), Math::max);
    return new Chunks((int) Math.max(1, Math.min(MOST, ELEMENTS / largest)));
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
