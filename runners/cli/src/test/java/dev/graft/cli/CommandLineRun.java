package dev.graft.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;

/** What a command line did: run in this process, with everything it prints kept. */
public record CommandLineRun(int exitCode, String out, String err) {
  /** Runs {@code graft} with arguments, as if nobody watched. */
  public static CommandLineRun graft(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), false, () -> 100);
    int exitCode = Main.run(terminal, new ShellText("graft", Path.of("")), arguments);
    return new CommandLineRun(exitCode, out.toString(), err.toString());
  }

  /** The lines of the results. */
  public List<String> outLines() {
    return out.lines().toList();
  }

  /** The lines of the problems. */
  public List<String> errLines() {
    return err.lines().toList();
  }
}
