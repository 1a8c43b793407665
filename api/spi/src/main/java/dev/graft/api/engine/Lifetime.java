package dev.graft.api.engine;

import dev.graft.api.Evolving;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * How long a network may be used: until it is closed. Several threads may use it at once; closing
 * waits for them.
 *
 * @since 0.1
 */
@Evolving
public final class Lifetime {
  private final String network;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private volatile boolean closed;

  /**
   * Begins.
   *
   * @param network what to call the network in messages
   */
  public Lifetime(String network) {
    this.network = network;
  }

  /**
   * Uses what the network owns.
   *
   * @throws IllegalStateException after {@link #close}
   */
  public <R> R use(Supplier<R> work) {
    lock.readLock().lock();
    try {
      requireOpen();
      return work.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Checks that nothing is closed.
   *
   * @throws IllegalStateException after {@link #close}
   */
  public void requireOpen() {
    if (closed) {
      throw new IllegalStateException("network '" + network + "' is closed");
    }
  }

  /**
   * Ends.
   *
   * @param free frees what the network owns; called once however often this is
   */
  public void close(Runnable free) {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        free.run();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
