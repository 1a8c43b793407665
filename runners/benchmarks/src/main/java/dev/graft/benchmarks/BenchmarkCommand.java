package dev.graft.benchmarks;

import dev.graft.api.problem.ProblemException;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Runs a benchmark that is a command: its exit code, and problems without a stack trace. */
public final class BenchmarkCommand {
  private final CommandLine line;

  /**
   * Makes one.
   *
   * @param command annotated with its options; its result is the exit code
   */
  public BenchmarkCommand(Callable<Integer> command) {
    line =
        new CommandLine(command)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(BenchmarkCommand::problem);
  }

  private static int problem(Exception thrown, CommandLine command, Object parsed)
      throws Exception {
    if (thrown instanceof ProblemException) {
      command.getErr().println(thrown.getMessage());
      return command.getCommandSpec().exitCodeOnExecutionException();
    }
    throw thrown;
  }

  /**
   * Runs it.
   *
   * @return the command's result; 1 for a problem or a bug, 2 for wrong arguments
   */
  public int run(String... arguments) {
    return line.execute(arguments);
  }
}
