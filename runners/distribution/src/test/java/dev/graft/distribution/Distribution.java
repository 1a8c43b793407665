package dev.graft.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The zip of this build, unpacked once for all tests, into a folder whose name has spaces. */
final class Distribution implements AutoCloseable {
  private final Path temp;
  private final Path home;

  /** Hands the distribution to the tests. */
  static final class Extension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Distribution.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.create(Distribution.class))
          .getOrComputeIfAbsent(Distribution.class, type -> unpacked());
    }
  }

  private Distribution(Path temp, Path home) {
    this.temp = temp;
    this.home = home;
  }

  /** The file; the build tells where it lies. */
  static Path zip() {
    return Path.of(System.getProperty("graft.zip"));
  }

  /** The zip as a file system, which knows the permissions of its files. */
  static FileSystem opened() throws IOException {
    return FileSystems.newFileSystem(
        URI.create("jar:" + zip().toUri()), Map.of("enablePosixFileAttributes", "true"));
  }

  private static Distribution unpacked() {
    try (FileSystem zip = opened();
        Stream<Path> files = Files.walk(zip.getPath("/"))) {
      Path temp = Files.createTempDirectory(zip().getParent(), "unpacked here ").toRealPath();
      for (Path file : files.toList()) {
        Path copy = temp.resolve(zip.getPath("/").relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
          Files.setPosixFilePermissions(copy, permissions(file));
        }
      }
      try (Stream<Path> top = Files.list(temp)) {
        return new Distribution(temp, top.findFirst().orElseThrow());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked") // as the documentation of the zip file system says
  static Set<PosixFilePermission> permissions(Path file) throws IOException {
    return (Set<PosixFilePermission>) Files.getAttribute(file, "zip:permissions");
  }

  /** The unpacked folder. */
  Path home() {
    return home;
  }

  /** The packaged command, with the Java of this test, and no variable of its surroundings. */
  ShellCommand graft(Path folder) {
    return ShellCommand.in(folder, home.resolve("bin/graft").toString())
        .with("JAVA_HOME", System.getProperty("java.home"))
        .with("GRAFT_CACHE", System.getenv("GRAFT_CACHE"));
  }

  /** All files, with the times of their last changes. */
  List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      return files.map(file -> file + " " + file.toFile().lastModified()).sorted().toList();
    }
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(temp)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
