package dev.graft.assembly.document;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.assembly.binding.PathSettings;
import dev.graft.assembly.yaml.Location;
import dev.graft.assembly.yaml.Problems;
import dev.graft.assembly.yaml.YamlMapping;
import dev.graft.assembly.yaml.YamlNode;
import dev.graft.assembly.yaml.YamlReader;
import dev.graft.assembly.yaml.YamlScalar;
import dev.graft.assembly.yaml.YamlSequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reads one experiment file and all that it includes: {@code include: base.yaml}, or a list. Later
 * files go over earlier ones and the including file over all of them, as {@link Merge} says. Each
 * file is read once, however many include it.
 */
final class Includes {
  static final String INCLUDE = "include";

  /** Files between the experiment file and an included one, both counted. */
  static final int MAX_DEPTH = 10;

  /** Files of one experiment. */
  static final int MAX_FILES = 50;

  private final Migrations migrations;
  private final PathSettings paths;
  private final Problems problems;
  private final Consumer<String> notes;

  /** The files that are being read, from the experiment's on, as they are shown. */
  private final Map<Path, String> chain = new LinkedHashMap<>();

  private final Map<Path, Optional<YamlMapping>> done = new HashMap<>();
  private boolean incomplete;

  Includes(Migrations migrations, PathSettings paths, Problems problems, Consumer<String> notes) {
    this.migrations = migrations;
    this.paths = paths;
    this.problems = problems;
    this.notes = notes;
  }

  /**
   * Reads the experiment file.
   *
   * @throws ProblemException if it or an included file cannot be read at all: what is missing then
   *     would only look like further problems
   */
  YamlMapping read(Path file) {
    Optional<YamlMapping> whole =
        ExperimentText.read(file, problems)
            .flatMap(
                text -> within(identity(file), file, () -> whole(file, text, "an experiment")));
    if (incomplete || whole.isEmpty()) {
      problems.throwIfAny();
      throw new IllegalStateException(file + " could not be read, and nothing told why");
    }
    return whole.get();
  }

  private Optional<YamlMapping> within(
      Path identity, Path shown, Supplier<Optional<YamlMapping>> reading) {
    chain.put(identity, shown.toString());
    Optional<YamlMapping> whole = reading.get();
    chain.remove(identity);
    done.put(identity, whole);
    return whole;
  }

  private Optional<YamlMapping> whole(Path file, String text, String expected) {
    Optional<YamlMapping> own = parsed(file, text, expected);
    Optional<YamlMapping> now = own.flatMap(this::migrated);
    if (now.isEmpty()) {
      incomplete = true;
      return Optional.empty();
    }
    YamlMapping base = new YamlMapping(now.get().location(), List.of());
    for (YamlScalar name : included(now.get())) {
      Optional<YamlMapping> below = included(name);
      if (below.isPresent()) {
        base = Merge.over(base, below.get());
      } else {
        incomplete = true;
      }
    }
    return Optional.of(Merge.over(base, now.get().without(INCLUDE).without(Migrations.VERSION)));
  }

  private Optional<YamlMapping> parsed(Path file, String text, String expected) {
    int before = problems.size();
    Optional<YamlNode> node = YamlReader.read(file.toString(), text, problems);
    if (node.isPresent() && node.get() instanceof YamlMapping mapping) {
      return Optional.of(mapping);
    }
    if (problems.size() == before) {
      boolean empty =
          node.isEmpty()
              || (node.get() instanceof YamlScalar scalar && scalar.is(YamlScalar.Type.EMPTY));
      problems.add(
          node.map(YamlNode::location).orElse(Location.start(file.toString())),
          "",
          Problem.of(empty ? "is empty" : "found " + node.get().describe())
              .expecting(expected + ": a mapping with data, backbone, head, training, …"));
    }
    return Optional.empty();
  }

  private Optional<YamlMapping> migrated(YamlMapping document) {
    return migrations.toCurrent(document, problems, notes);
  }

  /** The names of the files that a document includes. */
  private List<YamlScalar> included(YamlMapping document) {
    Optional<YamlNode> value = document.value(INCLUDE);
    if (value.isEmpty()
        || (value.get() instanceof YamlScalar nothing && nothing.is(YamlScalar.Type.EMPTY))) {
      return List.of();
    }
    List<YamlNode> items =
        value.get() instanceof YamlSequence list ? list.items() : List.of(value.get());
    List<YamlScalar> names = new ArrayList<>();
    for (YamlNode item : items) {
      if (item instanceof YamlScalar name && name.is(YamlScalar.Type.TEXT)) {
        names.add(name);
      } else {
        incomplete = true;
        problems.add(
            item.location(),
            INCLUDE,
            Problem.of("found " + item.describe()).expecting("a file, or a list of files"));
      }
    }
    return names;
  }

  private Optional<YamlMapping> included(YamlScalar name) {
    Optional<Path> found = paths.read(name, INCLUDE, problems);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Path shown = shown(name, found.get());
    Optional<Problem> obstacle = obstacle(shown);
    Path identity = identity(shown);
    if (obstacle.isEmpty() && chain.containsKey(identity)) {
      obstacle = Optional.of(cycle(identity));
    }
    if (obstacle.isPresent()) {
      problems.add(name.location(), INCLUDE, obstacle.get());
      return Optional.empty();
    }
    if (done.containsKey(identity)) {
      return done.get(identity);
    }
    return ExperimentText.read(shown, problems)
        .flatMap(text -> within(identity, shown, () -> whole(shown, text, "settings")));
  }

  private Optional<Problem> obstacle(Path file) {
    if (!Files.exists(file)) {
      return Optional.of(
          Problem.of("there is no file " + file)
              .expecting("a path from this file's folder on")
              .withRemedy(NearbyFiles.remedy(file)));
    }
    if (Files.isDirectory(file)) {
      return Optional.of(
          Problem.of(file + " is a folder")
              .expecting("a file")
              .withRemedy(NearbyFiles.experimentsIn(file)));
    }
    if (!Files.isRegularFile(file)) {
      return Optional.of(Problem.of(file + " is no ordinary file").expecting("a file"));
    }
    if (chain.size() >= MAX_DEPTH) {
      return Optional.of(
          Problem.of("is included by a file that is included, and so on, too often")
              .expecting("at most " + MAX_DEPTH + " files one in another"));
    }
    if (chain.size() + done.size() >= MAX_FILES) {
      return Optional.of(
          Problem.of("includes too many files").expecting("at most " + MAX_FILES + " in all"));
    }
    return Optional.empty();
  }

  private Problem cycle(Path again) {
    List<Path> files = List.copyOf(chain.keySet());
    String circle =
        files.subList(files.indexOf(again), files.size()).stream()
            .map(chain::get)
            .collect(Collectors.joining(" -> "));
    return Problem.of("includes itself: " + circle + " -> " + chain.get(again))
        .withRemedy("take one of these includes away");
  }

  /** An included file named as the user named the file that includes it. */
  private static Path shown(YamlScalar name, Path found) {
    if (name.location().isOption() || Path.of(name.text()).isAbsolute()) {
      return found;
    }
    Path including = Path.of(name.location().source());
    if (including.isAbsolute()) {
      return found;
    }
    Path folder = including.toAbsolutePath().normalize().getParent();
    Path beside = folder.relativize(found);
    return including.resolveSibling(beside).normalize();
  }

  private static Path identity(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file.toAbsolutePath().normalize();
    }
  }
}
