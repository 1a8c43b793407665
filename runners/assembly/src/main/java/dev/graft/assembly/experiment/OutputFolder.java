package dev.graft.assembly.experiment;

import dev.graft.api.problem.Problem;
import dev.graft.assembly.binding.Bound;
import dev.graft.assembly.yaml.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a run's folder may be: a new run takes the place of what is there. */
final class OutputFolder {
  private OutputFolder() {}

  /** The run's folder; what stands against it is told. */
  static Path check(Sections sections, Path file, String name, Problems problems) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    Bound<?> setting = sections.at("output");
    Optional<?> given = setting.cleanValue(Optional.class).orElse(Optional.empty());
    Path output =
        given.isPresent() ? (Path) given.get() : folder.resolve("runs").resolve(name).normalize();
    if (Files.exists(output) && !Files.isDirectory(output)) {
      problems.add(
          setting.location(),
          setting.path(),
          Problem.of(output + " is a file").expecting("a folder, or a path where nothing is"));
    }
    // A run's own experiment.yaml may be run again in its place.
    boolean again = folder.equals(output) && file.endsWith("experiment.yaml");
    if (folder.startsWith(output) && !again) {
      conflict(setting, output, "holds the experiment file", problems);
    }
    for (Path path : paths(sections.at("data").resolved())) {
      if (path.startsWith(output)) {
        conflict(setting, output, "holds the data " + path, problems);
      } else if (output.startsWith(path)) {
        conflict(setting, output, "lies within the data " + path, problems);
      }
    }
    for (Path path : paths(sections.at("start_from").resolved())) {
      if (path.startsWith(output)) {
        conflict(setting, output, "is or holds the run that this one starts from", problems);
      } else if (output.startsWith(path)) {
        conflict(setting, output, "lies within the run that this one starts from", problems);
      }
    }
    for (Path path : paths(sections.in(sections.at("backbone"), "weights").resolved())) {
      if (path.startsWith(output)) {
        conflict(setting, output, "holds the weights " + path, problems);
      }
    }
    return output;
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
