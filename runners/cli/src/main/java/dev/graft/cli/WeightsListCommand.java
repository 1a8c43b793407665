package dev.graft.cli;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.problem.Suggestion;
import dev.graft.api.weights.PublishedWeights;
import dev.graft.assembly.Graft;
import dev.graft.cli.TextTable.Side;
import dev.graft.training.download.WeightsCache;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code graft weights list}. */
@Command(
    name = "list",
    sortOptions = false,
    header = "List the weights that are published, and which of them are on this machine.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  graft weights list",
      "  graft weights list efficientnet_b0",
      "  graft weights list --here --format json"
    })
final class WeightsListCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Supplier<Graft> graft;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "BACKBONE",
      description = "Lists those for one backbone only.")
  private String backbone;

  @Option(names = "--here", description = "Lists those on this machine only.")
  private boolean here;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "How they are printed: ${COMPLETION-CANDIDATES}.")
  private ReportFormat format;

  WeightsListCommand(Terminal terminal, Supplier<Graft> graft) {
    this.terminal = terminal;
    this.graft = graft;
  }

  @Override
  public Integer call() {
    Graft found = graft.get();
    WeightsCache cache = found.weightsCache();
    List<PublishedWeights> listed =
        ofBackbone(found.publishedWeights()).stream()
            .filter(weights -> !here || cache.has(weights))
            .toList();
    if (format == ReportFormat.JSON) {
      terminal
          .out()
          .println(
              new JsonText()
                  .write(
                      listed.stream()
                          .map(
                              weights ->
                                  WeightsRow.of(
                                      weights,
                                      cache.has(weights) ? "here" : "missing",
                                      cache.path(weights).toString()))
                          .toList()));
      return ExitCode.FINE;
    }
    TextTable table = new TextTable(Side.LEFT, Side.LEFT, Side.LEFT, Side.LEFT);
    table.row("weights", "here", "backbone", "file");
    listed.forEach(
        weights ->
            table.row(
                weights.name(),
                cache.has(weights) ? "yes" : "-",
                weights.describe(),
                weights.fileName()));
    table.lines().forEach(terminal.out()::println);
    terminal.out().printf("%nFiles are kept in %s%n", cache.folder());
    return ExitCode.FINE;
  }

  private List<PublishedWeights> ofBackbone(List<PublishedWeights> all) {
    if (backbone == null) {
      return all;
    }
    List<PublishedWeights> some =
        all.stream().filter(weights -> weights.backbone().equals(backbone)).toList();
    if (some.isEmpty()) {
      TreeSet<String> names = new TreeSet<>();
      all.forEach(weights -> names.add(weights.backbone()));
      throw new ProblemException(
          Problem.of("no weights are known to be published for backbone '" + backbone + "'")
              .expecting(String.join(", ", names))
              .withRemedy(Suggestion.forName(backbone, names)));
    }
    return some;
  }
}
