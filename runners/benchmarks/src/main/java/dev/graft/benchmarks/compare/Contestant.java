package dev.graft.benchmarks.compare;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** A process that repeats tasks when it is asked to, and sleeps between. Ends with this object. */
final class Contestant implements AutoCloseable {
  private final String command;
  private final Process process;
  private final BufferedReader answers;
  private final Writer requests;
  private final Introduction introduction;

  private Contestant(List<String> command, Process process) {
    this.command = String.join(" ", command);
    this.process = process;
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.requests =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    this.introduction = answer(Introduction.class);
  }

  /**
   * Starts a process and waits until it is ready. What it writes to its standard error is shown.
   *
   * @param environment added to this process's own
   * @throws IllegalStateException if it ends without a word
   */
  static Contestant start(List<String> command, Map<String, String> environment) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      return new Contestant(command, process);
    } catch (RuntimeException e) {
      process.destroy();
      throw e;
    }
  }

  Introduction introduction() {
    return introduction;
  }

  Slice run(String task, int times) {
    try {
      requests.write(task + " " + times + "\n");
      requests.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(command, e);
    }
    return answer(Slice.class);
  }

  private <T> T answer(Class<T> type) {
    try {
      String line = answers.readLine();
      if (line == null) {
        throw new IllegalStateException("ended without an answer: " + command);
      }
      return JsonMapper.shared().readValue(line, type);
    } catch (IOException e) {
      throw new UncheckedIOException(command, e);
    }
  }

  @Override
  public void close() {
    try {
      requests.close();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
