package dev.graft.assembly.experiment;

import dev.graft.api.ImageSize;
import dev.graft.api.Labels;
import dev.graft.api.data.Dataset;
import dev.graft.api.plugin.Setting;
import dev.graft.api.random.Randomness;
import dev.graft.assembly.binding.Bound;
import dev.graft.assembly.binding.PathSettings;
import dev.graft.assembly.binding.SettingsBinder;
import dev.graft.assembly.components.ComponentFactory;
import dev.graft.assembly.components.Components;
import dev.graft.assembly.components.ExperimentFacts;
import dev.graft.assembly.components.NameScope;
import dev.graft.assembly.components.UnknownFactException;
import dev.graft.assembly.yaml.Problems;
import dev.graft.assembly.yaml.YamlMapping;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What an experiment file's data and seed tell to its components. The data is looked at only if one
 * asks. Problems with it are told where the file is assembled.
 */
final class DataFacts implements ExperimentFacts {
  /** The two sections alone. */
  record Sources(
      @Setting(value = "Seed of all randomness.", defaultValue = ExperimentSettings.SEED) long seed,
      @Setting("Where the pictures come from.") Dataset data) {}

  private final YamlMapping document;
  private final Components components;
  private final ComponentFactory factory;
  private final PathSettings paths;
  private final NameScope scope;
  private final Optional<Labels> assumed;
  private Bound<Sources> bound;
  private Labels labels;

  /**
   * Of a file.
   *
   * @param factory makes the experiment's components
   * @param paths reads settings that are paths
   * @param scope who names the components
   * @param assumed stands for the data's classes
   */
  DataFacts(
      YamlMapping document,
      Components components,
      ComponentFactory factory,
      PathSettings paths,
      NameScope scope,
      Optional<Labels> assumed) {
    this.document = document;
    this.components = components;
    this.factory = factory;
    this.paths = paths;
    this.scope = scope;
    this.assumed = assumed;
  }

  private Bound<Sources> sources() {
    if (bound == null) {
      YamlMapping both =
          new YamlMapping(
              document.location(),
              document.entries().stream()
                  .filter(entry -> entry.key().equals("seed") || entry.key().equals("data"))
                  .toList());
      bound =
          new SettingsBinder(components, factory, paths, scope, new Problems())
              .record(Sources.class, both, "");
    }
    return bound;
  }

  @Override
  public Labels labels() {
    if (labels == null) {
      labels = assumed.orElseGet(this::labelsOfData);
    }
    return labels;
  }

  private Labels labelsOfData() {
    return read("the classes", () -> dataset().split(seed()).labels());
  }

  @Override
  public ImageSize imageSize() {
    return read("the size of the images", () -> dataset().input().size());
  }

  /** Whatever is wrong is told of the dataset when it is asked again, and of nothing else. */
  private static <T> T read(String fact, Supplier<T> dataset) {
    try {
      return dataset.get();
    } catch (UnknownFactException e) {
      throw e;
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      throw new UnknownFactException(fact, e);
    }
  }

  @Override
  public Randomness randomness() {
    return new Randomness(seed());
  }

  private long seed() {
    return sources()
        .at("seed")
        .cleanValue(Long.class)
        .orElseThrow(() -> new UnknownFactException("the seed"));
  }

  private Dataset dataset() {
    return sources()
        .at("data")
        .cleanValue(Dataset.class)
        .orElseThrow(() -> new UnknownFactException("the data"));
  }
}
