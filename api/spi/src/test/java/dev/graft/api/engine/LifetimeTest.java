package dev.graft.api.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LifetimeTest {
  private final Lifetime lifetime = new Lifetime("net");
  private final AtomicInteger freed = new AtomicInteger();

  @Test
  void isUsedUntilItIsClosed() {
    assertThat(lifetime.<Integer>use(() -> 7)).isEqualTo(7);

    lifetime.close(freed::incrementAndGet);

    assertThatThrownBy(() -> lifetime.use(() -> 7))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("network 'net' is closed");
    assertThatThrownBy(lifetime::requireOpen).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void isFreedOnce() {
    lifetime.close(freed::incrementAndGet);
    lifetime.close(freed::incrementAndGet);

    assertThat(freed).hasValue(1);
  }

  @Test
  void waitsForThoseWhoUseIt() throws InterruptedException {
    CountDownLatch using = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicBoolean freedWhileUsed = new AtomicBoolean();
    Thread user =
        new Thread(
            () ->
                lifetime.use(
                    () -> {
                      using.countDown();
                      try {
                        goOn.await(10, TimeUnit.SECONDS);
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                      freedWhileUsed.set(freed.get() > 0);
                      return null;
                    }));
    user.start();
    using.await();
    Thread closer = new Thread(() -> lifetime.close(freed::incrementAndGet));
    closer.start();
    closer.join(50);
    assertThat(freed).hasValue(0);
    goOn.countDown();
    user.join();
    closer.join();

    assertThat(freed).hasValue(1);
    assertThat(freedWhileUsed).isFalse();
  }
}
