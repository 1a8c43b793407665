package dev.graft.training;

import static dev.graft.training.ToyExperiment.adam;
import static dev.graft.training.ToyExperiment.examples;
import static dev.graft.training.ToyExperiment.phase;
import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.architecture.Freeze;
import dev.graft.api.engine.Placement;
import dev.graft.api.runner.RunListener;
import dev.graft.api.runner.RunResult;
import dev.graft.training.features.CacheEntry;
import dev.graft.training.features.CacheLimit;
import dev.graft.training.features.FeatureCache;
import dev.graft.training.input.MemoryBudget;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Runs that are killed at any moment while they fill the cache, two of them at a time: the next
 * ones compute what is missing, and get the same bytes as a run that has no cache.
 */
class KilledRunsTest extends ToyRuns {
  private static final int KILLS = 20;
  private static final int PICTURES = 800;

  /** A run in a process of its own: its output folder, the cache's folder. */
  public static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      FeatureCache cache = cacheIn(Path.of(arguments[1]));
      new LocalTrainingLoop(ToyExperiment.LAYERS, new MemoryBudget(1 << 20, 1 << 22), () -> cache)
          .run(toy(Path.of(arguments[0])).build(), Placement.cpu(1), new Telling());
    }
  }

  /** Says when the first features have been kept. */
  private static final class Telling implements RunListener {
    private boolean told;

    @Override
    public void progress(String activity, long done, long total) {
      if (!told && activity.contains("features")) {
        told = true;
        System.out.println("filling");
      }
    }
  }

  private static FeatureCache cacheIn(Path folder) {
    return new FeatureCache(folder, new CacheLimit(Optional.of(100_000_000L)));
  }

  private static ToyExperiment toy(Path output) {
    return new ToyExperiment(output)
        .training(examples("training", PICTURES, 1))
        .validation(examples("validation", 40, 2))
        .phases(phase("training", 1, new Freeze.All(), adam(0.01)));
  }

  private Process start(String name) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            output(name).toString(),
            output("cache").toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Waits for a line, then some milliseconds, then kills: SIGKILL, on systems that have it. */
  private static boolean kill(Process process, int after) throws Exception {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      lines.readLine();
      boolean ended = process.waitFor(after, TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      return !ended;
    }
  }

  @Test
  void nothingWrongIsReadAfterwards() throws Exception {
    RunResult uncached =
        run(toy(output("uncached")).build(), 1, new MemoryBudget(1 << 20, 1 << 22), noCache());
    Random random = new Random(11);
    int killed = 0;
    long records = 0;
    for (int round = 0; round < KILLS / 2; round++) {
      Process one = start("a" + round);
      Process other = start("b" + round);
      killed += kill(one, random.nextInt(150)) ? 1 : 0;
      killed += kill(other, random.nextInt(150)) ? 1 : 0;
      List<CacheEntry> entries = cacheIn(output("cache")).list();
      assertThat(entries).extracting(CacheEntry::inUse).containsOnly(false);
      records = entries.stream().mapToLong(CacheEntry::records).sum();
      if (round % 3 == 2 && round < KILLS / 2 - 1) {
        // Begin anew, or the last kills would find all of it there.
        cacheIn(output("cache")).clear(entry -> true);
      }
    }
    assertThat(killed).as("most were killed before they were done").isGreaterThan(KILLS / 2);
    assertThat(records).as("what was computed before is kept").isPositive();

    RunResult after =
        run(
            toy(output("after")).build(),
            1,
            new MemoryBudget(1 << 20, 1 << 22),
            cacheIn(output("cache")));

    assertThat(listener.messages).anyMatch(line -> line.contains("from earlier runs"));
    assertThat(metrics(after)).isEqualTo(metrics(uncached));
    assertThat(weights(after)).isEqualTo(weights(uncached));
    assertThat(Files.readString(after.output().resolve("predictions.csv")))
        .isEqualTo(Files.readString(uncached.output().resolve("predictions.csv")));
    assertThat(List.of(new File(output("cache").toString()).list()))
        .noneMatch(name -> name.endsWith(".use"));
  }
}
