package dev.graft.api.engine;

import dev.graft.api.Evolving;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.api.imported.ImportedLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Infers chunks side by side, each on one thread: threads that share a chunk wait for one another
 * after every operation, and its layers' outputs leave the processor's cache before the next layer
 * takes them. Examples that are too few for that are inferred by all threads together, but a single
 * one in a small network by one thread. Safe for use by several threads. Owns threads until closed.
 *
 * @since 0.1
 */
@Evolving
public final class ParallelChunks implements AutoCloseable {
  /**
   * Examples of a batch: where threads take chunks of their own, each whole batch of so many is cut
   * as if it came alone, so that what comes out for an example does not depend on how many batches
   * there are.
   */
  public static final int BATCH = 32;

  /** Batches cut at once: with 4, the threads wait for one another a quarter as often as with 1. */
  private static final int AT_ONCE = 4;

  /**
   * Multiply-adds of a layer from which it pays to share one. Two threads took 1.25 times as long
   * as one for a picture in MobileNetV2 at 160x160 and at 224x224 (3 and 6 million in a layer), and
   * 0.75 times in Xception at 150x150 (26 million).
   */
  private static final long WORTH_SHARING = 10_000_000;

  private final int threads;
  private final boolean shared;
  private final Chunks narrow;
  private final Chunks wide;
  private final ExecutorService others;

  /**
   * Chunks whose examples, if there are too few, are inferred by all threads together.
   *
   * @param narrow the largest chunks that one thread infers
   * @param wide the largest chunks that all threads infer together
   * @param threads at least 1
   */
  public ParallelChunks(Chunks narrow, Chunks wide, int threads) {
    this(narrow, wide, threads, true);
  }

  private ParallelChunks(Chunks narrow, Chunks wide, int threads, boolean shared) {
    this.narrow = narrow;
    this.wide = wide;
    this.threads = threads;
    this.shared = shared;
    AtomicInteger number = new AtomicInteger();
    // No thread is begun before it is needed.
    this.others =
        Executors.newFixedThreadPool(
            Math.max(1, threads - 1),
            work -> {
              Thread thread = new Thread(work, "graft-infers-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Chunks of a network that stay in a processor's cache; its layers are shared where that pays.
   *
   * @param threads at least 1
   */
  public static ParallelChunks cached(Architecture architecture, int threads) {
    return new ParallelChunks(
        Chunks.cached(architecture),
        Chunks.of(architecture),
        threads,
        isWorthSharing(architecture));
  }

  /** By the mean of its layers that have a kernel; nobody sees into an imported one. */
  private static boolean isWorthSharing(Architecture architecture) {
    boolean imported =
        architecture.nodes().stream().anyMatch(node -> node.layer() instanceof ImportedLayer);
    return imported
        || architecture.nodes().stream()
                .mapToLong(Node::multiplyAdds)
                .filter(multiplyAdds -> multiplyAdds > 0)
                .average()
                .orElse(WORTH_SHARING)
            >= WORTH_SHARING;
  }

  /** Something done to one chunk. */
  @FunctionalInterface
  public interface Work {
    /**
     * Does it.
     *
     * @param first index of the chunk's first example
     * @param count number of its examples
     * @param threads threads that may do it: 1, or all
     */
    void on(int first, int count, int threads);
  }

  /**
   * Does something to each chunk of so many examples. What they are cut into depends on the number
   * of examples and of threads alone.
   *
   * @throws RuntimeException what the work throws first; chunks that are begun are finished
   */
  public void forEach(int examples, Work work) {
    if (threads == 1) {
      narrow.forEach(examples, (first, count) -> work.on(first, count, 1));
      return;
    }
    if (examples == 1 && !shared) {
      work.on(0, 1, 1);
      return;
    }
    if (examples < Math.min(2 * threads, BATCH)) {
      wide.forEach(examples, (first, count) -> work.on(first, count, threads));
      return;
    }
    share(chunks(examples), work);
  }

  /** The first example and the number of examples of each chunk that one thread infers. */
  private List<int[]> chunks(int examples) {
    List<int[]> chunks = new ArrayList<>();
    Chunks each =
        new Chunks(Math.min(narrow.size(), (Math.min(BATCH, examples) - 1) / threads + 1));
    new Chunks(BATCH)
        .forEach(
            examples,
            (begin, inBatch) ->
                each.forEach(
                    inBatch, (first, count) -> chunks.add(new int[] {begin + first, count})));
    return chunks;
  }

  /** Each thread takes the next chunk as soon as it has done one, the calling thread among them. */
  private void share(List<int[]> chunks, Work work) {
    AtomicInteger next = new AtomicInteger();
    AtomicBoolean failed = new AtomicBoolean();
    Runnable share =
        () -> {
          for (int i = next.getAndIncrement();
              i < chunks.size() && !failed.get();
              i = next.getAndIncrement()) {
            try {
              work.on(chunks.get(i)[0], chunks.get(i)[1], 1);
            } catch (RuntimeException | Error e) {
              failed.set(true);
              throw e;
            }
          }
        };
    List<CompletableFuture<Void>> shares = new ArrayList<>();
    for (int i = 1; i < Math.min(threads, chunks.size()); i++) {
      shares.add(CompletableFuture.runAsync(share, others));
    }
    Throwable thrown = null;
    try {
      share.run();
    } catch (RuntimeException | Error e) {
      thrown = e;
    }
    for (CompletableFuture<Void> other : shares) {
      try {
        other.join();
      } catch (CompletionException e) {
        thrown = thrown == null ? e.getCause() : thrown;
      }
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
  }

  /**
   * How many batches are best cut at once: where threads share the chunks, each waits for the last
   * of them only when all batches are done.
   *
   * @return as {@link InferenceNetwork#batchesAtOnce}
   */
  public int batchesAtOnce() {
    return threads == 1 ? 1 : AT_ONCE;
  }

  /** Ends the threads when they have done what was begun. */
  @Override
  public void close() {
    others.shutdown();
  }
}
