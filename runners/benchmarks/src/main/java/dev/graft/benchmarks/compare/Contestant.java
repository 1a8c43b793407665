package dev.graft.benchmarks.compare;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** A process that repeats tasks when it is asked to, and sleeps between. Ends with this object. */
final class Contestant implements AutoCloseable {
  private final String name;
  private final Process process;
  private final BufferedReader answers;
  private final Writer requests;
  private final Introduction introduction;

  private Contestant(String name, Process process) {
    this.name = name;
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
   * @param name what to call it in messages
   * @param environment added to this process's own
   * @throws ProblemException if it cannot be started, or ends without a word
   */
  static Contestant start(String name, List<String> command, Map<String, String> environment) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new ProblemException(
          Problem.of("contestant '%s' cannot be started: %s".formatted(name, e.getMessage())), e);
    }
    try {
      return new Contestant(name, process);
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
      throw ended(e);
    }
    return answer(Slice.class);
  }

  private <T> T answer(Class<T> type) {
    try {
      String line = answers.readLine();
      if (line == null) {
        throw ended(null);
      }
      return JsonMapper.shared().readValue(line, type);
    } catch (IOException e) {
      throw ended(e);
    }
  }

  private ProblemException ended(IOException cause) {
    return new ProblemException(
        Problem.of("contestant '%s' ended without an answer".formatted(name))
            .withRemedy("see what it says above"),
        cause);
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
