package dev.graft.benchmarks.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How contestants are started. On a machine with more processors than threads each is bound to so
 * many of them, as far as the system can: nobody computes on more than another.
 *
 * @param batch pictures in a batch
 * @param size height and width of a picture
 * @param threads threads of each contestant
 */
record ContestantCommand(int batch, int size, int threads) {
  /** What the {@code graft} launcher sets. */
  static final Map<String, String> GRAFT_ENVIRONMENT =
      Map.of(
          "TF_CPP_MIN_LOG_LEVEL", "2",
          "TF_OVERRIDE_GLOBAL_THREADPOOL", "1",
          "OMP_WAIT_POLICY", "passive",
          "MALLOC_ARENA_MAX", "1",
          "MALLOC_MMAP_THRESHOLD_", "1073741824",
          "MALLOC_TRIM_THRESHOLD_", "268435456",
          "THP_MEM_ALLOC_ENABLE", "1");

  /** An engine in a JVM like this one. */
  List<String> graft(String engine) {
    List<String> command = bound();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseParallelGC");
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(GraftContestant.class.getName());
    command.add(engine);
    command.add(String.valueOf(batch));
    command.add(String.valueOf(size));
    command.add(String.valueOf(threads));
    return List.copyOf(command);
  }

  /** A Python script. */
  List<String> peer(Path python, Path script) {
    List<String> command = bound();
    command.add(python.toString());
    command.add(script.toString());
    command.addAll(List.of("--batch", String.valueOf(batch)));
    command.addAll(List.of("--size", String.valueOf(size)));
    command.addAll(List.of("--threads", String.valueOf(threads)));
    return List.copyOf(command);
  }

  private List<String> bound() {
    List<String> command = new ArrayList<>();
    boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
    if (linux && Runtime.getRuntime().availableProcessors() > threads) {
      command.addAll(List.of("taskset", "--cpu-list", "0-" + (threads - 1)));
    }
    return command;
  }
}
