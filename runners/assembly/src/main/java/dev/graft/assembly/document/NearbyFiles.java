package dev.graft.assembly.document;

import dev.graft.api.problem.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What to say of a path where there is no file. */
public final class NearbyFiles {
  private static final int LISTED = 5;

  private NearbyFiles() {}

  /** A remedy: a similar name in the same folder, or the nearest folder that there is. */
  public static Optional<String> remedy(Path missing) {
    Path folder = missing.toAbsolutePath().normalize().getParent();
    if (folder == null) {
      return Optional.empty();
    }
    if (!Files.isDirectory(folder)) {
      Path there = folder;
      while (there.getParent() != null && !Files.isDirectory(there)) {
        there = there.getParent();
      }
      return Optional.of("its folder is not there either; what there is ends at " + there);
    }
    return Suggestion.forName(missing.getFileName().toString(), names(folder));
  }

  /** A remedy for a folder given in place of an experiment file. */
  static Optional<String> experimentsIn(Path folder) {
    List<String> files =
        names(folder).stream()
            .filter(name -> name.endsWith(".yaml") || name.endsWith(".yml"))
            .sorted()
            .toList();
    if (files.isEmpty()) {
      return Optional.empty();
    }
    String shown = String.join(", ", files.subList(0, Math.min(LISTED, files.size())));
    return Optional.of("it holds " + shown + (files.size() > LISTED ? ", …" : ""));
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
