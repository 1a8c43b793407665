package dev.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeLeftTest {
  private final TimeLeft timeLeft = new TimeLeft();

  @Test
  void theFirstEpochSpeaksForAll() {
    timeLeft.epochStarted(1, 3, 10, 100);

    // 5 of 10 steps in 4 seconds: 4 more, and two epochs of 8.
    assertThat(timeLeft.seconds(5, 104)).isEqualTo(20);
  }

  @Test
  void laterEpochsAreAsLongAsTheLastWholeOne() {
    timeLeft.epochStarted(1, 3, 10, 0);
    timeLeft.epochFinished(30);
    timeLeft.epochStarted(2, 3, 10, 30);
    timeLeft.epochFinished(36);
    timeLeft.epochStarted(3, 3, 10, 36);

    // 5 steps in 2 seconds would be 4 for all, but an epoch took 6, its validation included.
    assertThat(timeLeft.seconds(5, 38)).isEqualTo(4);
  }

  @Test
  void aSlowFirstEpochIsForgotten() {
    timeLeft.epochStarted(1, 2, 10, 0);
    timeLeft.epochFinished(100);
    timeLeft.epochStarted(2, 2, 10, 100);

    // At this pace 10 seconds; the 100 of the first epoch count for at most as much again.
    assertThat(timeLeft.seconds(5, 105)).isEqualTo(15);
  }
}
