package dev.graft.distribution;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Has a JVM write down, as it ends, which files are mapped into its memory. */
public final class MappedFilesAgent {
  private static final Path MAPPED = Path.of("/proc/self/maps");

  private MappedFilesAgent() {}

  /**
   * What the JVM calls before {@code main}.
   *
   * @param record the file to write
   */
  public static void premain(String record) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    Files.writeString(Path.of(record), Files.readString(MAPPED));
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                }));
  }

  /** Whether this system tells what is mapped. */
  static boolean works() {
    return Files.exists(MAPPED);
  }

  /**
   * Packs it as a jar.
   *
   * @return the option for a JVM that has it write into {@code record}
   */
  static String option(Path jar, Path record) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", MappedFilesAgent.class.getName());
    String entry = MappedFilesAgent.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        var code = MappedFilesAgent.class.getResourceAsStream("/" + entry)) {
      out.putNextEntry(new ZipEntry(entry));
      code.transferTo(out);
      out.closeEntry();
    }
    return "-javaagent:%s=%s".formatted(jar, record);
  }
}
