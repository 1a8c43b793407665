package dev.graft.assembly;

import com.google.inject.Module;
import dev.graft.api.Labels;
import dev.graft.api.engine.Engine;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.layer.Layer;
import dev.graft.api.plugin.Component;
import dev.graft.api.runner.TrainingLoop;
import dev.graft.api.weights.PublishedWeights;
import dev.graft.api.weights.WeightsReader;
import dev.graft.assembly.binding.DefaultComponents;
import dev.graft.assembly.components.ClassPathPlugins;
import dev.graft.assembly.components.ComponentFactory;
import dev.graft.assembly.components.Components;
import dev.graft.assembly.components.Culprits;
import dev.graft.assembly.components.InstalledPlugin;
import dev.graft.assembly.components.LeftOutPlugin;
import dev.graft.assembly.experiment.ExperimentAssembly;
import dev.graft.assembly.experiment.KnownWeights;
import dev.graft.assembly.plugins.DroppedInPlugins;
import dev.graft.assembly.plugins.PluginFolders;
import dev.graft.training.LocalTrainingLoop;
import dev.graft.training.download.WeightsCache;
import dev.graft.training.model.DeclaredLayer;
import dev.graft.training.model.LayerTypes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Graft put together: its plugins, and what is made of them. Making it lists the plugins and loads
 * no engine's native library; nor does anything here.
 *
 * <p>Closing it closes the jars that were dropped in: what was made of them cannot be used any
 * more.
 */
public final class Graft implements AutoCloseable {
  private final Components components;
  private final ComponentFactory factory;
  private final Culprits culprits;
  private final DefaultComponents defaults;
  private final LayerTypes layerTypes;
  private final WeightsCache cache;
  private final Runnable closing;

  private Graft(Components components, WeightsCache cache, Runnable closing) {
    this.cache = cache;
    this.closing = closing;
    this.components = components;
    this.layerTypes = layerTypes(components);
    this.factory = new ComponentFactory(offered(layerTypes), components);
    this.culprits = new Culprits(components);
    this.defaults = new DefaultComponents(components, factory);
  }

  /**
   * Graft with its own plugins only, those of the class path.
   *
   * @throws dev.graft.api.problem.ProblemException if a plugin cannot be loaded, or two conflict
   */
  public static Graft fromClassPath() {
    return of(Components.discover(Graft.class.getClassLoader()));
  }

  /**
   * Graft with its own plugins and those that were dropped into folders. What is wrong with one of
   * the latter stops nothing: {@link #leftOut} tells it.
   *
   * @throws dev.graft.api.problem.ProblemException if a folder that was named is not there, or one
   *     of Graft's own plugins cannot be loaded
   */
  public static Graft installed(PluginFolders folders) {
    ClassLoader loader = Graft.class.getClassLoader();
    List<InstalledPlugin> plugins = new ArrayList<>(ClassPathPlugins.discover(loader));
    DroppedInPlugins droppedIn = DroppedInPlugins.load(folders, plugins, loader);
    plugins.addAll(droppedIn.installed());
    return new Graft(
        Components.of(plugins, droppedIn.leftOut()), WeightsCache.ofSystem(), droppedIn::close);
  }

  /** Graft with given components. */
  public static Graft of(Components components) {
    return of(components, WeightsCache.ofSystem());
  }

  /**
   * Graft with given components.
   *
   * @param cache has published weights
   */
  public static Graft of(Components components, WeightsCache cache) {
    return new Graft(components, cache, () -> {});
  }

  private static LayerTypes layerTypes(Components components) {
    List<DeclaredLayer> layers = new ArrayList<>();
    for (Component<Layer> layer : components.of(Layer.class)) {
      InstalledPlugin plugin = components.plugin(layer);
      layers.add(new DeclaredLayer(layer, plugin.id(), plugin.version(), plugin.isGraftsOwn()));
    }
    Map<String, String> leftOut = new LinkedHashMap<>();
    components
        .leftOut()
        .forEach(
            plugin ->
                plugin
                    .id()
                    .ifPresent(id -> leftOut.put(id, plugin.path() + ": " + plugin.reason())));
    return LayerTypes.of(layers, components.pluginVersions(), leftOut);
  }

  /** What components may ask for besides their settings. */
  private static Module offered(LayerTypes layerTypes) {
    return binder -> binder.bind(TrainingLoop.class).toInstance(new LocalTrainingLoop(layerTypes));
  }

  @Override
  public void close() {
    factory.close();
    closing.run();
  }

  /** The plugins that were dropped in and are not used, with the reasons. */
  public List<LeftOutPlugin> leftOut() {
    return components.leftOut();
  }

  /** All components of all plugins. */
  public Components components() {
    return components;
  }

  /**
   * Reads, checks and assembles an experiment.
   *
   * @param file the experiment file
   * @param overrides settings that take the place of the file's, such as {@code training.epochs=3};
   *     relative paths in them begin at the working directory
   * @throws dev.graft.api.problem.ProblemException with all problems, from the file's top to its
   *     end
   */
  public AssembledExperiment experiment(Path file, List<String> overrides) {
    return culprits.watch(() -> assembly().assemble(file, overrides));
  }

  /**
   * Reads and checks an experiment, and tells what is wrong as values with their places.
   *
   * @param overrides as in {@link #experiment}
   */
  public ExperimentCheck check(Path file, List<String> overrides) {
    return assembly().check(file, overrides);
  }

  /**
   * Reads and checks an experiment whose data and weights are not there, to look at its network.
   *
   * @param labels stand for the data's classes
   * @return an experiment that cannot be run: it has no pictures
   * @throws dev.graft.api.problem.ProblemException as {@link #experiment}
   */
  public Experiment withoutFiles(Path file, List<String> overrides, Labels labels) {
    return culprits.watch(() -> assembly().withoutFiles(file, overrides, labels));
  }

  /**
   * Reads and checks an experiment that is only looked at, such as a finished run's: the weights
   * that it began with need not be there any more.
   *
   * @return an experiment that begins with initial values
   * @throws dev.graft.api.problem.ProblemException as {@link #experiment}
   */
  public Experiment withoutWeights(Path file) {
    return culprits.watch(() -> assembly().withoutWeights(file, List.of()));
  }

  private ExperimentAssembly assembly() {
    return new ExperimentAssembly(
        components, factory, layerTypes, publishedWeights(), cache, System::getenv);
  }

  /**
   * An engine by name, with its defaults.
   *
   * @throws dev.graft.api.problem.ProblemException if there is none of the name, with suggestions
   */
  public Engine engine(String name) {
    return defaults.make(Engine.class, name);
  }

  /** The layers that a saved network may consist of. */
  public LayerTypes layerTypes() {
    return layerTypes;
  }

  /** The weights that are known to be published for backbones. */
  public List<PublishedWeights> publishedWeights() {
    return new KnownWeights(components, defaults).list();
  }

  /**
   * The published weights that an experiment begins with, if it does; its pictures need not be
   * there.
   *
   * @throws dev.graft.api.problem.ProblemException with what is wrong with its data and backbone
   */
  public Optional<PublishedWeights> publishedWeights(Path file, List<String> overrides) {
    return assembly().published(file, overrides);
  }

  /** Where published weights are on this machine. */
  public WeightsCache weightsCache() {
    return cache;
  }

  /** The readers of weight files, with their defaults, by name. */
  public List<WeightsReader> weightsReaders() {
    return defaults.all(WeightsReader.class).stream().map(DefaultComponents.Made::value).toList();
  }
}
