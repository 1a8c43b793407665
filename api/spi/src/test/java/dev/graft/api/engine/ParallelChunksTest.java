package dev.graft.api.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.layers.Conv2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParallelChunksTest {
  private final ParallelChunks chunks = new ParallelChunks(new Chunks(4), new Chunks(10), 3);

  @AfterEach
  void close() {
    chunks.close();
  }

  @Test
  void everyExampleIsInOneChunkOfAtMostTheNarrowSize() {
    for (int examples = 0; examples < 40; examples++) {
      Set<Integer> seen = new ConcurrentSkipListSet<>();
      int narrow = examples >= 6 ? 4 : 10;
      chunks.forEach(
          examples,
          (first, count, threads) -> {
            assertThat(count).isBetween(1, narrow);
            for (int i = first; i < first + count; i++) {
              assertThat(seen.add(i)).isTrue();
            }
          });
      assertThat(seen).isEqualTo(IntStream.range(0, examples).boxed().collect(Collectors.toSet()));
    }
  }

  @Test
  void chunksAreDoneSideBySideByOneThreadEach() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(3);
    Set<Thread> workers = ConcurrentHashMap.newKeySet();
    chunks.forEach(
        12,
        (first, count, threads) -> {
          assertThat(threads).isEqualTo(1);
          workers.add(Thread.currentThread());
          begun.countDown();
          try {
            // None ends before all have begun.
            assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    assertThat(workers).hasSize(3).contains(Thread.currentThread());
  }

  @Test
  void wholeBatchesAreCutAlikeHoweverManyThereAre() {
    for (int threads : new int[] {2, 3, 5, 16, 24}) {
      for (int narrow : new int[] {1, 4, 5, 6, 32, 100}) {
        try (ParallelChunks shared =
            new ParallelChunks(new Chunks(narrow), new Chunks(200), threads)) {
          Set<List<Integer>> alone = cut(shared, ParallelChunks.BATCH);
          Set<List<Integer>> three =
              cut(shared, 3 * ParallelChunks.BATCH).stream()
                  .map(chunk -> List.of(chunk.get(0) % ParallelChunks.BATCH, chunk.get(1)))
                  .collect(Collectors.toSet());
          assertThat(three).isEqualTo(alone).hasSizeGreaterThanOrEqualTo(Math.min(threads, 16));
        }
      }
    }
  }

  private static Set<List<Integer>> cut(ParallelChunks chunks, int examples) {
    Set<List<Integer>> found = ConcurrentHashMap.newKeySet();
    chunks.forEach(
        examples,
        (first, count, threads) -> {
          assertThat(threads).isEqualTo(1);
          assertThat(found.add(List.of(first, count))).isTrue();
        });
    return found;
  }

  @Test
  void fewExamplesAreDoneByAllThreadsTogether() {
    Set<Integer> counts = new TreeSet<>();
    chunks.forEach(
        5,
        (first, count, threads) -> {
          assertThat(threads).isEqualTo(3);
          counts.add(count);
        });
    assertThat(counts).containsExactly(5);
  }

  @Test
  void oneExampleOfASmallNetworkIsDoneByOneThread() {
    // 27 * 16 * 32 * 32 multiply-adds, and 27 * 64 * 224 * 224.
    assertThat(threads(network(32, 16), 1)).containsExactly(1);
    assertThat(threads(network(224, 64), 1)).containsExactly(3);
    assertThat(threads(network(32, 16), 2)).containsExactly(3);
  }

  private static List<Integer> threads(Architecture network, int examples) {
    List<Integer> found = Collections.synchronizedList(new ArrayList<>());
    try (ParallelChunks chunks = ParallelChunks.cached(network, 3)) {
      chunks.forEach(examples, (first, count, threads) -> found.add(threads));
    }
    return found;
  }

  @Test
  void oneThreadTakesNarrowChunksInOrder() {
    try (ParallelChunks alone = new ParallelChunks(new Chunks(4), new Chunks(10), 1)) {
      StringBuilder order = new StringBuilder();
      alone.forEach(
          10,
          (first, count, threads) ->
              order
                  .append(first)
                  .append('+')
                  .append(count)
                  .append('/')
                  .append(threads)
                  .append(' '));
      assertThat(order).hasToString("0+4/1 4+4/1 8+2/1 ");
    }
  }

  @Test
  void whatTheWorkThrowsIsThrown() {
    IllegalStateException fault = new IllegalStateException("fault");
    for (int bad = 0; bad < 12; bad += 4) {
      int at = bad;
      assertThatThrownBy(
              () ->
                  chunks.forEach(
                      12,
                      (first, count, threads) -> {
                        if (first == at) {
                          throw fault;
                        }
                      }))
          .isSameAs(fault);
    }
    // The threads are still there.
    chunks.forEach(12, (first, count, threads) -> {});
  }

  @Test
  void cachedChunksAreSmallForLargeLayers() {
    assertThat(Chunks.cached(network(224, 64)).size()).isEqualTo(4);
    assertThat(Chunks.cached(network(80, 32)).size()).isEqualTo((3 << 20) / (80 * 80 * 35));
    assertThat(Chunks.cached(network(8, 8)).size()).isEqualTo(32);
  }

  private static Architecture network(int size, int filters) {
    Architecture.Builder network =
        Architecture.builder("net", Input.features(Shape.of(size, size, 3)));
    network.add("conv", Conv2D.of(filters, 3).same());
    return network.build();
  }
}
