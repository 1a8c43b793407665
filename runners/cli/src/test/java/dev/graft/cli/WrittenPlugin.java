package dev.graft.cli;

import static dev.graft.cli.CommandLineRun.graft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/**
 * A plugin as {@code graft new plugin} writes it, compiled and packed without Maven.
 *
 * @param project its folder
 * @param jar its jar, alone in its folder
 */
record WrittenPlugin(Path project, Path jar) {
  private static final Path SERVICE = Path.of("META-INF/services/dev.graft.api.plugin.Plugin");

  /** Writes, compiles and packs one. */
  static WrittenPlugin written(Path folder, String name, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of("new", "plugin", name));
    command.addAll(List.of(options));
    command.addAll(List.of("--in", folder.toString()));
    CommandLineRun run = graft(command.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    Path project = folder.resolve(name);
    Path jar = folder.resolve("plugins").resolve(name + ".jar");
    WrittenPlugin written = new WrittenPlugin(project, jar);
    written.compile("src/main/java", "classes");
    Path service = project.resolve("classes").resolve(SERVICE);
    Files.createDirectories(service.getParent());
    Files.copy(project.resolve("src/main/resources").resolve(SERVICE), service);
    written.compile("src/test/java", "test-classes");
    Files.createDirectories(jar.getParent());
    written.pack(name);
    return written;
  }

  private void compile(String sources, String classes) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-Xlint:all", "-Werror"));
    arguments.add("-Xlint:-path,-processing,-classfile");
    arguments.addAll(List.of("--release", "17", "-d", project.resolve(classes).toString()));
    arguments.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path")
                + System.getProperty("path.separator")
                + project.resolve("classes")));
    javaFiles(sources).map(Path::toString).forEach(arguments::add);
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(status).as("status of javac").isZero();
  }

  private Stream<Path> javaFiles(String sources) throws IOException {
    try (Stream<Path> files = Files.walk(project.resolve(sources))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    }
  }

  private void pack(String id) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Graft-Plugin-Id", id);
    attributes.putValue("Graft-Plugin-Version", "1.0.0");
    attributes.putValue("Graft-Api", "[0.1,0.2)");
    Path classes = project.resolve("classes");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        Stream<Path> files = Files.walk(classes)) {
      for (Path one : files.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(one).toString().replace('\\', '/')));
        out.write(Files.readAllBytes(one));
        out.closeEntry();
      }
    }
  }

  /** Runs its tests, as Maven would, with both engines on the class path. */
  EngineExecutionResults tested() throws IOException, ClassNotFoundException {
    Path sources = project.resolve("src/test/java");
    List<String> names =
        javaFiles("src/test/java")
            .map(file -> sources.relativize(file).toString())
            .map(file -> file.replace(".java", "").replaceAll("[/\\\\]", "."))
            .toList();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    URL[] places = {jar.toUri().toURL(), project.resolve("test-classes/").toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(places, before)) {
      thread.setContextClassLoader(loader);
      List<ClassSelector> tests = new ArrayList<>();
      for (String name : names) {
        tests.add(selectClass(loader.loadClass(name)));
      }
      EngineExecutionResults results =
          EngineTestKit.engine("junit-jupiter")
              .selectors(tests.toArray(ClassSelector[]::new))
              .execute();
      assertThat(results.allEvents().failed().list()).as("tests that fail").isEmpty();
      return results;
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** A command on its experiment, with its jar dropped in. */
  CommandLineRun run(String command, String... options) {
    List<String> words = new ArrayList<>(List.of(command));
    words.add(project.resolve("experiment.yaml").toString());
    words.addAll(List.of("--plugins", jar.getParent().toString()));
    words.addAll(List.of(options));
    return graft(words.toArray(String[]::new));
  }
}
