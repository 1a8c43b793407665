package dev.graft.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * The folder or jar that a plugin's class comes from.
 *
 * @param place a folder of classes, or a jar
 */
record PluginFiles(Path place) {
  private static final String SERVICES = "META-INF/services/dev.graft.api.plugin.Plugin";

  static PluginFiles of(Class<?> plugin) {
    CodeSource source = plugin.getProtectionDomain().getCodeSource();
    URL place = source == null ? null : source.getLocation();
    if (place == null) {
      throw new AssertionError(plugin + " does not tell where it comes from");
    }
    try {
      return new PluginFiles(Path.of(place.toURI()));
    } catch (URISyntaxException e) {
      throw new AssertionError(place + " is no path", e);
    }
  }

  boolean isJar() {
    return Files.isRegularFile(place);
  }

  /** The classes that the service file names. */
  List<String> services() {
    return read(SERVICES)
        .map(
            text ->
                text.lines()
                    .map(line -> line.replaceAll("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList())
        .orElse(List.of());
  }

  /** The manifest of the jar, if it is one. */
  Optional<Manifest> manifest() {
    if (!isJar()) {
      return Optional.empty();
    }
    try (JarFile jar = new JarFile(place.toFile())) {
      return Optional.ofNullable(jar.getManifest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its classes, by path. */
  Map<String, ClassConstants> classes() {
    return inside(
        root -> {
          Map<String, ClassConstants> classes = new LinkedHashMap<>();
          try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                files
                    .filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.toString().endsWith("-info.class"))
                    .sorted()
                    .toList()) {
              try (InputStream in = Files.newInputStream(file)) {
                classes.put(root.relativize(file).toString(), ClassConstants.read(in));
              }
            }
          }
          return classes;
        });
  }

  private Optional<String> read(String file) {
    return inside(
        root -> {
          Path path = root.resolve(file);
          return Files.exists(path)
              ? Optional.of(Files.readString(path, StandardCharsets.UTF_8))
              : Optional.empty();
        });
  }

  private interface Reading<T> {
    T from(Path root) throws IOException;
  }

  private <T> T inside(Reading<T> reading) {
    try {
      if (!isJar()) {
        return reading.from(place);
      }
      try (FileSystem jar = FileSystems.newFileSystem(place)) {
        return reading.from(jar.getPath("/"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
