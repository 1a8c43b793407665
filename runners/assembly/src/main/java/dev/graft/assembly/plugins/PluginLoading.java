package dev.graft.assembly.plugins;

import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Plugin;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.assembly.binding.SettingsCheck;
import dev.graft.assembly.components.InstalledPlugin;
import dev.graft.assembly.components.LeftOutPlugin;
import dev.graft.assembly.components.PluginFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;

/**
 * Loads and lists one plugin that was dropped in: reads its manifest, opens a class loader of its
 * own, makes the {@link Plugin} and asks it for its components. Whatever goes wrong becomes the
 * reason why it is left out; nothing that its code throws gets through.
 */
final class PluginLoading {
  private final PluginFiles files;
  private final ClassLoader graft;
  private final Map<String, String> taken;
  private final SettingsCheck settingsCheck;
  private Optional<Path> jar = Optional.empty();
  private Optional<String> id = Optional.empty();
  private Optional<String> version = Optional.empty();
  private Optional<List<Component<?>>> components = Optional.empty();

  /** The outcome: one of the two. */
  record Outcome(Optional<Opened> installed, Optional<LeftOutPlugin> leftOut) {}

  /** A plugin, and what to close when nobody uses it any more. */
  record Opened(InstalledPlugin plugin, PluginClassLoader loader) {}

  /**
   * Prepares.
   *
   * @param graft has Graft's classes
   * @param taken where the plugins are that were loaded before, by id
   */
  PluginLoading(
      PluginFiles files,
      ClassLoader graft,
      Map<String, String> taken,
      SettingsCheck settingsCheck) {
    this.files = files;
    this.graft = graft;
    this.taken = new LinkedHashMap<>(taken);
    this.settingsCheck = settingsCheck;
  }

  /** Loads. */
  Outcome load() {
    try {
      return new Outcome(Optional.of(open()), Optional.empty());
    } catch (ProblemException e) {
      return new Outcome(
          Optional.empty(),
          Optional.of(
              new LeftOutPlugin(files.path(), id, version, components, e.problems().get(0))));
    }
  }

  private Opened open() {
    List<Path> jars = files.jars();
    PluginManifest manifest = PluginManifest.find(files.path(), jars);
    jar = Optional.of(manifest.jar());
    id = Optional.of(manifest.id());
    version = Optional.of(manifest.version());
    manifest.requireApi();
    requireFree();
    String name = "plugin " + id.get() + " " + version.get();
    PluginClassLoader loader = new PluginClassLoader(name, jars, graft);
    boolean done = false;
    try {
      Opened opened = new Opened(list(loader, jars), loader);
      done = true;
      return opened;
    } finally {
      if (!done) {
        loader.release();
      }
    }
  }

  private void requireFree() {
    String other = taken.get(id.get());
    if (other != null) {
      throw new ProblemException(
          Problem.at(
                  files.path().toString(),
                  "has the id '%s' of another plugin, %s, which was found before"
                      .formatted(id.get(), other))
              .withRemedy("take one of the two away"));
    }
  }

  private InstalledPlugin list(PluginClassLoader loader, List<Path> jars) {
    Plugin plugin = guarded(loader, "cannot be loaded", () -> make(loader));
    String own = guarded(loader, "cannot tell its id", plugin::id);
    if (!id.get().equals(own)) {
      throw problem(
          "its manifest has the id '%s', but %s.id() says '%s'"
              .formatted(id.get(), plugin.getClass().getName(), own),
          "one id in both");
    }
    List<Component<?>> listed =
        guarded(loader, "cannot list its components", () -> listed(plugin.components()));
    ComponentList list = new ComponentList(files.path().toString(), listed, settingsCheck);
    guarded(
        loader,
        "cannot describe its components",
        () -> {
          list.requireNames();
          components = Optional.of(List.copyOf(listed));
          list.requireUsable();
          return listed;
        });
    return new InstalledPlugin(id.get(), version.get(), plugin, listed, ownFirst(jars));
  }

  private List<Path> ownFirst(List<Path> jars) {
    return jars.stream()
        .sorted(Comparator.comparing(one -> !jar.equals(Optional.of(one))))
        .toList();
  }

  private Plugin make(PluginClassLoader loader) {
    List<ServiceLoader.Provider<Plugin>> providers =
        ServiceLoader.load(Plugin.class, loader).stream().toList();
    if (providers.size() != 1) {
      throw problem(
          providers.isEmpty()
              ? "it names no plugin"
              : "it names %d plugins: %s"
                  .formatted(
                      providers.size(),
                      String.join(
                          ", ",
                          providers.stream().map(provider -> provider.type().getName()).toList())),
          "the name of one class in META-INF/services/" + Plugin.class.getName());
    }
    return providers.get(0).get();
  }

  /** A copy, with its nulls. */
  private List<Component<?>> listed(List<Component<?>> components) {
    if (components == null) {
      throw problem("its list of components is null", "a list");
    }
    return new ArrayList<>(components);
  }

  private ProblemException problem(String what, String expected) {
    return new ProblemException(
        Problem.at(files.path().toString(), what)
            .expecting(expected)
            .withRemedy(PluginFailure.REMEDY));
  }

  /** Calls the plugin's code, with its class loader for libraries that ask the thread for one. */
  @SuppressWarnings("InterruptedExceptionSwallowed") // told as any other failure of the plugin
  private <T> T guarded(PluginClassLoader loader, String doing, Callable<T> call) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return call.call();
    } catch (ProblemException told) {
      Problem first = told.problems().get(0);
      throw first.where().isEmpty()
          ? new ProblemException(first.withWhere(files.path().toString()), told)
          : told;
    } catch (Throwable thrown) { // a stranger's code may throw anything
      Problem problem =
          new PluginFailure(files.path().toString(), loader.getName(), jar).problem(doing, thrown);
      throw new ProblemException(problem, thrown);
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
