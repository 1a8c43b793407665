package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.experiment.Experiment;
import dev.graft.api.runner.EpochMetrics;
import dev.graft.api.runner.RunListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Listeners that are wrong in one way each, and the rule that tells it. */
class ListenerMutantsTest {
  private static final AtomicInteger HEARD = new AtomicInteger();

  private enum Fault {
    NONE,
    THROWS,
    THROWS_AT_NAN,
    AT_ONCE,
    WITHOUT_WORDS,
    ONCE_ONLY,
    SHARED,
    CHANCE,
    WRITES
  }

  /** Asks for an end once the validation accuracy is above one half, with a fault. */
  private static final class Faulty implements RunListener {
    private final Fault fault;
    private Optional<String> reason;

    Faulty(Fault fault) {
      this.fault = fault;
      this.reason = fault == Fault.AT_ONCE ? Optional.of("This ends at once.") : Optional.empty();
    }

    @Override
    public void runStarted(Experiment experiment) {
      if (fault == Fault.WRITES) {
        try {
          Files.createDirectories(experiment.output());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    @Override
    public void stepFinished(int step, double loss, double accuracy) {
      if (fault == Fault.THROWS || (fault == Fault.THROWS_AT_NAN && Double.isNaN(loss))) {
        throw new IllegalStateException("not heard");
      }
    }

    @Override
    public void epochFinished(EpochMetrics metrics) {
      boolean enough =
          switch (fault) {
            case SHARED -> HEARD.incrementAndGet() % 4 == 0;
            case CHANCE -> HEARD.incrementAndGet() % 5 == 0;
            default -> metrics.validationAccuracy() > 0.5;
          };
      String words =
          fault == Fault.WITHOUT_WORDS ? "" : "Epoch %d is enough.".formatted(metrics.epoch());
      reason = enough ? Optional.of(words) : Optional.empty();
    }

    @Override
    public Optional<String> stopReason() {
      Optional<String> told = reason;
      if (fault == Fault.ONCE_ONLY) {
        reason = Optional.empty();
      }
      return told;
    }
  }

  private static Fault underTest = Fault.NONE;

  static class Mutant extends ListenerContract {
    @Override
    protected RunListener listener() {
      if (underTest != Fault.CHANCE && underTest != Fault.SHARED) {
        HEARD.set(0);
      }
      return new Faulty(underTest);
    }
  }

  @Test
  void aRightListenerBreaksNoRule() {
    underTest = Fault.NONE;
    assertThat(Mutants.brokenBy(Mutant.class)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "THROWS, LISTENER-1",
    "THROWS_AT_NAN, LISTENER-1",
    "AT_ONCE, LISTENER-2",
    "WITHOUT_WORDS, LISTENER-3",
    "ONCE_ONLY, LISTENER-4",
    "SHARED, LISTENER-5",
    "CHANCE, LISTENER-6",
    "WRITES, LISTENER-7"
  })
  void aWrongOneIsTold(Fault fault, String rule) {
    underTest = fault;
    HEARD.set(0);
    assertThat(Mutants.brokenBy(Mutant.class))
        .contains(rule)
        .allMatch(broken -> broken.startsWith("LISTENER-"));
  }
}
