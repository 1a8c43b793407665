package dev.graft.cli;

import dev.graft.api.problem.FileProblem;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.training.features.CacheEntry;
import dev.graft.training.features.FeatureCache;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code graft cache}. */
@Command(
    name = "cache",
    sortOptions = false,
    header = "Look at the kept features of frozen layers, or delete them.",
    description = {
      "",
      "What frozen layers make of a picture is computed once and kept, for all runs with the same"
          + " frozen layers, weights, pictures and engine. GRAFT_CACHE names the folder,"
          + " GRAFT_CACHE_SIZE its limit (such as 20 GB; 0 keeps nothing): beyond it, what was not"
          + " used for longest goes.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  graft cache list",
      "  graft cache clear",
      "  graft cache clear --older-than 30",
      "  graft cache clear 3f2a90c1d4e7"
    })
final class CacheCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Supplier<FeatureCache> cache;

  @Spec private CommandSpec spec;

  /**
   * Makes the command.
   *
   * @param cache the cache that is looked at
   */
  CacheCommand(Terminal terminal, Supplier<FeatureCache> cache) {
    this.terminal = terminal;
    this.cache = cache;
  }

  /** Without a word there is nothing to do but to tell which there are. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.PROBLEM;
  }

  @Command(
      name = "list",
      header = "List the kept features.",
      description = {"", "The ones used last come first.", ""},
      footerHeading = "%nExample:%n",
      footer = "  graft cache list")
  int list() {
    FeatureCache folder = cache.get();
    try {
      List<CacheEntry> entries = folder.list();
      long bytes = entries.stream().mapToLong(CacheEntry::bytes).sum();
      if (!entries.isEmpty()) {
        new CacheTable(Instant.now()).lines(entries).forEach(terminal.out()::println);
        terminal.out().println();
      }
      terminal
          .out()
          .printf(
              "%s in %s, of at most %s%n",
              CacheTable.size(bytes), folder.folder(), CacheTable.size(folder.limitBytes()));
      return ExitCode.FINE;
    } catch (IOException e) {
      throw FileProblem.reading(folder.folder(), "the cache's folder", e);
    }
  }

  @Command(
      name = "clear",
      sortOptions = false,
      header = "Delete kept features.",
      description = {
        "",
        "All of them, unless some are named; what a run is using stays. Nothing is lost but the"
            + " time to compute them again.",
        ""
      },
      footerHeading = "%nExamples:%n",
      footer = {"  graft cache clear", "  graft cache clear --older-than 30"})
  int clear(
      @Parameters(
              arity = "0..*",
              paramLabel = "NAME",
              description = "Which, by what `graft cache list` calls them, or its beginning.")
          List<String> names,
      @Option(
              names = "--older-than",
              paramLabel = "DAYS",
              description = "Only those that were not used for so many days.")
          Double olderThan) {
    FeatureCache folder = cache.get();
    try {
      List<CacheEntry> before = folder.list();
      Predicate<CacheEntry> which = chosen(before, names).and(notUsedFor(olderThan));
      List<CacheEntry> deleted = folder.clear(which);
      if (!deleted.isEmpty()) {
        new CacheTable(Instant.now()).lines(deleted).forEach(terminal.out()::println);
        terminal.out().println();
      }
      terminal
          .out()
          .printf(
              "Deleted %s, %s%n",
              NumberText.count(deleted.size(), "file"),
              CacheTable.size(deleted.stream().mapToLong(CacheEntry::bytes).sum()));
      long used = before.stream().filter(entry -> entry.inUse() && which.test(entry)).count();
      if (used > 0) {
        terminal.out().printf("Kept %s that a run is using%n", NumberText.count(used, "file"));
      }
      return ExitCode.FINE;
    } catch (IOException e) {
      throw FileProblem.writing(folder.folder(), e);
    }
  }

  private static Predicate<CacheEntry> chosen(List<CacheEntry> entries, List<String> names) {
    if (names == null || names.isEmpty()) {
      return entry -> true;
    }
    List<Problem> problems =
        names.stream()
            .filter(name -> entries.stream().noneMatch(entry -> isNamed(entry, name)))
            .map(
                name ->
                    Problem.of("the cache has nothing called '" + name + "'")
                        .withRemedy("see `graft cache list`"))
            .toList();
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return entry -> names.stream().anyMatch(name -> isNamed(entry, name));
  }

  private static boolean isNamed(CacheEntry entry, String name) {
    return !name.isBlank() && entry.path().getFileName().toString().startsWith(name);
  }

  private static Predicate<CacheEntry> notUsedFor(Double days) {
    if (days == null) {
      return entry -> true;
    }
    if (!(days >= 0 && days < 1e6)) {
      throw new ProblemException(
          Problem.of("found " + days)
              .withSubject("--older-than")
              .expecting("a number of days, 0 or more"));
    }
    Instant limit = Instant.now().minus(Duration.ofSeconds((long) (days * 86_400)));
    return entry -> !entry.lastUsed().isAfter(limit);
  }
}
