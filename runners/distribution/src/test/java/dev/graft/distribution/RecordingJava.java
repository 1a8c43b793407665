package dev.graft.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Java that computes nothing: it writes down how it was started. */
final class RecordingJava {
  /** Ends each argument in the record, as no argument contains it. */
  private static final String END = "\u0001";

  private final Path home;

  private RecordingJava(Path home) {
    this.home = home;
  }

  /**
   * Installs one.
   *
   * @param home its {@code JAVA_HOME}
   * @param said what it says at {@code -version}
   */
  static RecordingJava in(Path home, String said) throws IOException {
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        folder=$(dirname "$0")
        if [ "$*" = -version ]; then
          cat "$folder/said" >&2
          exit 0
        fi
        printf '%%s%s' "$@" >"$folder/arguments"
        env >"$folder/environment"
        echo $$ >"$folder/process"
        exit 7
        """
            .formatted(END));
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(home.resolve("bin/said"), said);
    return new RecordingJava(home);
  }

  /** As a JDK has it, with a file that names its version. */
  static RecordingJava released(Path home, String version) throws IOException {
    RecordingJava java = in(home, "this is never asked for");
    Files.writeString(
        home.resolve("release"),
        "IMPLEMENTOR=\"Somebody\"\nJAVA_RUNTIME_VERSION=\"%1$s+6\"\nJAVA_VERSION=\"%1$s\"\n"
            .formatted(version));
    return java;
  }

  Path home() {
    return home;
  }

  Path folder() {
    return home.resolve("bin");
  }

  /** What it was started with; null if it was not. */
  List<String> arguments() throws IOException {
    Path record = home.resolve("bin/arguments");
    return Files.exists(record)
        ? Stream.of(Files.readString(record).split(END, -1))
            .limit(Files.readString(record).chars().filter(c -> c == END.charAt(0)).count())
            .toList()
        : null;
  }

  /** Those before the main class. */
  List<String> options() throws IOException {
    return arguments().subList(0, arguments().indexOf("dev.graft.cli.Main"));
  }

  /** Those behind the main class. */
  List<String> graftArguments() throws IOException {
    return arguments().subList(arguments().indexOf("dev.graft.cli.Main") + 1, arguments().size());
  }

  /** The process that it was. */
  String process() throws IOException {
    return Files.readString(home.resolve("bin/process")).strip();
  }

  Map<String, String> environment() throws IOException {
    return Files.readAllLines(home.resolve("bin/environment")).stream()
        .filter(line -> line.contains("="))
        .collect(
            Collectors.toMap(
                line -> line.substring(0, line.indexOf('=')),
                line -> line.substring(line.indexOf('=') + 1)));
  }
}
