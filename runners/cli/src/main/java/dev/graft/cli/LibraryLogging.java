package dev.graft.cli;

import java.util.Map;

/**
 * What libraries may say through SLF4J: warnings and errors, on the error stream. Set as system
 * properties, because the configuration file of slf4j-simple is not ours alone: jHDF brings one
 * that prints its every step to the output, and which of two is found first is chance.
 */
final class LibraryLogging {
  private static final String PREFIX = "org.slf4j.simpleLogger.";

  private static final Map<String, String> SETTINGS =
      Map.of(
          "defaultLogLevel", "warn",
          // Warns of every machine with CUDA's library but no GPU; the doctor tells that better.
          "log.ai.djl.util.cuda", "error",
          "logFile", "System.err",
          "cacheOutputStream", "false",
          "showThreadName", "false",
          "showShortLogName", "true",
          "levelInBrackets", "true");

  private LibraryLogging() {}

  /**
   * Sets what the user has not set, as with {@code
   * GRAFT_JAVA_OPTS=-Dorg.slf4j.simpleLogger.log.dev.graft=debug}. Must come before the first
   * logger.
   */
  static void quiet() {
    SETTINGS.forEach(
        (name, value) -> {
          if (System.getProperty(PREFIX + name) == null) {
            System.setProperty(PREFIX + name, value);
          }
        });
  }
}
