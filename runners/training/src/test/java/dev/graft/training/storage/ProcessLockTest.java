package dev.graft.training.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLockTest {
  @TempDir Path folder;

  @Test
  void oneHasItAtATime() throws Exception {
    Path file = folder.resolve("lock");
    CountDownLatch waits = new CountDownLatch(1);
    AtomicBoolean released = new AtomicBoolean();
    CompletableFuture<Boolean> second;
    ProcessLock first = ProcessLock.take(file, () -> {});
    try {
      second =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  ProcessLock lock = ProcessLock.take(file, waits::countDown);
                  boolean after = released.get();
                  lock.close();
                  return after;
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      assertThat(waits.await(1, TimeUnit.MINUTES)).isTrue();
      released.set(true);
    } finally {
      first.close();
    }
    assertThat(second.get(1, TimeUnit.MINUTES)).isTrue();
  }
}
