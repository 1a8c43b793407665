package dev.graft.cli;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.problem.Suggestion;
import dev.graft.api.weights.Checksum;
import dev.graft.api.weights.PublishedWeights;
import dev.graft.assembly.Graft;
import dev.graft.cli.TextTable.Side;
import dev.graft.training.download.WeightsCache;
import dev.graft.training.download.WeightsCache.State;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code graft weights verify}. */
@Command(
    name = "verify",
    sortOptions = false,
    header = "Compare the weights on this machine with what is published.",
    description = {
      "",
      "A file is verified if its digest is the publisher's, or, where none is published, the one it"
          + " had when it was fetched. It is unknown if it was put there by hand and nothing is"
          + " published to know it by.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  graft weights verify",
      "  graft weights verify resnet50_weights_tf_dim_ordering_tf_kernels_notop.h5",
      "  graft weights verify --format json",
      "",
      "Exit code 0 if no file is wrong and none that is named is missing, 2 otherwise."
    })
final class WeightsVerifyCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Supplier<Graft> graft;

  @Parameters(
      index = "0..*",
      arity = "0..*",
      paramLabel = "FILE",
      description = "Names of files that must be there; if none is named, all that are there.")
  private List<String> names = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "How the findings are printed: ${COMPLETION-CANDIDATES}.")
  private ReportFormat format;

  WeightsVerifyCommand(Terminal terminal, Supplier<Graft> graft) {
    this.terminal = terminal;
    this.graft = graft;
  }

  @Override
  public Integer call() {
    Graft found = graft.get();
    WeightsCache cache = found.weightsCache();
    Map<PublishedWeights, State> states = new LinkedHashMap<>();
    for (PublishedWeights weights : asked(found.publishedWeights(), cache)) {
      states.put(weights, cache.state(weights));
    }
    if (format == ReportFormat.JSON) {
      List<WeightsRow> rows = new ArrayList<>();
      states.forEach(
          (weights, state) ->
              rows.add(WeightsRow.of(weights, word(state), cache.path(weights).toString())));
      terminal.out().println(new JsonText().write(rows));
    } else {
      print(states, cache);
    }
    boolean fine = states.values().stream().noneMatch(s -> s == State.WRONG || s == State.MISSING);
    return fine ? ExitCode.FINE : ExitCode.PROBLEM;
  }

  private void print(Map<PublishedWeights, State> states, WeightsCache cache) {
    if (states.isEmpty()) {
      terminal.out().printf("There are no published weights in %s%n", cache.folder());
      return;
    }
    TextTable table = new TextTable(Side.LEFT, Side.LEFT, Side.LEFT);
    states.forEach(
        (weights, state) ->
            table.row(
                word(state),
                weights.fileName(),
                weights.checksum().map(Checksum::toString).orElse("no digest is published")));
    table.lines().forEach(terminal.out()::println);
    terminal.out().printf("%nIn %s%n", cache.folder());
    if (states.containsValue(State.WRONG)) {
      terminal.out().println("Delete what is wrong: it is fetched again when it is needed.");
    }
  }

  private static String word(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /** One of each file: several names may stand for one. */
  private List<PublishedWeights> asked(List<PublishedWeights> all, WeightsCache cache) {
    Map<String, PublishedWeights> byFile = new LinkedHashMap<>();
    all.forEach(weights -> byFile.putIfAbsent(weights.fileName(), weights));
    Set<String> unknown = new HashSet<>(names);
    unknown.removeAll(byFile.keySet());
    if (!unknown.isEmpty()) {
      throw new ProblemException(
          unknown.stream()
              .map(
                  name ->
                      Problem.of("nothing is known to be published as '" + name + "'")
                          .expecting("a name that `graft weights list` tells")
                          .withRemedy(Suggestion.forName(name, byFile.keySet())))
              .toList());
    }
    return byFile.values().stream()
        .filter(
            weights -> names.isEmpty() ? cache.has(weights) : names.contains(weights.fileName()))
        .toList();
  }
}
