package dev.graft.training.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The machine's processor: libraries choose their kernels by it, so one with another set of
 * instructions may round otherwise.
 */
final class Processor {
  private static final Path LINUX = Path.of("/proc/cpuinfo");

  private Processor() {}

  /** Its kind: the system's and the JVM's names of it, and on Linux its model and instructions. */
  static String description() {
    return String.join(
        " ",
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER")).orElse(""),
        linux());
  }

  private static String linux() {
    if (!Files.isReadable(LINUX)) {
      return "";
    }
    try (Stream<String> lines = Files.lines(LINUX)) {
      return String.join(
          " ",
          lines
              .filter(line -> line.startsWith("model name") || line.startsWith("flags"))
              .collect(java.util.stream.Collectors.toCollection(TreeSet::new)));
    } catch (IOException | java.io.UncheckedIOException e) {
      return "";
    }
  }
}
