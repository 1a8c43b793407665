package dev.graft.cli;

import dev.graft.api.Labels;
import dev.graft.api.head.Prediction;
import dev.graft.api.problem.Problem;
import dev.graft.assembly.Graft;
import dev.graft.training.data.PicturePaths;
import dev.graft.training.evaluation.Classifier;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code graft predict}. */
@Command(
    name = "predict",
    sortOptions = false,
    header = "Say what is on pictures.",
    description = {
      "",
      "For each its class and how probable that is, by the model of a finished run. "
          + "Pictures are read as those of training were.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  graft predict runs/alpaca holiday.jpg",
      "  graft predict runs/alpaca pictures/ --format csv > predictions.csv",
      "",
      "A picture that cannot be read is told on standard error; the others are still answered,",
      "and the exit code is 2."
    })
final class PredictCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Supplier<Graft> installed;

  @Mixin private RunModel run;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "PICTURE",
      description = "JPEG, PNG, GIF or BMP files, or folders of them.")
  private List<Path> pictures;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = {
        "text: a line for each picture, with the class's probability. json: an object a line, with"
            + " the probabilities of all classes. csv: the same as a table. Default: text."
      })
  private PredictionFormat format;

  PredictCommand(Terminal terminal, Supplier<Graft> installed) {
    this.terminal = terminal;
    this.installed = installed;
  }

  @Override
  public Integer call() {
    List<Path> files = PicturePaths.of(pictures);
    Printing printing;
    try (Classifier classifier = run.open(installed.get())) {
      Labels labels = classifier.model().labels();
      format.begin(terminal.out(), labels);
      printing = new Printing(labels);
      new PicturePredictions(classifier, run.placement().threads()).of(files, printing);
    }
    return printing.unreadable == 0 ? ExitCode.FINE : ExitCode.PROBLEM;
  }

  private final class Printing implements PicturePredictions.Answers {
    private final Labels labels;
    private int unreadable;

    private Printing(Labels labels) {
      this.labels = labels;
    }

    @Override
    public void predicted(int index, Path file, Prediction prediction) {
      format.picture(terminal.out(), file.toString(), prediction, labels);
    }

    @Override
    public void unreadable(int index, Path file, List<Problem> problems) {
      unreadable++;
      terminal.out().flush();
      problems.forEach(terminal.err()::println);
    }

    @Override
    public boolean wanted() {
      return !terminal.isClosed();
    }
  }
}
