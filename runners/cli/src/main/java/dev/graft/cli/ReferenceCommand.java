package dev.graft.cli;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.problem.Suggestion;
import dev.graft.assembly.Graft;
import dev.graft.assembly.components.Components;
import dev.graft.assembly.components.InstalledPlugin;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code graft reference}. */
@Command(
    name = "reference",
    sortOptions = false,
    header = "Print the reference page of the experiment file, or of a plugin.",
    description = {
      "",
      "In Markdown: every component and setting with what it takes, its default, range, unit and an"
          + " example.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  graft reference",
      "  graft reference heads",
      "  graft reference my-plugin --plugins target --output REFERENCE.md",
    })
final class ReferenceCommand implements Callable<Integer> {
  private final WrittenText written;
  private final Supplier<Graft> installed;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PLUGIN",
      description = "A plugin's id, such as heads; without it, the page is the experiment file's.")
  private String plugin;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write it to a file, which is replaced if it is there.")
  private Path output;

  ReferenceCommand(WrittenText written, Supplier<Graft> installed) {
    this.written = written;
    this.installed = installed;
  }

  @Override
  public Integer call() {
    Components components = installed.get().components();
    written.give(
        plugin == null
            ? ReferencePage.ofExperiment()
            : ReferencePage.ofPlugin(components, known(components)),
        output);
    return ExitCode.FINE;
  }

  private String known(Components components) {
    List<String> ids = components.plugins().stream().map(InstalledPlugin::id).sorted().toList();
    if (!ids.contains(plugin)) {
      throw new ProblemException(
          Problem.of("no plugin '" + plugin + "' is installed")
              .expecting("one of: " + String.join(", ", ids))
              .withRemedy(Suggestion.forName(plugin, ids)));
    }
    return plugin;
  }
}
