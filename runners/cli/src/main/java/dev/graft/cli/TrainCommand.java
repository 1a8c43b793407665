package dev.graft.cli;

import dev.graft.api.experiment.Experiment;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.runner.RunListener;
import dev.graft.api.runner.RunResult;
import dev.graft.api.weights.PublishedWeights;
import dev.graft.assembly.AssembledExperiment;
import dev.graft.assembly.Graft;
import dev.graft.training.run.ReplacedRun;
import dev.graft.training.run.RunFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code graft train}. */
@Command(
    name = "train",
    sortOptions = false,
    header = "Train a network as an experiment file says.",
    description = {
      "",
      "What comes of it is written into the run's folder: the model, the metrics of "
          + "each epoch, the predictions of the validation pictures.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  graft train configs/quickstart.yaml",
      "  graft train my.yaml --set training.epochs=3 --output runs/short",
      "  graft train my.yaml --overwrite",
      "",
      "At the end Graft predicts some pictures one by one with the saved model, and compares with",
      "what its evaluation said: a model that would answer differently in use is found at once."
    })
final class TrainCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Supplier<Graft> installed;
  private final ShellText shell;

  @Mixin private ExperimentArguments arguments;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "The run's folder, instead of the file's output.")
  private Path output;

  @Option(names = "--overwrite", description = "Replaces a finished run in the output folder.")
  private boolean overwrite;

  TrainCommand(Terminal terminal, ShellText shell, Supplier<Graft> installed) {
    this.terminal = terminal;
    this.installed = installed;
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Graft graft = installed.get();
    leftOut(graft);
    try (AssembledExperiment assembled = arguments.assemble(graft, outputSetting())) {
      return train(graft, assembled);
    }
  }

  private int train(Graft graft, AssembledExperiment assembled) {
    Experiment experiment = assembled.experiment();
    RunFolder folder = new RunFolder(experiment.output());
    requireFree(folder);
    assembled.warnings().forEach(warning -> terminal.err().println("Warning: " + warning));
    new TrainingPlan(assembled, graft.components(), shell).lines().forEach(terminal.out()::println);
    terminal.out().println();
    for (PublishedWeights weights : assembled.toFetch()) {
      graft.weightsCache().require(weights, new FetchProgress(terminal, terminal.out()));
    }
    return report(experiment, run(assembled, folder));
  }

  /** A line for each plugin that is not used; the whole story is told elsewhere. */
  private void leftOut(Graft graft) {
    graft
        .leftOut()
        .forEach(
            plugin ->
                terminal
                    .err()
                    .printf(
                        "Warning: left out the plugin %s: %s%n",
                        plugin.describe(), plugin.reason()));
    if (!graft.leftOut().isEmpty()) {
      terminal.err().printf("%s tells more%n", shell.command("plugins"));
    }
  }

  /** Runs the experiment; a run that it replaces is deleted only when the new one has a model. */
  private RunResult run(AssembledExperiment assembled, RunFolder folder) {
    RunListener progress = terminal.progress();
    if (!overwrite) {
      return assembled.run(progress);
    }
    ReplacedRun replaced = ReplacedRun.setAside(folder);
    try (replaced) {
      return assembled.run(progress);
    }
  }

  private List<String> outputSetting() {
    return output == null
        ? List.of()
        : List.of("output='" + output.toAbsolutePath().toString().replace("'", "''") + "'");
  }

  private void requireFree(RunFolder folder) {
    if (folder.hasModel() && !overwrite) {
      throw new ProblemException(
          Problem.at(shell.path(folder.path()), "holds a finished run")
              .withRemedy(
                  "replace it with --overwrite, or name another folder with --output FOLDER"));
    }
    folder.check(overwrite);
  }

  private int report(Experiment experiment, RunResult result) {
    String run = shell.path(result.output());
    terminal
        .out()
        .printf(
            "%nValidation accuracy %s, loss %s%s (%s)%n",
            NumberText.fraction(result.validationAccuracy()),
            NumberText.fraction(result.validationLoss()),
            MetricText.list(result.metrics()),
            NumberText.count(experiment.data().validation().size(), "picture"));
    boolean agrees = result.selfCheck().passed();
    terminal
        .out()
        .printf(
            "Self-check %s: %s asked one by one differ from the evaluation by at most %s%n",
            agrees ? "passed" : "FAILED",
            NumberText.count(result.selfCheck().pictures(), "picture"),
            NumberText.small(result.selfCheck().largestDifference()));
    terminal
        .out()
        .printf("%nThe model is in %s%n", shell.path(new RunFolder(result.output()).model()));
    terminal.out().printf("%nPredict with it:%n  %s picture.jpg%n", shell.command("predict", run));
    terminal
        .out()
        .printf(
            "Look at its mistakes:%n  %s%n",
            shell.command("evaluate", run, "--mistakes", run + "-mistakes"));
    if (!agrees) {
      throw new IllegalStateException(
          "the saved model does not answer single pictures as its evaluation did: "
              + String.join("; ", result.selfCheck().differences()));
    }
    return ExitCode.FINE;
  }
}
