package dev.graft.training;

import static dev.graft.training.ToyExperiment.adam;
import static dev.graft.training.ToyExperiment.examples;
import static dev.graft.training.ToyExperiment.phase;
import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Image;
import dev.graft.api.architecture.Freeze;
import dev.graft.api.data.Example;
import dev.graft.api.runner.RunResult;
import dev.graft.training.input.MemoryBudget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is kept in memory changes no result. */
class TrainingMemoryTest extends ToyRuns {
  @Test
  void decodingAnewGivesTheSameAsKeepingInMemory() throws IOException {
    RunResult kept = run(new ToyExperiment(output("a")).build(), 2, PLENTY);
    RunResult some = run(new ToyExperiment(output("b")).build(), 2, new MemoryBudget(64 * 7, 0));

    assertThat(metrics(some)).isEqualTo(metrics(kept));
    assertThat(listener.messages).anyMatch(line -> line.startsWith("7 of 34 pictures fit"));
  }

  @Test
  void keptFeaturesGiveTheSameAsComputingThemAnew() throws IOException {
    RunResult kept = run(frozen(output("a")).build(), 2, PLENTY);
    assertThat(listener.messages)
        .anyMatch(line -> line.contains("24 training pictures are computed once"))
        .anyMatch(line -> line.contains("10 validation pictures are computed once"));
    RunResult anew = run(frozen(output("b")).build(), 2, NONE);

    assertThat(listener.messages).anyMatch(line -> line.contains("computed anew each epoch"));
    assertThat(metrics(anew)).isEqualTo(metrics(kept));
    assertThat(weights(anew)).isEqualTo(weights(kept));
  }

  private static ToyExperiment frozen(Path output) {
    return new ToyExperiment(output).phases(phase("training", 4, new Freeze.All(), adam(0.01)));
  }

  @Test
  void readsEachPictureOnceWhenAllAreKept() {
    AtomicInteger reads = new AtomicInteger();
    List<Example> counted = new ArrayList<>();
    examples("training", 24, 1).forEach(each -> counted.add(new Counted(each, reads)));

    run(new ToyExperiment(output("run")).training(counted));

    assertThat(reads).as("once, and once more by the self-check's 20").hasValue(24 + 20);
  }

  private record Counted(Example example, AtomicInteger reads) implements Example {
    @Override
    public String id() {
      return example.id();
    }

    @Override
    public int label() {
      return example.label();
    }

    @Override
    public Image image() {
      reads.incrementAndGet();
      return example.image();
    }
  }
}
