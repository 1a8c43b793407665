package dev.graft.testkit.files;

import dev.graft.api.Evolving;
import dev.graft.api.plugin.ApiRange;
import dev.graft.api.plugin.Plugin;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * A jar that a test compiles from sources given as text, against Graft's API and whatever else is
 * named: so no test needs a jar that somebody built before. Needs a JDK.
 *
 * @since 0.1
 */
@Evolving
public final class CompiledJar {
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, String> manifest = new LinkedHashMap<>();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private final List<Path> classPath = new ArrayList<>();

  /** A jar without a manifest. */
  public CompiledJar() {
    classPath.add(origin(Plugin.class));
    classPath.add(origin(Inject.class));
  }

  /**
   * A jar with the manifest of a plugin for this API.
   *
   * @param type the class of the plugin, which is named as a service; the source must be given
   */
  public static CompiledJar plugin(String id, String version, String type) {
    return new CompiledJar()
        .manifest("Graft-Plugin-Id", id)
        .manifest("Graft-Plugin-Version", version)
        .manifest("Graft-Api", ApiRange.ofCurrent().toString())
        .entry("META-INF/services/" + Plugin.class.getName(), type + "\n");
  }

  /** Adds a class. */
  public CompiledJar source(String type, String text) {
    sources.put(type, text);
    return this;
  }

  /** Sets a main attribute of the manifest; an empty value takes it away. */
  public CompiledJar manifest(String key, String value) {
    if (value.isEmpty()) {
      manifest.remove(key);
    } else {
      manifest.put(key, value);
    }
    return this;
  }

  /** Adds a file. */
  public CompiledJar entry(String name, String text) {
    return entry(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a file; in the place of a compiled class, if it is named so. */
  public CompiledJar entry(String name, byte[] content) {
    entries.put(name, content.clone());
    return this;
  }

  /** Compiles against the classes of more jars, which are not put into this one. */
  public CompiledJar against(Path... jars) {
    classPath.addAll(Arrays.asList(jars));
    return this;
  }

  /** Compiles against the classes of a jar that take the place of others of their names. */
  public CompiledJar insteadOf(Path jar) {
    classPath.add(0, jar);
    return this;
  }

  /** The jar or folder that a class of this process comes from. */
  public static Path origin(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("no path: " + type, e);
    }
  }

  /**
   * Compiles and writes the jar.
   *
   * @return the file
   * @throws IllegalArgumentException with what the compiler says, if it does not take the sources
   */
  public Path write(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Map<String, byte[]> files = compiled();
      files.putAll(entries);
      writeJar(file, files);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a jar of all files in a folder, or copies a jar. */
  public static Path copyOf(Path folderOrJar, Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      if (!Files.isDirectory(folderOrJar)) {
        return Files.copy(folderOrJar, file);
      }
      CompiledJar jar = new CompiledJar();
      read(folderOrJar).forEach(jar::entry);
      return jar.write(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The class files that the sources become, by name in the jar. */
  public Map<String, byte[]> compiled() throws IOException {
    if (sources.isEmpty()) {
      return new LinkedHashMap<>();
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IllegalStateException("a JDK is needed, this Java has no compiler");
    }
    Path classes = Files.createTempDirectory("compiled-jar-");
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    StringWriter output = new StringWriter();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(said, null, StandardCharsets.UTF_8)) {
      files.setLocation(StandardLocation.CLASS_OUTPUT, List.of(classes.toFile()));
      String path =
          classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
      boolean fine =
          compiler
              .getTask(
                  output,
                  files,
                  said,
                  List.of("-classpath", path, "-proc:none", "--release", "17", "-g"),
                  null,
                  sources.entrySet().stream().map(Source::new).toList())
              .call();
      if (!fine) {
        throw new IllegalArgumentException(said.getDiagnostics() + " " + output);
      }
      return read(classes);
    } finally {
      delete(classes);
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(Map.Entry<String, String> source) {
      super(
          URI.create("string:///" + source.getKey().replace('.', '/') + Kind.SOURCE.extension),
          Kind.SOURCE);
      this.text = source.getValue();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static Map<String, byte[]> read(Path folder) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.filter(Files::isRegularFile).sorted().toList()) {
        String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
        files.put(name, Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> tree = Files.walk(folder)) {
      all = tree.sorted((one, other) -> other.compareTo(one)).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }

  private void writeJar(Path file, Map<String, byte[]> files) throws IOException {
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
      if (!manifest.isEmpty()) {
        Manifest written = new Manifest();
        written.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.forEach((key, value) -> written.getMainAttributes().putValue(key, value));
        jar.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
        written.write(jar);
        jar.closeEntry();
      }
      for (Map.Entry<String, byte[]> entry : files.entrySet()) {
        jar.putNextEntry(new ZipEntry(entry.getKey()));
        jar.write(entry.getValue());
        jar.closeEntry();
      }
    }
  }
}
