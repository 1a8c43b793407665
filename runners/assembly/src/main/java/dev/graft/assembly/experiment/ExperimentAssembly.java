package dev.graft.assembly.experiment;

import dev.graft.api.Labels;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.PublishedWeights;
import dev.graft.assembly.AssembledExperiment;
import dev.graft.assembly.ExperimentCheck;
import dev.graft.assembly.binding.Bound;
import dev.graft.assembly.binding.DefaultComponents;
import dev.graft.assembly.binding.PathSettings;
import dev.graft.assembly.binding.SettingsBinder;
import dev.graft.assembly.components.ComponentFactory;
import dev.graft.assembly.components.Components;
import dev.graft.assembly.components.NameScope;
import dev.graft.assembly.document.ExperimentDocuments;
import dev.graft.assembly.document.Migrations;
import dev.graft.assembly.yaml.LocatedProblem;
import dev.graft.assembly.yaml.Location;
import dev.graft.assembly.yaml.Problems;
import dev.graft.assembly.yaml.YamlMapping;
import dev.graft.training.download.WeightsCache;
import dev.graft.training.model.LayerTypes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Makes an experiment of its file, in one pass that collects all problems. What depends on a part
 * that is wrong is not checked, so that one cause is told once.
 */
public final class ExperimentAssembly {
  private final Components components;
  private final ComponentFactory factory;
  private final LayerTypes layerTypes;
  private final List<PublishedWeights> published;
  private final WeightsCache cache;
  private final PathSettings paths;
  private final ExperimentDocuments documents;

  /**
   * Of given components.
   *
   * @param environment the value of an environment variable that a file refers to, or null
   * @param published the weights that are known to be published
   * @param cache has those of them that are on this machine
   */
  public ExperimentAssembly(
      Components components,
      ComponentFactory factory,
      LayerTypes layerTypes,
      List<PublishedWeights> published,
      WeightsCache cache,
      UnaryOperator<String> environment) {
    this.components = components;
    this.factory = factory;
    this.layerTypes = layerTypes;
    this.published = List.copyOf(published);
    this.cache = cache;
    this.paths = PathSettings.ofFiles(environment);
    this.documents = new ExperimentDocuments(Migrations.ofGraft(), paths);
  }

  /**
   * Reads, checks and assembles.
   *
   * @param file the experiment file
   * @param overrides settings that take the place of the file's: {@code training.epochs=3}
   * @throws dev.graft.api.problem.ProblemException with all problems, from the file's top to its
   *     end
   */
  public AssembledExperiment assemble(Path file, List<String> overrides) {
    return assemble(file, overrides, Wanted.all(), new Findings());
  }

  /**
   * Reads and checks, and tells what is wrong as values.
   *
   * @param overrides as in {@link #assemble(Path, List)}
   */
  public ExperimentCheck check(Path file, List<String> overrides) {
    Findings findings = new Findings();
    Problems problems = findings.problems();
    try {
      AssembledExperiment assembled = assemble(file, overrides, Wanted.all(), findings);
      return new ExperimentCheck(Optional.of(assembled), List.of(), findings.warnings().located());
    } catch (ProblemException e) {
      // What stopped it may be told of no place in the file.
      if (!e.problems().equals(problems.told().stream().map(LocatedProblem::problem).toList())) {
        problems.addAll(Location.file(file.toString()), "", e);
      }
      return new ExperimentCheck(Optional.empty(), problems.told(), List.of());
    }
  }

  /**
   * Assembles an experiment that is only looked at: the weights that it begins with need not be
   * there, be they a file's or another run's.
   *
   * @return an experiment that begins with initial values
   * @throws dev.graft.api.problem.ProblemException as {@link #assemble(Path, List)}
   */
  public Experiment withoutWeights(Path file, List<String> overrides) {
    return assemble(file, overrides, Wanted.ofFinishedRun(), new Findings()).experiment();
  }

  /**
   * Assembles the network alone: neither data nor weights need be there.
   *
   * @param labels stand for the data's classes
   * @return an experiment that cannot be run: it has no pictures
   * @throws dev.graft.api.problem.ProblemException as {@link #assemble(Path, List)}
   */
  public Experiment withoutFiles(Path file, List<String> overrides, Labels labels) {
    return assemble(file, overrides, Wanted.network(labels), new Findings()).experiment();
  }

  private AssembledExperiment assemble(
      Path file, List<String> overrides, Wanted wanted, Findings findings) {
    BoundExperiment bound = bind(file, overrides, wanted, findings);
    try {
      return new BoundParts(bound, wanted, components, layerTypes, documents).assemble(overrides);
    } catch (RuntimeException | Error e) {
      bound.close();
      throw e;
    }
  }

  /**
   * The published weights that an experiment begins with, if it does; its pictures need not be
   * there.
   *
   * @throws dev.graft.api.problem.ProblemException with what is wrong with its data and backbone
   */
  public Optional<PublishedWeights> published(Path file, List<String> overrides) {
    try (BoundExperiment bound = bind(file, overrides, Wanted.all(), new Findings())) {
      Optional<PublishedWeights> found = bound.published();
      bound.problems().throwIfAny();
      return found;
    }
  }

  private BoundExperiment bind(
      Path file, List<String> overrides, Wanted wanted, Findings findings) {
    Problems problems = findings.problems();
    NameScope names = wanted.names();
    YamlMapping document =
        new BroughtSettings(components, published)
            .addTo(documents.read(file, overrides, problems, findings::note), findings::note);
    ComponentFactory own =
        factory.forExperiment(
            made -> new DataFacts(document, components, made, paths, names, wanted.labels()));
    try {
      SettingsBinder binder = new SettingsBinder(components, own, paths, names, problems);
      Bound<ExperimentSettings> root = binder.record(ExperimentSettings.class, document, "");
      NetworkChecks checks =
          new NetworkChecks(
              new DefaultComponents(components, own),
              binder,
              layerTypes,
              published,
              cache,
              problems);
      return new BoundExperiment(file, binder, new Sections(root), checks, findings, own);
    } catch (RuntimeException | Error e) {
      own.close();
      throw e;
    }
  }
}
