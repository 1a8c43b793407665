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
import dev.graft.training.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
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
    RunResult onDisk = run(frozen(output("a")).build(), 2, PLENTY);
    assertThat(listener.messages)
        .anyMatch(line -> line.contains("24 training pictures") && line.contains("in the cache"))
        .anyMatch(line -> line.contains("10 validation pictures") && line.contains("in the cache"));
    RunResult inMemory = run(frozen(output("b")).build(), 2, PLENTY, noCache());
    assertThat(listener.messages)
        .anyMatch(line -> line.contains("24 computed now and kept in memory"));
    RunResult anew = run(frozen(output("c")).build(), 2, NONE, noCache());
    assertThat(listener.messages).anyMatch(line -> line.contains("computed anew each epoch"));

    for (RunResult other : List.of(inMemory, anew)) {
      assertThat(metrics(other)).isEqualTo(metrics(onDisk));
      assertThat(weights(other)).isEqualTo(weights(onDisk));
      assertThat(predictions(other)).isEqualTo(predictions(onDisk));
    }
  }

  private static String predictions(RunResult result) throws IOException {
    return Files.readString(new RunFolder(result.output()).predictions());
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
