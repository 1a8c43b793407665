package dev.graft.cli;

import dev.graft.api.data.Example;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.metric.Metric;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.runner.RunListener;
import dev.graft.assembly.Graft;
import dev.graft.training.evaluation.Evaluation;
import dev.graft.training.evaluation.Evaluator;
import dev.graft.training.model.SavedModel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code graft evaluate}. */
@Command(
    name = "evaluate",
    sortOptions = false,
    header = "Judge a finished run by labelled pictures.",
    description = {
      "",
      "Tells accuracy, loss, recall and precision of each class, the confusion matrix "
          + "and the worst mistakes; without --data by the run's own validation pictures.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  graft evaluate runs/alpaca",
      "  graft evaluate runs/alpaca --mistakes mistakes",
      "  graft evaluate runs/alpaca --data other/pictures"
    })
final class EvaluateCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Supplier<Graft> installed;

  @Mixin private RunModel run;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Other pictures, in one sub-folder for each class.")
  private Path data;

  @Option(
      names = "--mistakes",
      paramLabel = "FOLDER",
      description =
          "Writes the pictures that the model takes for something else into this new folder, as it"
              + " sees them, the surest mistakes first.")
  private Path mistakes;

  EvaluateCommand(Terminal terminal, Supplier<Graft> installed) {
    this.terminal = terminal;
    this.installed = installed;
  }

  @Override
  public Integer call() {
    if (mistakes != null) {
      MistakePictures.requireFree(mistakes);
    }
    Graft graft = installed.get();
    SavedModel model = run.load(graft);
    Judged judged = data == null ? validation(graft, model) : otherPictures(graft, model);
    new EvaluationReport(judged.evaluation(), judged.lossName(), judged.metrics())
        .print(terminal.out());
    if (mistakes != null) {
      int written = MistakePictures.write(mistakes, judged.evaluation(), judged.images());
      terminal.out().printf("%n%s in %s%n", NumberText.count(written, "picture"), mistakes);
    }
    return ExitCode.FINE;
  }

  private record Judged(
      Evaluation evaluation,
      String lossName,
      List<Metric> metrics,
      MistakePictures.Images images) {}

  private Judged validation(Graft graft, SavedModel model) {
    Experiment experiment = graft.withoutWeights(run.folder().experiment());
    if (!experiment.data().labels().equals(model.labels())) {
      throw new ProblemException(
          Problem.at(
                  run.folder().path().toString(),
                  "its data now has the classes " + experiment.data().labels())
              .expecting("those of the model: " + model.labels())
              .withRemedy("give pictures with --data"));
    }
    List<Example> examples = experiment.data().validation();
    RunListener progress = terminal.progressBesideResults();
    Evaluation evaluation =
        new Evaluator(run.engine(graft), run.placement(), experiment.loss())
            .evaluate(model, examples, progress);
    return new Judged(
        evaluation, "loss", experiment.metrics(), index -> examples.get(index).image());
  }

  private Judged otherPictures(Graft graft, SavedModel model) {
    OtherPictures pictures = new OtherPictures(data, model);
    Evaluation evaluation =
        pictures.evaluate(run.engine(graft), run.placement(), terminal.progressBesideResults());
    return new Judged(evaluation, "log loss", metrics(graft, model), pictures::image);
  }

  /** The run's own; other pictures can be judged without them. */
  private List<Metric> metrics(Graft graft, SavedModel model) {
    try {
      return graft.withoutFiles(run.folder().experiment(), List.of(), model.labels()).metrics();
    } catch (ProblemException e) {
      terminal.err().println("Warning: the run's own metrics are left out: " + e.problems().get(0));
      return List.of();
    }
  }
}
