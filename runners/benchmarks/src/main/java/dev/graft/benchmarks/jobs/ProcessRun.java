package dev.graft.benchmarks.jobs;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A process that ran to its end.
 *
 * @param seconds from its start to its end
 * @param lines what it wrote to its standard output, each line with the seconds since the start
 * @param peakBytes the most resident memory it had; 0 where the system does not tell (all but
 *     Linux)
 */
record ProcessRun(double seconds, List<Line> lines, long peakBytes) {
  private static final long LOOK_MILLIS = 100;

  /** A line and when it was written. */
  record Line(double seconds, String text) {}

  ProcessRun {
    lines = List.copyOf(lines);
  }

  /**
   * Runs a command. What it writes to its standard error is shown.
   *
   * @param environment added to this process's own
   * @throws ProblemException if it cannot be started, or ends with a failure
   */
  static ProcessRun of(List<String> command, Map<String, String> environment) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    long start = System.nanoTime();
    try {
      Process process = builder.start();
      AtomicLong peak = new AtomicLong();
      Thread looking = new Thread(() -> look(process, peak), "resident memory");
      looking.setDaemon(true);
      looking.start();
      List<Line> lines = read(process, start);
      int exitCode = process.waitFor();
      double seconds = since(start);
      if (exitCode != 0) {
        lines.forEach(line -> System.err.println(line.text()));
        throw new ProblemException(
            Problem.of("'%s' ended with %d".formatted(String.join(" ", command), exitCode)));
      }
      return new ProcessRun(seconds, lines, peak.get());
    } catch (IOException e) {
      throw new ProblemException(
          Problem.of("'%s' cannot be run: %s".formatted(command.get(0), e.getMessage())), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static List<Line> read(Process process, long start) throws IOException {
    List<Line> lines = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(new Line(since(start), line));
      }
    }
    return lines;
  }

  private static void look(Process process, AtomicLong peak) {
    while (process.isAlive()) {
      long now = peakOf(process.pid());
      peak.accumulateAndGet(now, Math::max);
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** The kernel's own high-water mark, so that nothing between two looks is missed. */
  private static long peakOf(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /** When the first line with a text was written, in seconds since the start. */
  Optional<Double> when(String text) {
    return lines.stream().filter(line -> line.text().contains(text)).map(Line::seconds).findFirst();
  }
}
