package dev.graft.cli;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Has each engine examined in a process of its own, so that the end of one hides no other. */
final class EngineExaminer {
  /** How the JVM tells the signal, or the exception of Windows, that it died of. */
  private static final Pattern CRASH =
      Pattern.compile("(?m)^#\\s+(SIG[A-Z]+|EXCEPTION_[A-Z_]+)\\b");

  private static final int KILLED = 128 + 9;
  private static final int MOST_LINES = 5;

  private final String examination;
  private final Duration limit;
  private final PluginOptions plugins;

  /**
   * Examines as long as unpacking natives on a slow disk may take.
   *
   * @param plugins names folders that bring engines
   */
  static EngineExaminer ofThisProcess(PluginOptions plugins) {
    return new EngineExaminer(EngineExamination.class.getName(), Duration.ofMinutes(5), plugins);
  }

  /**
   * Makes an examiner.
   *
   * @param examination the program: its arguments are the engine's name, the file to write, and
   *     folders of plugins
   * @param limit the longest it may take
   * @param plugins names folders that bring engines
   */
  EngineExaminer(String examination, Duration limit, PluginOptions plugins) {
    this.plugins = plugins;
    this.examination = examination;
    this.limit = limit;
  }

  /**
   * Examines an engine.
   *
   * @throws ProblemException if no process can be started
   */
  EngineReport examine(String engine) {
    try {
      Path folder = Files.createTempDirectory("graft-doctor-");
      try {
        return examine(engine, folder);
      } finally {
        try (Stream<Path> files = Files.list(folder)) {
          for (Path file : files.toList()) {
            Files.delete(file);
          }
        }
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new ProblemException(
          Problem.of("no process can be started to examine an engine in (%s)".formatted(e))
              .withRemedy(
                  "see that %s can be written".formatted(System.getProperty("java.io.tmpdir"))),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while examining " + engine, e);
    }
  }

  private EngineReport examine(String engine, Path folder)
      throws IOException, InterruptedException {
    Path report = folder.resolve("report.json");
    Path said = folder.resolve("said.txt");
    Process process =
        new ProcessBuilder(command(engine, report))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return EngineReport.failed(
            engine,
            Problem.of("it does not answer within %d s".formatted(limit.toSeconds()))
                .withRemedy("try once more: the first start unpacks natives, which takes longer"));
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    if (process.exitValue() == 0 && Files.exists(report)) {
      return EngineReport.of(engine, new JsonText().diagnosis(Files.readString(report)));
    }
    return EngineReport.failed(
        engine, death(process.exitValue(), Files.readString(said, Charset.defaultCharset())));
  }

  private List<String> command(String engine, Path report) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(inheritedOptions());
    command.add("-XX:ErrorFile=" + report.resolveSibling("crash.log"));
    command.add("-XX:-CreateCoredumpOnCrash");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(examination);
    command.add(engine);
    command.add(report.toString());
    plugins.given().forEach(folder -> command.add(folder.toString()));
    return command;
  }

  /** This JVM's, apart from those that are for one process only. */
  private static List<String> inheritedOptions() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.matches("-(agent|javaagent|Xrun|Xdebug|Xms|Xlog|XX:.*Archive).*"))
        .toList();
  }

  /** Why a process ended without a report. */
  static Problem death(int exitStatus, String said) {
    Matcher crash = CRASH.matcher(said);
    if (crash.find()) {
      boolean instruction = crash.group(1).contains("ILL");
      return Problem.of(
              "its native library crashes the process (%s)%s"
                  .formatted(
                      crash.group(1),
                      instruction ? ": this processor lacks instructions it is built with" : ""))
          .withRemedy(
              instruction
                  ? "use another engine, or a machine with a newer processor"
                  : "delete its cache folder, so that it is unpacked anew, or use another engine");
    }
    if (exitStatus == KILLED) {
      return Problem.of("its process was killed, perhaps for want of memory")
          .withRemedy("give the machine more memory, or use another engine");
    }
    return Problem.of(
            "its examination failed with exit status %d: %s"
                .formatted(
                    exitStatus,
                    said.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .limit(MOST_LINES)
                        .reduce((first, second) -> first + " / " + second)
                        .orElse("it said nothing")))
        .withRemedy("if that is no fault of yours, please report it");
  }
}
