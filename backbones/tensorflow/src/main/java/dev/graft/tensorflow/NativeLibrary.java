package dev.graft.tensorflow;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.util.Set;
import org.bytedeco.javacpp.Loader;
import org.tensorflow.TensorFlow;

/** TensorFlow's native library, and what to tell a user whose machine lacks it. */
final class NativeLibrary {
  /** The platforms TensorFlow Java has natives for: JavaCPP's names and the jars' classifiers. */
  private static final Set<String> PLATFORMS =
      Set.of("linux-x86_64", "linux-arm64", "macosx-arm64", "windows-x86_64");

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
      throw new ProblemException(missing(Loader.Detector.getPlatform(), e), e);
    }
  }

  private static Problem missing(String platform, LinkageError error) {
    if (!PLATFORMS.contains(platform)) {
      return Problem.of("there is no TensorFlow library for this platform, " + platform)
          .withSubject("engine tensorflow")
          .expecting("one of " + PLATFORMS.stream().sorted().toList())
          .withRemedy("run Graft on such a machine, or choose another engine");
    }
    return Problem.of(
            "TensorFlow's native library for %s cannot be loaded (%s)"
                .formatted(platform, rootMessage(error)))
        .withSubject("engine tensorflow")
        .expecting(
            "org.tensorflow:tensorflow-core-native with the classifier %s on the class path"
                .formatted(platform))
        .withRemedy(
            "add that dependency in the version of tensorflow-core-api; if it is there, see that"
                + " JavaCPP's cache folder (by default .javacpp in the home folder) can be written"
                + " and has 1 GB free");
  }

  private static String rootMessage(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String message = String.valueOf(root.getMessage());
    return message.lines().findFirst().orElse(message);
  }
}
