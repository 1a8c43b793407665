package dev.graft.assembly.plugins;

import dev.graft.assembly.binding.SettingsCheck;
import dev.graft.assembly.components.InstalledPlugin;
import dev.graft.assembly.components.LeftOutPlugin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The plugins that were dropped into folders: those in use, in the order in which they were loaded,
 * and those left out. Folders are taken in their order, and what lies in one by name.
 */
public final class DroppedInPlugins implements AutoCloseable {
  private final List<InstalledPlugin> installed;
  private final List<LeftOutPlugin> leftOut;
  private final List<PluginClassLoader> loaders;

  private DroppedInPlugins(
      List<InstalledPlugin> installed,
      List<LeftOutPlugin> leftOut,
      List<PluginClassLoader> loaders) {
    this.installed = List.copyOf(installed);
    this.leftOut = List.copyOf(leftOut);
    this.loaders = List.copyOf(loaders);
  }

  /**
   * Loads plugins.
   *
   * @param own Graft's own plugins, whose ids none of them may have
   * @param graft has the classes of the API
   * @throws dev.graft.api.problem.ProblemException if a named folder is not there, or one cannot be
   *     listed; never for what is in it
   */
  public static DroppedInPlugins load(
      PluginFolders folders, List<InstalledPlugin> own, ClassLoader graft) {
    Map<String, String> taken = new LinkedHashMap<>();
    own.forEach(plugin -> taken.put(plugin.id(), "Graft's own"));
    List<InstalledPlugin> installed = new ArrayList<>();
    List<LeftOutPlugin> leftOut = new ArrayList<>();
    List<PluginClassLoader> loaders = new ArrayList<>();
    SettingsCheck settingsCheck = new SettingsCheck();
    for (Path folder : folders.existing()) {
      for (PluginFiles files : PluginFiles.in(folder)) {
        PluginLoading.Outcome outcome =
            new PluginLoading(files, graft, taken, settingsCheck).load();
        outcome.leftOut().ifPresent(leftOut::add);
        outcome
            .installed()
            .ifPresent(
                opened -> {
                  installed.add(opened.plugin());
                  loaders.add(opened.loader());
                  taken.put(opened.plugin().id(), files.path().toString());
                });
      }
    }
    return new DroppedInPlugins(installed, leftOut, loaders);
  }

  /** Those in use, in order. */
  public List<InstalledPlugin> installed() {
    return installed;
  }

  /** Those left out, in order. */
  public List<LeftOutPlugin> leftOut() {
    return leftOut;
  }

  /** Closes their jars: no class of theirs that was not used before can be used any more. */
  @Override
  public void close() {
    loaders.forEach(PluginClassLoader::release);
  }
}
