package dev.graft.cli;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.problem.Suggestion;
import dev.graft.api.weights.PublishedWeights;
import dev.graft.assembly.Graft;
import dev.graft.training.download.WeightsCache;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code graft weights fetch}. */
@Command(
    name = "fetch",
    sortOptions = false,
    header = "Fetch published weights that are not on this machine.",
    description = {
      "",
      "A fetch that breaks off goes on where it was. What has come is verified before it gets its"
          + " name.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  graft weights fetch my.yaml",
      "  graft weights fetch xception_weights_tf_dim_ordering_tf_kernels_notop.h5"
    })
final class WeightsFetchCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final ShellText shell;
  private final Supplier<Graft> graft;

  @Parameters(
      index = "0..*",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "An experiment file, whose weights are fetched, or a file's name as `graft weights list`"
              + " tells it.")
  private List<String> names;

  WeightsFetchCommand(Terminal terminal, ShellText shell, Supplier<Graft> graft) {
    this.terminal = terminal;
    this.shell = shell;
    this.graft = graft;
  }

  @Override
  public Integer call() {
    Graft found = graft.get();
    WeightsCache cache = found.weightsCache();
    List<PublishedWeights> wanted = new ArrayList<>();
    names.forEach(name -> wanted.add(named(found, name)));
    for (PublishedWeights weights : wanted) {
      Path file = cache.require(weights, new FetchProgress(terminal, terminal.out()));
      terminal.out().println(shell.path(file));
    }
    return ExitCode.FINE;
  }

  private static PublishedWeights named(Graft graft, String name) {
    List<PublishedWeights> published = graft.publishedWeights();
    Optional<PublishedWeights> byName =
        published.stream().filter(weights -> weights.fileName().equals(name)).findFirst();
    if (byName.isPresent()) {
      return byName.get();
    }
    if (isFile(name)) {
      return graft
          .publishedWeights(Path.of(name), List.of())
          .orElseThrow(
              () ->
                  new ProblemException(
                      Problem.at(name, "asks for no published weights")
                          .expecting("a name such as imagenet in backbone.weights")));
    }
    List<String> names = published.stream().map(PublishedWeights::fileName).distinct().toList();
    throw new ProblemException(
        Problem.of("there is no file '" + name + "', and none is published under that name")
            .expecting("an experiment file, or a name that `graft weights list` tells")
            .withRemedy(Suggestion.forName(name, names)));
  }

  private static boolean isFile(String name) {
    try {
      return Files.isRegularFile(Path.of(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
