package dev.graft.cli;

import dev.graft.api.problem.FileProblem;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.assembly.components.PluginFailureException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Tells what went wrong: the user's problems one per line, without a stack trace; a bug with one.
 *
 * <p>The user's are a {@link ProblemException}, wherever in the chain of causes; a lack of memory;
 * and what the file system says of a file that it names, if nothing but an {@link
 * UncheckedIOException} stands around it. Every other {@link IOException}, and one that something
 * else was made of, is a bug: what reads and writes the user's files throws problems.
 */
final class ErrorReport implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final PrintWriter err;

  ErrorReport(PrintWriter err) {
    this.err = err;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    return report(e);
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    err.println("graft: " + e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, err);
    err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.PROBLEM;
  }

  /**
   * Prints an error.
   *
   * @return the exit code it deserves
   */
  int report(Throwable error) {
    Optional<List<Problem>> problems =
        find(error, ProblemException.class).map(ProblemException::problems);
    if (problems.isPresent()) {
      problems.get().forEach(err::println);
      return ExitCode.PROBLEM;
    }
    if (find(error, OutOfMemoryError.class).isPresent()) {
      err.printf(
          "graft: out of memory: Java may use %s.%n"
              + "Give it more, for example GRAFT_JAVA_OPTS=-Xmx8g, or make training.batch_size or"
              + " the image size smaller.%n",
          NumberText.bytes(Runtime.getRuntime().maxMemory()));
      return ExitCode.PROBLEM;
    }
    if (bare(error) instanceof FileSystemException failure && failure.getFile() != null) {
      err.println("graft: " + FileProblem.describe(failure));
      return ExitCode.PROBLEM;
    }
    err.println(
        find(error, PluginFailureException.class)
            .map(ErrorReport::beginning)
            .orElseGet(
                () ->
                    "This is a bug in %s. Please report it with all that follows:"
                        .formatted(
                            plugin(error)
                                .map(plugin -> "the " + plugin + ", or in how Graft uses it")
                                .orElse("Graft, or in a plugin"))));
    err.println(String.join(", ", new VersionText().getVersion()));
    error.printStackTrace(err);
    err.flush();
    return ExitCode.BUG;
  }

  /** The plugin in whose code it happened: its class loader is named after it. */
  private static Optional<String> plugin(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      for (StackTraceElement frame : cause.getStackTrace()) {
        String loader = frame.getClassLoaderName();
        if (loader != null && loader.startsWith("plugin ")) {
          return Optional.of(loader);
        }
      }
    }
    return Optional.empty();
  }

  private static String beginning(PluginFailureException failure) {
    return failure.isGraftsOwn()
        ? "This is a bug in Graft: %s%nPlease report it with all that follows:"
            .formatted(failure.getMessage())
        : "This is a bug in a plugin: %s%nPlease report it to the plugin's author with all that follows:"
            .formatted(failure.getMessage());
  }

  private static Throwable bare(Throwable error) {
    return error instanceof UncheckedIOException unchecked ? unchecked.getCause() : error;
  }

  private static <E extends Throwable> Optional<E> find(Throwable error, Class<E> kind) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return Optional.of(kind.cast(cause));
      }
    }
    return Optional.empty();
  }
}
