package dev.graft.assembly.plugins;

import dev.graft.api.plugin.ApiRange;
import dev.graft.api.plugin.ApiVersion;
import dev.graft.api.plugin.Plugin;
import dev.graft.api.problem.FileProblem;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/**
 * What the manifest of a plugin's jar says of the plugin. Read before any of its classes is loaded.
 *
 * @param jar the jar; its libraries' have no such manifest
 * @param attributes the main attributes
 */
record PluginManifest(Path jar, Attributes attributes) {
  /** The plugin's id, equal to its {@link Plugin#id}. */
  static final String ID = "Graft-Plugin-Id";

  /** The plugin's own version. */
  static final String VERSION = "Graft-Plugin-Version";

  /** The versions of Graft's API that it was built for, as an {@link ApiRange}. */
  static final String API = "Graft-Api";

  private static final String SERVICE = "META-INF/services/" + Plugin.class.getName();

  /** A jar with its manifest, and whether it names a plugin as a service. */
  private record Read(Path jar, Optional<Attributes> attributes, boolean service) {
    boolean namesId() {
      return attributes.filter(found -> found.getValue(ID) != null).isPresent();
    }
  }

  /**
   * Finds the plugin's manifest among its jars.
   *
   * @param jars at least one
   * @throws ProblemException if a jar cannot be read, or not exactly one of them is a plugin's
   */
  static PluginManifest find(Path plugin, List<Path> jars) {
    List<Read> all = new ArrayList<>();
    for (Path jar : jars) {
      all.add(read(jar));
    }
    List<Read> plugins = all.stream().filter(Read::namesId).toList();
    if (plugins.size() > 1) {
      throw new ProblemException(
          Problem.at(
                  plugin.toString(),
                  "has several plugins in it: "
                      + plugins.stream()
                          .map(read -> read.jar().getFileName().toString())
                          .collect(Collectors.joining(", ")))
              .expecting("one plugin and its libraries in a folder")
              .withRemedy("give each plugin a folder of its own"));
    }
    if (plugins.isEmpty()) {
      throw new ProblemException(none(plugin, all));
    }
    return new PluginManifest(plugins.get(0).jar(), plugins.get(0).attributes().orElseThrow());
  }

  private static Problem none(Path plugin, List<Read> all) {
    String expected = "%s, %s and %s in the manifest".formatted(ID, VERSION, API);
    Optional<Read> service = all.stream().filter(Read::service).findFirst();
    if (service.isPresent()) {
      return Problem.at(
              service.get().jar().toString(),
              service.get().attributes().isEmpty()
                  ? "names a plugin in %s, but has no manifest".formatted(SERVICE)
                  : "names a plugin in %s, but its manifest has no %s".formatted(SERVICE, ID))
          .expecting(expected);
    }
    String why =
        all.size() > 1
            ? "no jar in it has a manifest with " + ID
            : all.get(0).attributes().isEmpty()
                ? "it has no manifest"
                : "its manifest has no " + ID;
    return Problem.at(plugin.toString(), "is no plugin: " + why)
        .expecting(expected)
        .withRemedy("a library of a plugin belongs beside it, both in a folder of their own");
  }

  private static Read read(Path jar) {
    try {
      // A link that leads nowhere is told as such, which opening it would not.
      if (Files.isSymbolicLink(jar) && !Files.exists(jar)) {
        throw new ProblemException(
            Problem.at(jar.toString(), "is a link to %s, where nothing is".formatted(target(jar)))
                .withRemedy("take it away, or put the jar there"));
      }
      try (JarFile file = new JarFile(jar.toFile())) {
        Manifest manifest = file.getManifest();
        return new Read(
            jar,
            Optional.ofNullable(manifest).map(Manifest::getMainAttributes),
            file.getEntry(SERVICE) != null);
      }
    } catch (FileSystemException e) {
      throw FileProblem.reading(jar, "a jar", e);
    } catch (IOException | SecurityException | IllegalArgumentException e) {
      throw new ProblemException(
          Problem.at(
                  jar.toString(),
                  Files.isReadable(jar)
                      ? "is no jar that can be read: " + e.getMessage()
                      : "may not be read")
              .withRemedy("fetch or build it again"),
          e);
    }
  }

  private static Path target(Path link) throws IOException {
    return Files.readSymbolicLink(link);
  }

  /**
   * The plugin's id.
   *
   * @throws ProblemException if it is no id
   */
  String id() {
    String id = attributes.getValue(ID).strip();
    if (!id.matches("[a-z][a-z0-9-]*")) {
      throw new ProblemException(
          Problem.at(jar.toString(), "its manifest has the %s '%s'".formatted(ID, id))
              .expecting("lower-case letters, digits and dashes, a letter first"));
    }
    return id;
  }

  /**
   * The plugin's version.
   *
   * @throws ProblemException if there is none
   */
  String version() {
    String version = attributes.getValue(VERSION);
    if (version == null || version.isBlank()) {
      throw new ProblemException(
          Problem.at(jar.toString(), "its manifest has no " + VERSION)
              .expecting("the plugin's own version, such as 1.0.0"));
    }
    return version.strip();
  }

  /**
   * Checks that the plugin was built for this API.
   *
   * @throws ProblemException if the manifest does not say so, or it was built for another
   */
  void requireApi() {
    String text = attributes.getValue(API);
    if (text == null || text.isBlank()) {
      throw new ProblemException(
          Problem.at(jar.toString(), "its manifest has no " + API)
              .expecting("the versions it was built for, such as " + ApiRange.ofCurrent()));
    }
    ApiRange range;
    try {
      range = ApiRange.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          Problem.at(
                  jar.toString(),
                  "the %s in its manifest is wrong: %s".formatted(API, e.getMessage()))
              .withRemedy("build it again with a range there"),
          e);
    }
    if (!range.contains(ApiVersion.CURRENT)) {
      throw new ProblemException(
          Problem.at(
                  jar.toString(),
                  "is built for version %s of Graft's API, and this Graft has %s"
                      .formatted(range, ApiVersion.CURRENT))
              .withRemedy(
                  range.isAbove(ApiVersion.CURRENT)
                      ? "it is too new: use a newer Graft, or an older version of the plugin"
                      : "it is too old: use a newer version of the plugin"));
    }
  }
}
