package dev.graft.testkit;

import java.util.random.RandomGenerator;

/** Counts how many numbers were drawn from another generator. */
final class CountingGenerator implements RandomGenerator {
  private final RandomGenerator source;
  private int drawn;

  CountingGenerator(RandomGenerator source) {
    this.source = source;
  }

  int drawn() {
    return drawn;
  }

  @Override
  public long nextLong() {
    drawn++;
    return source.nextLong();
  }
}
