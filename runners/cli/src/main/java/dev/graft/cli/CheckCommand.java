package dev.graft.cli;

import dev.graft.api.experiment.Experiment;
import dev.graft.assembly.AssembledExperiment;
import dev.graft.assembly.ExperimentCheck;
import dev.graft.assembly.Graft;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code graft check}. */
@Command(
    name = "check",
    sortOptions = false,
    header = "Find all mistakes of experiment files.",
    description = {
      "",
      "In seconds and without training: unknown and misspelt keys, wrong values, "
          + "parts that do not fit, missing files. Each mistake is told once, at its line and"
          + " column.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  graft check my.yaml",
      "  graft check my.yaml --set data.path=other/pictures",
      "  graft check configs/*.yaml",
      "  graft check my.yaml --format json",
      "",
      "Exit code 0 if all files are fine, be it with warnings; 2 if any is not.",
      "JSON goes to standard output: of each file its problems, each with severity, file, line,",
      "column, end_line, end_column, path, what, expected, suggestion."
    })
final class CheckCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Supplier<Graft> installed;
  private final ShellText shell;

  @Parameters(
      index = "0",
      arity = "1..*",
      paramLabel = "FILE",
      description = "The experiment files.")
  private List<Path> files;

  @Mixin private ChangedSettings settings = new ChangedSettings();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description =
          "How the findings are printed: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if left out.")
  private ReportFormat format;

  CheckCommand(Terminal terminal, ShellText shell, Supplier<Graft> installed) {
    this.terminal = terminal;
    this.installed = installed;
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Graft graft = installed.get();
    List<CheckReport.FileReport> reports = new ArrayList<>();
    boolean fine = true;
    for (Path file : files) {
      try (ExperimentCheck check = graft.check(file, settings.list())) {
        fine &= check.experiment().isPresent();
        if (format == ReportFormat.JSON) {
          reports.add(CheckReport.of(file, check));
        } else {
          tell(file, check);
        }
      }
    }
    if (format == ReportFormat.JSON) {
      terminal.out().println(new JsonText().write(new CheckReport(CheckReport.VERSION, reports)));
    }
    return fine ? ExitCode.FINE : ExitCode.PROBLEM;
  }

  private void tell(Path file, ExperimentCheck check) {
    check.problems().forEach(problem -> terminal.err().println(problem.problem()));
    check.warnings().forEach(warning -> terminal.err().println("Warning: " + warning.problem()));
    check.experiment().ifPresent(assembled -> sumUp(file, assembled));
  }

  private void sumUp(Path file, AssembledExperiment assembled) {
    Experiment experiment = assembled.experiment();
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
            shell.path(file),
            experiment.name(),
            NumberText.count(experiment.data().labels().count(), "class"),
            NumberText.count(experiment.data().training().size(), "picture"),
            NumberText.count(experiment.data().validation().size()),
            experiment.startFrom().map(run -> ", starting from " + run.description()).orElse(""));
  }
}
