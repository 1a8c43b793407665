package dev.graft.editor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packages of {@code src/test/editor}, installed into a folder of the build, once. */
final class NodePackages {
  private static final Path WANTED = Path.of("src/test/editor");
  private static final Path FOLDER = Path.of("target/editor");
  private static final List<String> FILES = List.of("package.json", "package-lock.json");

  private NodePackages() {}

  /** Why a program is not there; empty if it is. */
  static String missing(String program) throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command(program, "--version"))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0 ? "" : program + " --version fails";
    } catch (IOException e) {
      return program + " is not there";
    }
  }

  /**
   * Installs what is wanted, unless it is there.
   *
   * @return what npm says if it cannot; empty if all is there
   */
  static String install() throws IOException, InterruptedException {
    if (isInstalled()) {
      return "";
    }
    Files.createDirectories(FOLDER);
    for (String file : FILES) {
      Files.copy(WANTED.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    Path log = FOLDER.resolve("npm.log");
    Process npm =
        new ProcessBuilder(
                command(
                    "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"))
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = npm.waitFor(5, TimeUnit.MINUTES);
    if (!ended) {
      npm.destroyForcibly();
    }
    return ended && npm.exitValue() == 0 ? "" : "npm ci: " + Files.readString(log).strip();
  }

  /** The script of the language server. */
  static Path languageServer() {
    return FOLDER
        .resolve("node_modules/yaml-language-server/bin/yaml-language-server")
        .toAbsolutePath();
  }

  private static boolean isInstalled() throws IOException {
    // npm writes it last.
    if (!Files.exists(FOLDER.resolve("node_modules/.package-lock.json"))) {
      return false;
    }
    for (String file : FILES) {
      if (Files.mismatch(WANTED.resolve(file), FOLDER.resolve(file)) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static List<String> command(String... words) {
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    // There npm is a script, which only the shell finds.
    return Stream.concat(windows ? Stream.of("cmd", "/c") : Stream.of(), Stream.of(words)).toList();
  }
}
