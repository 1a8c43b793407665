package dev.graft.cli;

import dev.graft.api.Labels;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.experiment.Phase;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.assembly.AssembledExperiment;
import dev.graft.assembly.Graft;
import dev.graft.training.model.ModelFolder;
import dev.graft.training.model.SavedModel;
import dev.graft.training.run.RunFolder;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
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
      "Its layers with output shapes and numbers of parameters, the totals, and what "
          + "is frozen in each phase of training. Loads no engine.",
      "",
      "FILE is an experiment file, or the folder of a run.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  graft summary configs/quickstart.yaml",
      "  graft summary my.yaml --set backbone.alpha=0.5",
      "  graft summary configs/mnist.yaml --classes 10      (its data need not be there)",
      "  graft summary runs/quickstart"
    })
final class SummaryCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private ExperimentArguments arguments;

  @Option(
      names = "--classes",
      paramLabel = "N",
      description =
          "Shows the network for that many classes, without looking for data and weights.")
  private int classes;

  SummaryCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Graft graft = Graft.fromClassPath();
    if (Files.isDirectory(arguments.file())) {
      savedModel(graft);
    } else {
      if (classes > 0) {
        experiment(arguments.assembleWithoutFiles(graft, standIns(classes)), List.of());
      } else {
        AssembledExperiment assembled = assembled(graft);
        experiment(assembled.experiment(), assembled.notes());
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
    new SummaryTable(model.network(), Map.of()).lines().forEach(terminal.out()::println);
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
    return Set.of("data", "backbone.weights", "start_from").contains(problem.subject());
  }

  private static Labels standIns(int count) {
    return new Labels(IntStream.range(0, count).mapToObj(Integer::toString).toList());
  }

  private void experiment(Experiment experiment, List<String> notes) {
    PrintWriter out = terminal.out();
    Architecture network = experiment.network();
    Map<String, Set<String>> frozen = PhaseText.frozen(experiment);
    new SummaryTable(network, frozen).lines().forEach(out::println);
    part("Backbone", experiment.backbone());
    notes.forEach(note -> out.println("  " + note));
    part("Head", experiment.head());
    out.println();
    List<Phase> phases = experiment.phases();
    int index = 0;
    for (Map.Entry<String, Set<String>> phase : frozen.entrySet()) {
      String name = TerminalProgress.sentence(phase.getKey().replace('_', ' '));
      out.println(name + ": " + PhaseText.work(experiment, phases.get(index++)));
      out.println("  " + PhaseText.trained(network, phase.getValue()));
    }
    if (classes == 0) {
      out.println();
      experiment.startFrom().ifPresent(run -> out.println("Starts from " + run.description()));
      out.println("Classes: " + experiment.data().labels());
    }
  }

  /** A part as it is if nothing of it is frozen. */
  private void part(String name, Architecture part) {
    terminal.out().println();
    terminal.out().println("%s \"%s\", if none of it is frozen".formatted(name, part.name()));
    SummaryTable.totals(part, Set.of()).forEach(line -> terminal.out().println("  " + line));
  }
}
