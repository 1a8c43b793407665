package dev.graft.training.input;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that decode and augment pictures. What they compute never depends on their number.
 */
public final class Workers implements AutoCloseable {
  private final int threads;
  private final ExecutorService executor;

  /**
   * Starts the threads when they are first needed.
   *
   * @param threads at least 1
   */
  public Workers(int threads) {
    this.threads = threads;
    AtomicInteger number = new AtomicInteger();
    this.executor =
        Executors.newFixedThreadPool(
            threads,
            work -> {
              Thread thread = new Thread(work, "graft-pictures-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Number of threads. */
  public int threads() {
    return threads;
  }

  <T> Future<T> submit(Callable<T> work) {
    return executor.submit(work);
  }

  /** Waits for some work; what it threw is thrown here. */
  static <T> T await(Future<T> work) {
    try {
      return work.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      } else if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw new IllegalStateException("a picture could not be prepared", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while pictures were prepared", e);
    }
  }

  /** Stops the threads; work that is not done is dropped. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
