package dev.graft.acceptance;

import dev.graft.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs a command in a process of its own, and tells which engines' libraries it has loaded. */
final class NativeLibrariesProbe {
  /** What each line about a loaded engine begins with. */
  static final String LOADED = "LOADED ";

  private NativeLibrariesProbe() {}

  /** Prints the engines' names, one a line, after what the command and its libraries print. */
  public static void main(String[] arguments) throws IOException {
    CommandLineRun run = CommandLineRun.graft(arguments);
    System.err.print(run.out() + run.err());
    String mapped = Files.readString(Path.of("/proc/self/maps"));
    if (mapped.contains("libtensorflow_cc") || mapped.contains("libjnitensorflow")) {
      System.out.println(LOADED + "tensorflow");
    }
    if (mapped.contains("libtorch_cpu") || mapped.contains("djl_torch")) {
      System.out.println(LOADED + "djl");
    }
    System.exit(run.exitCode());
  }
}
