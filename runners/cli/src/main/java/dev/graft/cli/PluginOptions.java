package dev.graft.cli;

import dev.graft.assembly.Graft;
import dev.graft.assembly.plugins.PluginFolders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * Where plugins are dropped in, as every command takes it, and Graft with them: the one way by
 * which a command gets it.
 */
final class PluginOptions implements Supplier<Graft>, AutoCloseable {
  private final List<Graft> opened = new ArrayList<>();

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description =
          "Loads the plugins in this folder, too: before those of GRAFT_PLUGINS and of Graft's own"
              + " folder. May be given several times.")
  private List<Path> folders = new ArrayList<>();

  /** The folders that the command line names. */
  List<Path> given() {
    return List.copyOf(folders);
  }

  /**
   * Graft with all plugins.
   *
   * @throws dev.graft.api.problem.ProblemException if a folder that was named is not there
   */
  @Override
  public Graft get() {
    Graft graft = Graft.installed(PluginFolders.ofProcess(folders));
    opened.add(graft);
    return graft;
  }

  @Override
  public void close() {
    opened.forEach(Graft::close);
  }
}
