package dev.graft.cli;

import dev.graft.assembly.Graft;
import dev.graft.assembly.schema.ExperimentSchema;
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
  private final WrittenText written;
  private final Supplier<Graft> installed;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write it to a file, which is replaced if it is there.")
  private Path output;

  SchemaCommand(WrittenText written, Supplier<Graft> installed) {
    this.written = written;
    this.installed = installed;
  }

  @Override
  public Integer call() {
    written.give(ExperimentSchema.json(installed.get().components()), output);
    return ExitCode.FINE;
  }
}
