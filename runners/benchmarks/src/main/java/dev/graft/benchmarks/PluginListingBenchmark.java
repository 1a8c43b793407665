package dev.graft.benchmarks;

import dev.graft.assembly.Graft;
import dev.graft.assembly.components.ComponentDescription;
import dev.graft.assembly.plugins.PluginFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Listing what dropped-in plugins bring, in a process that has done nothing before: as {@code graft
 * plugins} does it, with Graft's own plugins.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(10)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class PluginListingBenchmark {
  /** How many plugins; each brings five components. */
  @Param({"20", "0"})
  public int plugins;

  private Path folder;

  /** Compiles the plugins. */
  @Setup
  public void write() throws IOException {
    folder = Files.createTempDirectory("graft-plugins-");
    PluginFolder.write(folder, plugins, 5);
  }

  /** Deletes them. */
  @TearDown
  public void delete() throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** Loads, checks and describes all of them. */
  @Benchmark
  public List<ComponentDescription> list() {
    try (Graft graft = Graft.installed(new PluginFolders(List.of(folder), Optional.empty()))) {
      return graft.components().descriptions();
    }
  }
}
