package dev.graft.tensorflow;

import dev.graft.api.diagnosis.CacheFolder;
import dev.graft.api.diagnosis.NativeFiles;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.tensorflow.TensorFlow;

/** TensorFlow's native library, and what to tell a user whose machine lacks it. */
final class NativeLibrary {
  /** The platforms TensorFlow Java has natives for: JavaCPP's names and the jars' classifiers. */
  private static final Set<String> PLATFORMS =
      Set.of("linux-x86_64", "linux-arm64", "macosx-arm64", "windows-x86_64");

  private static final long MEBIBYTE = 1L << 20;

  /** Unpacked: those for the CPU. */
  private static final int UNPACKED_MEBIBYTES = 660;

  private static final String FOLDER = "org/tensorflow/internal/c_api/";

  /**
   * Loads the library, if that has not been done.
   *
   * @return its version, such as {@code 2.18.0}
   * @throws ProblemException if it is not there or cannot be loaded
   */
  String load() {
    try {
      return TensorFlow.version();
    } catch (LinkageError e) {
      throw new ProblemException(problem(e).withSubject("engine tensorflow"), e);
    }
  }

  /** What the library is loaded from; empty if no jar of natives for this platform is there. */
  Optional<NativeFiles> files() {
    // As JavaCPP looks for them: those for GPUs first.
    return Stream.of("-gpu", "").flatMap(extension -> files(extension).stream()).findFirst();
  }

  private Optional<NativeFiles> files(String extension) {
    String platform = Loader.Detector.getPlatform();
    String folder = FOLDER + platform + extension + "/";
    URL library =
        NativeLibrary.class
            .getClassLoader()
            .getResource(folder + System.mapLibraryName("jnitensorflow"));
    if (library == null) {
      return Optional.empty();
    }
    String flavour = extension.isEmpty() ? "cpu" : "gpu";
    Path origin = origin(library);
    Path unpacked = cacheFolder().resolve(origin.getFileName()).resolve(folder);
    return Optional.of(new NativeFiles(platform, flavour, origin, libraries(unpacked)));
  }

  /** Where JavaCPP unpacks natives, one folder for each jar. */
  Path cacheFolder() {
    try {
      return Loader.getCacheDir().toPath();
    } catch (IOException e) {
      // None of JavaCPP's places can be written; this is the one it tries first.
      return Path.of(System.getProperty("user.home"), ".javacpp", "cache");
    }
  }

  private static Path origin(URL resource) {
    try {
      return resource.openConnection() instanceof JarURLConnection jar
          ? Path.of(jar.getJarFileURL().toURI())
          : Path.of(resource.toURI());
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("not in a file: " + resource, e);
    }
  }

  private static List<Path> libraries(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> !Files.isSymbolicLink(file))
          .filter(file -> !file.getFileName().toString().contains("LICENSE"))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private Problem problem(LinkageError error) {
    String platform = Loader.Detector.getPlatform();
    if (!PLATFORMS.contains(platform)) {
      return Problem.of("there is no TensorFlow library for this platform, " + platform)
          .expecting("one of " + PLATFORMS.stream().sorted().toList())
          .withRemedy("run Graft on such a machine, or choose another engine");
    }
    Throwable root = root(error);
    if (root instanceof ClassNotFoundException) {
      return Problem.of("a class that TensorFlow needs is missing: " + root.getMessage())
          .expecting("org.tensorflow:tensorflow-core-api with all it depends on")
          .withRemedy("add what is missing to the class path");
    }
    return files()
        .map(natives -> unloadable(natives, message(root)))
        .orElseGet(
            () ->
                Problem.of(
                        "TensorFlow's native library for %s is not on the class path"
                            .formatted(platform))
                    .expecting(
                        "org.tensorflow:tensorflow-core-native with the classifier " + platform)
                    .withRemedy(
                        "add that dependency, in the version of tensorflow-core-api (there are"
                            + " natives for %s)"
                                .formatted(
                                    PLATFORMS.stream()
                                        .sorted()
                                        .collect(Collectors.joining(", ")))));
  }

  private Problem unloadable(NativeFiles natives, String reason) {
    CacheFolder cache = CacheFolder.measure("natives", cacheFolder());
    return Problem.of(
            "TensorFlow's native library for %s cannot be loaded (%s)"
                .formatted(natives.platform(), reason))
        .withWhere(natives.origin().toString())
        .expecting(
            "JavaCPP's cache folder %s to be writable%s, with %d MB free (there are %d)"
                .formatted(
                    cache.folder(),
                    cache.writable() ? "" : " (it is not)",
                    UNPACKED_MEBIBYTES,
                    cache.freeBytes() / MEBIBYTE))
        .withRemedy(
            "name another folder with -Dorg.bytedeco.javacpp.cachedir=FOLDER among the options of"
                + " Java (GRAFT_JAVA_OPTS), or mend what the message tells");
  }

  private static Throwable root(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }

  private static String message(Throwable error) {
    String message = String.valueOf(error.getMessage());
    String line = message.lines().findFirst().orElse(message);
    // What a static initialiser has failed with is told so from the second time on.
    return line.replaceFirst("^Exception \\S+: (.*) \\[in thread .*\\]$", "$1");
  }
}
