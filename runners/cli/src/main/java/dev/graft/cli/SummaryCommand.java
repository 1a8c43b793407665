package dev.graft.cli;

import dev.graft.api.Labels;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.assembly.AssembledExperiment;
import dev.graft.assembly.Graft;
import dev.graft.assembly.components.Components;
import dev.graft.training.model.ModelFolder;
import dev.graft.training.model.SavedModel;
import dev.graft.training.run.RunFolder;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code graft summary}. */
@Command(
    name = "summary",
    sortOptions = false,
    header = "Show a network as Keras does.",
    description = {
      "",
      "Its layers with output shapes and numbers of parameters, the totals, the stages that "
          + "layer_decay and gradual_unfreezing go by, and for each phase of training what is "
          + "frozen, what is trained, and where the frozen part is cut off. Loads no engine.",
      "",
      "The number before a layer is Keras's: with freeze: {layers: N} the layers up to number N "
          + "are frozen.",
      "",
      "FILE is an experiment file, or the folder of a run.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  graft summary configs/quickstart.yaml",
      "  graft summary my.yaml --set backbone.alpha=0.5",
      "  graft summary configs/mnist.yaml --classes 10      (its data need not be there)",
      "  graft summary my.yaml --stages                     (not each layer)",
      "  graft summary runs/quickstart"
    })
final class SummaryCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Supplier<Graft> installed;

  @Mixin private ExperimentArguments arguments;

  @Option(
      names = "--classes",
      paramLabel = "N",
      description =
          "Shows the network for that many classes, without looking for data and weights.")
  private int classes;

  @Option(
      names = "--stages",
      description = "Leaves the table of layers out: for a look at a long network.")
  private boolean stagesOnly;

  SummaryCommand(Terminal terminal, Supplier<Graft> installed) {
    this.terminal = terminal;
    this.installed = installed;
  }

  @Override
  public Integer call() {
    Graft graft = installed.get();
    if (Files.isDirectory(arguments.file())) {
      savedModel(graft);
    } else {
      if (classes > 0) {
        experiment(
            arguments.assembleWithoutFiles(graft, standIns(classes)),
            graft.components(),
            List.of());
      } else {
        AssembledExperiment assembled = assembled(graft);
        experiment(assembled.experiment(), graft.components(), assembled.notes());
      }
    }
    return ExitCode.FINE;
  }

  private void savedModel(Graft graft) {
    if (arguments.changesAnything()) {
      throw new ProblemException(
          Problem.at(arguments.file().toString(), "is a finished run, which --set cannot change")
              .withRemedy("give the experiment file, or leave --set out"));
    }
    SavedModel model =
        ModelFolder.read(RunFolder.open(arguments.file()).model(), graft.layerTypes());
    LayerNumbers numbers = new LayerNumbers(model.network());
    new SummaryTable(model.network(), numbers, List.of())
        .lines(width())
        .forEach(terminal.out()::println);
    terminal.out().printf("%nClasses: %s%n", model.labels());
  }

  private AssembledExperiment assembled(Graft graft) {
    try {
      return arguments.assemble(graft, List.of());
    } catch (ProblemException e) {
      if (!e.problems().stream().allMatch(SummaryCommand::isOfFiles)) {
        throw e;
      }
      List<Problem> problems = new ArrayList<>(e.problems());
      problems.add(Problem.of("to see the network without its data and weights, add --classes N"));
      throw new ProblemException(problems);
    }
  }

  private static boolean isOfFiles(Problem problem) {
    return Set.of("data", "data.path", "backbone.weights", "start_from")
        .contains(problem.subject());
  }

  private static Labels standIns(int count) {
    return new Labels(IntStream.range(0, count).mapToObj(Integer::toString).toList());
  }

  private void experiment(Experiment experiment, Components components, List<String> notes) {
    PrintWriter out = terminal.out();
    List<PhaseView> phases = PhaseView.of(experiment);
    SummaryTable table =
        new SummaryTable(experiment.network(), new LayerNumbers(experiment.backbone()), phases);
    if (!stagesOnly) {
      table.lines(width()).forEach(out::println);
      out.println();
    }
    part("Backbone", experiment.backbone());
    notes.forEach(note -> out.println("  " + note));
    out.println();
    part("Head", experiment.head());
    out.println();
    new StageTable(experiment, phases).lines(width()).forEach(out::println);
    PhaseText text = new PhaseText(experiment, components);
    for (PhaseView view : phases) {
      out.println();
      wrapped(view.number() + "  ", view.title() + ": " + text.work(view.phase()));
      text.facts(view).forEach(fact -> wrapped("   ", fact));
    }
    if (classes == 0) {
      out.println();
      experiment.startFrom().ifPresent(run -> out.println("Starts from " + run.description()));
      out.println("Classes: " + experiment.data().labels());
    }
  }

  private void wrapped(String beginning, String text) {
    String next = " ".repeat(beginning.length());
    String before = beginning;
    for (String line : TextTable.wrap(text, width() - beginning.length())) {
      terminal.out().println(before + line);
      before = next;
    }
  }

  /** Without a person who watches, lines are as long as they have to be. */
  private int width() {
    return terminal.interactive() ? terminal.width().getAsInt() : Integer.MAX_VALUE;
  }

  /** A part as it is if nothing of it is frozen. */
  private void part(String name, Architecture part) {
    terminal.out().println("%s \"%s\", if none of it is frozen".formatted(name, part.name()));
    SummaryTable.totals(part, Set.of()).forEach(line -> terminal.out().println("  " + line));
  }
}
