package dev.graft.assembly.components;

import dev.graft.api.Sha256;
import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Plugin;
import dev.graft.api.problem.FileProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plugin that was loaded and listed.
 *
 * @param id its id
 * @param version its version; {@code unpackaged} for one of the class path that is not in a jar
 * @param plugin itself
 * @param components what it brings, as it listed them once
 * @param jars the jars it was dropped in as, its own first, then its libraries'; none if it is one
 *     of Graft's own, which the class path brings
 */
public record InstalledPlugin(
    String id, String version, Plugin plugin, List<Component<?>> components, List<Path> jars) {
  /** Copies the lists. */
  public InstalledPlugin {
    components = List.copyOf(components);
    jars = List.copyOf(jars);
  }

  /** Whether the class path brings it, and not a jar that was dropped in. */
  public boolean isGraftsOwn() {
    return jars.isEmpty();
  }

  /** The jar with its manifest and its own classes; none if it is one of Graft's own. */
  Optional<Path> ownJar() {
    return jars.stream().findFirst();
  }

  /** Whether a class is one of the plugin's; Graft's own plugins share one class loader. */
  boolean owns(Class<?> type) {
    return type.getClassLoader() == plugin.getClass().getClassLoader();
  }

  /**
   * What the provenance of a run tells of it: its version, and the SHA-256 of each jar.
   *
   * @throws dev.graft.api.problem.ProblemException if a jar cannot be read any more
   */
  public Map<String, Object> provenance() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("version", version);
    if (!jars.isEmpty()) {
      Map<String, String> sums = new LinkedHashMap<>();
      jars.forEach(jar -> sums.put(jar.getFileName().toString(), sha256(jar)));
      facts.put("jars_sha256", sums);
    }
    return facts;
  }

  private static String sha256(Path jar) {
    try {
      return Sha256.of(jar);
    } catch (IOException e) {
      throw FileProblem.reading(jar, "the plugin's jar", e);
    }
  }
}
