package dev.graft.benchmarks;

import dev.graft.api.plugin.ApiRange;
import dev.graft.api.plugin.Plugin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A folder of plugins that are compiled for the benchmark, each with components of its own. */
final class PluginFolder {
  private static final String COMPONENT =
      """
      public static final class Shift%1$d implements Augmentation {
        public record Settings(
            @Setting(value = "How far.", defaultValue = "0.1", min = 0, max = 1) double by,
            @Setting(value = "How often.", defaultValue = "2", min = 1, example = "3") int times,
            @Setting(value = "Where to.", defaultValue = "[1, 2]") List<Integer> corners,
            @Setting(value = "What it is called.") Optional<String> label) {}
        public Shift%1$d(Settings settings) {}
        @Override public Change draw(
            java.util.random.RandomGenerator random, dev.graft.api.ImageSize size) {
          return Affine.identity();
        }
      }
      """;

  private PluginFolder() {}

  /**
   * Writes plugins.
   *
   * @param folder there and empty
   */
  static void write(Path folder, int plugins, int componentsEach) throws IOException {
    for (int i = 0; i < plugins; i++) {
      write(folder, "plugin" + i, componentsEach);
    }
  }

  private static void write(Path folder, String id, int components) throws IOException {
    StringBuilder list = new StringBuilder();
    StringBuilder classes = new StringBuilder();
    for (int i = 0; i < components; i++) {
      list.append(i == 0 ? "" : ", ")
          .append("Component.of(Augmentation.class, \"")
          .append(id + "_" + i)
          .append("\", Shift%1$d.class, Shift%1$d.Settings.class, \"Shifts.\")".formatted(i));
      classes.append(COMPONENT.formatted(i));
    }
    String source =
        """
        package %1$s;
        import dev.graft.api.augmentation.*;
        import dev.graft.api.plugin.*;
        import java.util.*;
        public final class Brought implements Plugin {
          @Override public String id() { return "%1$s"; }
          @Override public List<Component<?>> components() { return List.of(%2$s); }
          %3$s
        }
        """
            .formatted(id, list, classes);
    Path classesFolder = Files.createDirectories(folder.resolve("." + id));
    Path file = Files.createDirectories(classesFolder.resolve(id)).resolve("Brought.java");
    Files.writeString(file, source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String classPath = System.getProperty("java.class.path");
    int status =
        compiler.run(
            InputStream.nullInputStream(),
            null,
            null,
            "-proc:none",
            "-cp",
            classPath,
            "-d",
            classesFolder.toString(),
            file.toString());
    if (status != 0) {
      throw new IllegalStateException("the compiler does not take " + file);
    }
    Files.delete(file);
    writeJar(folder.resolve(id + ".jar"), id, classesFolder);
  }

  private static void writeJar(Path jar, String id, Path classes) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Graft-Plugin-Id", id);
    main.putValue("Graft-Plugin-Version", "1.0.0");
    main.putValue("Graft-Api", ApiRange.ofCurrent().toString());
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        var files = Files.walk(classes)) {
      out.putNextEntry(new ZipEntry("META-INF/services/" + Plugin.class.getName()));
      out.write((id + ".Brought\n").getBytes(StandardCharsets.UTF_8));
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, out);
      }
    }
  }
}
