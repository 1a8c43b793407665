package dev.graft.djl;

import ai.djl.engine.Engine;
import ai.djl.util.Utils;
import dev.graft.api.diagnosis.CacheFolder;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * PyTorch's native library, and what to tell a user whose machine lacks it. Nothing is ever
 * downloaded, and DJL is kept from reporting who uses it.
 */
final class NativeLibrary {
  private static final String PYTORCH = "PyTorch";
  private static final long MEBIBYTE = 1L << 20;

  /** Unpacked: libtorch and the part that calls it. */
  private static final int UNPACKED_MEBIBYTES = 435;

  private volatile String version = "";

  /**
   * Loads the library, if that has not been done. Comes before anything else of DJL.
   *
   * @return PyTorch's version, such as {@code 2.7.1}
   * @throws ProblemException if it is not there or cannot be loaded
   */
  String load() {
    if (version.isEmpty()) {
      stayOffline();
      NativeSource source = source();
      version = load(source);
    }
    return version;
  }

  /** Keeps DJL from using the network of itself; comes before anything else of DJL. */
  static void stayOffline() {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
  }

  /**
   * Name and version for people, such as {@code PyTorch 2.7.1 (DJL 0.35.1)}.
   *
   * @throws ProblemException as {@link #load}
   */
  String description() {
    return "PyTorch %s (DJL %s)".formatted(load(), Engine.getDjlVersion());
  }

  /**
   * What the library is loaded from.
   *
   * @throws ProblemException if there is nothing that fits
   */
  NativeSource source() {
    return NativeSearch.ofThisProcess(NativeLibrary.class.getClassLoader(), this::cacheFolder)
        .find();
  }

  /** Where DJL unpacks natives, one folder for each version, flavour and platform. */
  Path cacheFolder() {
    try {
      return Utils.getEngineCacheDir("pytorch").toAbsolutePath();
    } catch (NoClassDefFoundError e) {
      throw new ProblemException(missingClass(e).withSubject("engine djl"), e);
    }
  }

  private String load(NativeSource source) {
    if (source.own() && System.getenv("PYTORCH_FLAVOR") == null) {
      // DJL would guess one that its JNI part is not made for.
      System.setProperty("PYTORCH_FLAVOR", source.flavour());
    }
    // DJL finds its engine and its natives through the thread's class loader, once for the process.
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(NativeLibrary.class.getClassLoader());
    try {
      return Engine.getEngine(PYTORCH).getVersion();
    } catch (RuntimeException | LinkageError | AssertionError e) {
      throw new ProblemException(problem(source, e).withSubject("engine djl"), e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private Problem problem(NativeSource source, Throwable failure) {
    if (root(failure) instanceof ClassNotFoundException) {
      return missingClass(failure);
    }
    if (root(failure) instanceof IOException reason) {
      return notUnpacked(source, reason);
    }
    return Problem.of(
            "PyTorch's native library for %s cannot be loaded (%s)"
                .formatted(source.platform(), message(root(failure))))
        .withWhere(source.folder().toString())
        .withRemedy(
            source.own()
                ? "see that it is the libtorch %s for this platform, and that the libraries it needs"
                        .formatted(source.version())
                    + " are found (LD_LIBRARY_PATH), or unset PYTORCH_LIBRARY_PATH"
                : "if unpacking was interrupted, delete that folder: it is unpacked again; %s"
                    .formatted(systemLibraries(source.platform())));
  }

  private static Problem missingClass(Throwable failure) {
    return Problem.of("a class that DJL needs is missing: " + root(failure).getMessage())
        .expecting("ai.djl:api with all it depends on")
        .withRemedy("add what is missing to the class path");
  }

  private static String systemLibraries(String platform) {
    if (platform.startsWith("linux")) {
      return "PyTorch needs glibc 2.29 and libstdc++ of GCC 9 or newer";
    }
    return platform.startsWith("win")
        ? "PyTorch needs the Visual C++ Redistributable"
        : "PyTorch needs a newer macOS if it names a missing symbol";
  }

  private Problem notUnpacked(NativeSource source, IOException reason) {
    CacheFolder cache = CacheFolder.measure("natives", cacheFolder());
    return Problem.of(
            "PyTorch's natives cannot be unpacked from %s (%s)"
                .formatted(source.origin(), message(reason)))
        .withWhere(cache.folder().toString())
        .expecting(
            "a folder that can be written%s, with %d MB free (there are %d)"
                .formatted(
                    cache.writable() ? "" : " (this one cannot)",
                    UNPACKED_MEBIBYTES,
                    cache.freeBytes() / MEBIBYTE))
        .withRemedy("name another folder in the environment variable ENGINE_CACHE_DIR");
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }

  private static String message(Throwable failure) {
    String text = String.valueOf(failure.getMessage());
    String line = text.lines().findFirst().orElse(text);
    if (failure instanceof UnsatisfiedLinkError) {
      // Java puts the file before a message that mostly begins with it.
      String file = line.substring(0, Math.max(0, line.indexOf(": ") + 2));
      return line.startsWith(file + file) ? line.substring(file.length()) : line;
    }
    return failure instanceof FileSystemException || failure.getMessage() == null
        ? failure.getClass().getSimpleName() + ": " + line
        : line;
  }
}
