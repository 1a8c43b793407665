package dev.graft.training.input;

/**
 * How much may be kept in memory between epochs.
 *
 * @param pictures bytes of decoded pictures
 * @param features bytes of a phase's features, training and validation together
 */
public record MemoryBudget(long pictures, long features) {
  /** Half of the heap for pictures, a quarter for features. */
  public static MemoryBudget ofHeap() {
    long heap = Runtime.getRuntime().maxMemory();
    return new MemoryBudget(heap / 2, heap / 4);
  }
}
