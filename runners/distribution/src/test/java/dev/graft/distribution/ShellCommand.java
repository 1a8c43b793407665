package dev.graft.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program and the surroundings that it is started in: its folder and its whole environment. */
record ShellCommand(List<String> command, Path folder, Map<String, String> environment) {
  private static final int MOST_MINUTES = 5;

  /**
   * What came of it.
   *
   * @param exitStatus 0 if all went well
   * @param output all it wrote to its standard output
   * @param errors all it wrote to its standard error
   */
  record Outcome(int exitStatus, String output, String errors) {}

  /** In a folder, with a {@code PATH} of the system's own programs and no other variable. */
  static ShellCommand in(Path folder, String... command) {
    return new ShellCommand(List.of(command), folder, Map.of("PATH", "/usr/bin:/bin"));
  }

  /** Sets a variable too. */
  ShellCommand with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(environment);
    more.put(name, value);
    return new ShellCommand(command, folder, more);
  }

  private ProcessBuilder builder(String... arguments) {
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(command.stream(), Stream.of(arguments)).toList())
            .directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }

  /** Starts it, with all that it writes in its output. */
  Process start(String... arguments) throws IOException {
    return builder(arguments).redirectErrorStream(true).start();
  }

  /** Runs it to its end. */
  Outcome run(String... arguments) {
    ProcessBuilder builder = builder(arguments);
    try {
      Path output = Files.createTempFile("graft-", ".out");
      Path errors = Files.createTempFile("graft-", ".err");
      try {
        Process process =
            builder.redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
        try {
          process.getOutputStream().close();
          if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
            throw new IllegalStateException("%s does not end".formatted(builder.command()));
          }
        } finally {
          process.destroyForcibly();
        }
        return new Outcome(process.exitValue(), Files.readString(output), Files.readString(errors));
      } finally {
        Files.delete(output);
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + command, e);
    }
  }
}
