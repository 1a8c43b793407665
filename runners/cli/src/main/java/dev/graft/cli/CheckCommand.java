package dev.graft.cli;

import dev.graft.api.experiment.Experiment;
import dev.graft.assembly.AssembledExperiment;
import dev.graft.assembly.Graft;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code graft check}. */
@Command(
    name = "check",
    sortOptions = false,
    header = "Find all mistakes of an experiment file.",
    description = {
      "",
      "In seconds and without training: unknown and misspelt keys, wrong values, "
          + "parts that do not fit, missing files.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  graft check my.yaml",
      "  graft check my.yaml --set data.path=other/pictures",
      "",
      "Exit code 0 if the file is fine, 2 if it is not."
    })
final class CheckCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Supplier<Graft> installed;
  private final ShellText shell;

  @Mixin private ExperimentArguments arguments;

  CheckCommand(Terminal terminal, ShellText shell, Supplier<Graft> installed) {
    this.terminal = terminal;
    this.installed = installed;
    this.shell = shell;
  }

  @Override
  public Integer call() {
    AssembledExperiment assembled = arguments.assemble(installed.get(), List.of());
    Experiment experiment = assembled.experiment();
    assembled.warnings().forEach(warning -> terminal.err().println("Warning: " + warning));
    assembled.notes().forEach(note -> terminal.out().println("Note: " + note));
    assembled
        .toFetch()
        .forEach(
            weights ->
                terminal
                    .out()
                    .printf(
                        "Note: %s is not on this machine; it is fetched from %s when training"
                            + " begins%n",
                        weights.fileName(), weights.address()));
    terminal
        .out()
        .printf(
            "%s is fine: '%s', %s, %s to learn from and %s to judge by%s%n",
            shell.path(arguments.file()),
            experiment.name(),
            NumberText.count(experiment.data().labels().count(), "class"),
            NumberText.count(experiment.data().training().size(), "picture"),
            NumberText.count(experiment.data().validation().size()),
            experiment.startFrom().map(run -> ", starting from " + run.description()).orElse(""));
    return ExitCode.FINE;
  }
}
