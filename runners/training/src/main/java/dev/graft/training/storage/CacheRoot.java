package dev.graft.training.storage;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The folder in which Graft keeps what it can get again: {@code GRAFT_CACHE}, or {@code graft} in
 * the folder that the system has for such things.
 */
public final class CacheRoot {
  /** The environment variable that moves it. */
  public static final String VARIABLE = "GRAFT_CACHE";

  private CacheRoot() {}

  /** The folder of this process's environment. */
  public static Path ofSystem() {
    return of(
        System.getenv(), System.getProperty("os.name", ""), System.getProperty("user.home", "."));
  }

  /**
   * The folder.
   *
   * @param environment the environment's variables
   * @param system name of the operating system, as Java has it
   * @param home the user's own folder
   */
  static Path of(Map<String, String> environment, String system, String home) {
    Optional<String> moved = variable(environment, VARIABLE);
    if (moved.isPresent()) {
      return Path.of(moved.get());
    }
    String lower = system.toLowerCase(Locale.ROOT);
    if (lower.startsWith("windows")) {
      return variable(environment, "LOCALAPPDATA")
          .map(Path::of)
          .orElse(Path.of(home, "AppData", "Local"))
          .resolve("graft")
          .resolve("cache");
    }
    if (lower.startsWith("mac")) {
      return Path.of(home, "Library", "Caches", "graft");
    }
    return variable(environment, "XDG_CACHE_HOME")
        .map(Path::of)
        .orElse(Path.of(home, ".cache"))
        .resolve("graft");
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
