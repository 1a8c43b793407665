package dev.graft.cli;

import dev.graft.api.diagnosis.Diagnosis;
import dev.graft.assembly.Graft;
import dev.graft.assembly.plugins.PluginFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Examines one engine in a process of its own: a native library that crashes takes this process
 * with it, and nothing else.
 */
final class EngineExamination {
  private EngineExamination() {}

  /**
   * Writes an engine's diagnosis as JSON.
   *
   * @param arguments the engine's name, the file to write, and the folders of plugins that the
   *     command line named
   */
  public static void main(String[] arguments) throws IOException {
    LibraryLogging.quiet();
    List<Path> folders = Arrays.stream(arguments).skip(2).map(Path::of).toList();
    try (Graft graft = Graft.installed(PluginFolders.ofProcess(folders))) {
      Diagnosis diagnosis = graft.engine(arguments[0]).diagnosis();
      Files.writeString(Path.of(arguments[1]), new JsonText().write(diagnosis));
    }
    // Libraries may have left threads behind that would keep the process alive.
    System.exit(0);
  }
}
