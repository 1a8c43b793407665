package dev.graft.cli;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.assembly.Graft;
import dev.graft.assembly.schema.ExperimentSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code graft schema}. */
@Command(
    name = "schema",
    sortOptions = false,
    header = "Print the JSON Schema of experiment files, for editors.",
    description = {
      "",
      "It knows every component that is installed, so that an editor completes, explains and checks"
          + " what you write. Files name it in their first line:",
      "",
      "  # yaml-language-server: $$schema=graft.schema.json",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  graft schema --output graft.schema.json",
      "  graft schema | diff - graft.schema.json",
    })
final class SchemaCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final ShellText shell;
  private final Supplier<Graft> installed;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write it to a file, which is replaced if it is there.")
  private Path output;

  SchemaCommand(Terminal terminal, ShellText shell, Supplier<Graft> installed) {
    this.terminal = terminal;
    this.shell = shell;
    this.installed = installed;
  }

  @Override
  public Integer call() {
    String schema = ExperimentSchema.json(installed.get().components());
    if (output == null) {
      terminal.out().print(schema);
      return ExitCode.FINE;
    }
    try {
      Files.writeString(output, schema);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.at(output.toString(), "cannot be written: " + e)
              .expecting("a file in a folder that is there"));
    }
    terminal.out().printf("%s is written%n", shell.path(output));
    return ExitCode.FINE;
  }
}
