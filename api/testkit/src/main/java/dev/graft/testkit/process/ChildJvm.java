package dev.graft.testkit.process;

import dev.graft.api.Evolving;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A program in a JVM of its own, with this JVM's class path or a part of it, for what can be tried
 * once in a process only: which native libraries it loads, and what happens where they are missing.
 *
 * @since 0.1
 */
@Evolving
public final class ChildJvm {
  private static final int MOST_MINUTES = 10;

  private final String main;
  private final List<String> options = new ArrayList<>(List.of("-Xmx512m", "-Xshare:auto"));
  private final Map<String, String> environment = new LinkedHashMap<>();
  private List<String> classPath =
      List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));

  /**
   * What came of a program.
   *
   * @param exitStatus 0 if all went well
   * @param output all it wrote to its standard output
   * @param errors all it wrote to its standard error
   */
  public record Outcome(int exitStatus, String output, String errors) {}

  private ChildJvm(String main) {
    this.main = main;
  }

  /** Will run the {@code main} of a class. */
  public static ChildJvm of(Class<?> main) {
    return new ChildJvm(main.getName());
  }

  /**
   * Leaves jars and folders out of the class path.
   *
   * @param name a regular expression for a part of the file's name, such as {@code pytorch-native}
   * @throws IllegalArgumentException if no file has such a name
   */
  public ChildJvm without(String name) {
    Pattern pattern = Pattern.compile(name);
    List<String> rest =
        classPath.stream()
            .filter(entry -> !pattern.matcher(Path.of(entry).getFileName().toString()).find())
            .toList();
    if (rest.size() == classPath.size()) {
      throw new IllegalArgumentException("nothing on the class path is called '" + name + "'");
    }
    classPath = rest;
    return this;
  }

  /** Adds an option of the JVM, such as {@code -Dkey=value}. */
  public ChildJvm option(String option) {
    options.add(option);
    return this;
  }

  /** Sets an environment variable. */
  public ChildJvm environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /**
   * Runs it to its end.
   *
   * @throws IllegalStateException if it takes more than ten minutes; it is ended then
   */
  public Outcome run(String... arguments) {
    List<String> command = command(arguments);
    try {
      Path output = Files.createTempFile("child-", ".out");
      Path errors = Files.createTempFile("child-", ".err");
      try {
        return run(command, output, errors);
      } finally {
        Files.delete(output);
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + main, e);
    }
  }

  /**
   * Starts it and leaves it to the caller, who reads its output, standard error included, and ends
   * it: {@link Process#destroyForcibly} kills it as a lack of power would.
   */
  public Process start(String... arguments) {
    ProcessBuilder builder = new ProcessBuilder(command(arguments)).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(classPath.stream().collect(Collectors.joining(File.pathSeparator)));
    command.add(main);
    command.addAll(Arrays.asList(arguments));
    return command;
  }

  private Outcome run(List<String> command, Path output, Path errors)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
        throw new IllegalStateException(
            "%s does not end; so far it said:%n%s%s"
                .formatted(main, Files.readString(output), Files.readString(errors)));
      }
    } finally {
      process.destroyForcibly();
    }
    return new Outcome(process.exitValue(), Files.readString(output), Files.readString(errors));
  }
}
