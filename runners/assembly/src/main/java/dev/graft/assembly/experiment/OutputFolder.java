package dev.graft.assembly.experiment;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.assembly.binding.Bound;
import dev.graft.assembly.yaml.Problems;
import dev.graft.training.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a run's folder may be. It is the folder that {@code output} names, wherever that is, or
 * {@code runs/NAME} beside the file; a run writes nowhere else, but for Graft's own caches. A new
 * run takes the place of a former one there, and of nothing else.
 */
final class OutputFolder {
  private OutputFolder() {}

  /** The run's folder; what stands against it is told. */
  static Path check(Sections sections, Path file, String name, Wanted wanted, Problems problems) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    Bound<?> setting = sections.at("output");
    Optional<?> given = setting.cleanValue(Optional.class).orElse(Optional.empty());
    Path output =
        given.isPresent() ? (Path) given.get() : folder.resolve("runs").resolve(name).normalize();
    Path there = existing(output);
    if (!Files.isDirectory(there)) {
      problems.add(
          setting.location(),
          setting.path(),
          Problem.of(there + (Files.exists(there) ? " is a file" : " is a link that leads nowhere"))
              .expecting("a folder, or a path where nothing is"));
      return output;
    }
    // Links are followed: what counts is where a run would write.
    Path real = real(output);
    int before = problems.size();
    // A run's own experiment.yaml may be run again in its place.
    boolean again = real(folder).equals(real) && file.endsWith("experiment.yaml");
    if (real(folder).startsWith(real) && !again) {
      conflict(setting, output, "holds the experiment file", problems);
    }
    for (Path path : paths(sections.at("data").resolved())) {
      if (real(path).startsWith(real)) {
        conflict(setting, output, "holds the data " + path, problems);
      } else if (real.startsWith(real(path))) {
        conflict(setting, output, "lies within the data " + path, problems);
      }
    }
    for (Path path : paths(sections.at("start_from").resolved())) {
      if (real(path).startsWith(real)) {
        conflict(setting, output, "is or holds the run that this one starts from", problems);
      } else if (real.startsWith(real(path))) {
        conflict(setting, output, "lies within the run that this one starts from", problems);
      }
    }
    for (Path path : paths(sections.in(sections.at("backbone"), "weights").resolved())) {
      if (real(path).startsWith(real)) {
        conflict(setting, output, "holds the weights " + path, problems);
      }
    }
    if (wanted.weights() && problems.size() == before) {
      requireOwn(setting, output, problems);
    }
    return output;
  }

  /** Tells if what is there is not a run's; a finished run may be meant to be replaced. */
  private static void requireOwn(Bound<?> setting, Path output, Problems problems) {
    try {
      new RunFolder(output).check(true);
    } catch (ProblemException e) {
      problems.addAll(setting.location(), setting.path(), e);
    }
  }

  /** The path as far as it is there. */
  private static Path existing(Path path) {
    Path there = path;
    while (there.getParent() != null && !Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
      there = there.getParent();
    }
    return there;
  }

  private static Path real(Path path) {
    Path there = existing(path);
    try {
      return there.toRealPath().resolve(there.relativize(path));
    } catch (IOException e) {
      return path;
    }
  }

  private static void conflict(Bound<?> setting, Path output, String what, Problems problems) {
    problems.add(
        setting.location(),
        setting.path(),
        Problem.of("the run's folder " + output + " " + what)
            .expecting("a folder of its own, whose content a new run may replace"));
  }

  private static List<Path> paths(Object resolved) {
    List<Path> paths = new ArrayList<>();
    if (resolved instanceof Path path) {
      paths.add(path);
    } else if (resolved instanceof Map<?, ?> map) {
      map.values().forEach(value -> paths.addAll(paths(value)));
    } else if (resolved instanceof List<?> list) {
      list.forEach(value -> paths.addAll(paths(value)));
    }
    return paths;
  }
}
