package dev.graft.training.features;

import dev.graft.api.Sha256;
import dev.graft.api.problem.FileProblem;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which code computes: the hashes of the jars, or folders of classes, that some classes come from.
 * A version number alone would let features outlive a change of the code that made them.
 */
final class CodeVersion {
  private CodeVersion() {}

  /** The hashes of where some classes come from, in an order of their own; each once. */
  static String of(Collection<Class<?>> classes) {
    Set<String> versions = new TreeSet<>();
    Set<Path> origins = new TreeSet<>();
    for (Class<?> type : classes) {
      CodeSource source = type.getProtectionDomain().getCodeSource();
      if (source == null || source.getLocation() == null) {
        // The JDK's own classes, or a loader that does not tell.
        versions.add(type.getName() + " of " + System.getProperty("java.runtime.version"));
        continue;
      }
      try {
        origins.add(Path.of(source.getLocation().toURI()));
      } catch (URISyntaxException | IllegalArgumentException e) {
        versions.add(type.getName() + " of " + source.getLocation());
      }
    }
    origins.forEach(origin -> versions.add(hash(origin)));
    return String.join(" ", versions);
  }

  private static String hash(Path origin) {
    try {
      return Files.isDirectory(origin) ? ofFolder(origin) : Sha256.of(origin);
    } catch (IOException e) {
      throw FileProblem.reading(origin, "the jar or folder that code was loaded from", e);
    }
  }

  private static String ofFolder(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> tree = Files.walk(folder)) {
      files = tree.filter(Files::isRegularFile).sorted().toList();
    }
    Sha256 sum = new Sha256();
    for (Path file : files) {
      sum.add(folder.relativize(file) + "\n" + Sha256.of(file) + "\n");
    }
    return sum.hex();
  }
}
