package dev.graft.assembly.experiment;

import dev.graft.api.Labels;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.Weights;
import dev.graft.api.weights.WeightsSource;
import dev.graft.assembly.document.NearbyFiles;
import dev.graft.training.model.LayerTypes;
import dev.graft.training.model.ModelFolder;
import dev.graft.training.model.SavedModel;
import dev.graft.training.run.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A finished run that an experiment goes on from: the weights of its whole network, the head's too,
 * whatever engine trained them. Read once; no engine is loaded for it.
 */
final class StartingRun implements WeightsSource {
  private final RunFolder folder;
  private final SavedModel model;

  private StartingRun(RunFolder folder, SavedModel model) {
    this.folder = folder;
    this.model = model;
  }

  /**
   * Reads a run's model.
   *
   * @throws ProblemException if there is no such folder, it is no finished run, or its model cannot
   *     be read
   */
  static StartingRun open(Path run, LayerTypes layerTypes) {
    if (!Files.exists(run)) {
      throw new ProblemException(
          Problem.at(run.toString(), "there is no such folder")
              .expecting("the folder of a finished run, as `graft train` leaves it")
              .withRemedy(NearbyFiles.remedy(run)));
    }
    RunFolder folder = RunFolder.open(run);
    return new StartingRun(folder, ModelFolder.read(folder.model(), layerTypes));
  }

  @Override
  public String description() {
    return "the run " + folder.path();
  }

  /** Its {@code experiment.yaml}. */
  Path experiment() {
    return folder.experiment();
  }

  /** Its network. */
  Architecture network() {
    return model.network();
  }

  /** What the provenance of the new run tells of it. */
  Map<String, Object> provenance() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("run", folder.path().toString());
    facts.put("experiment", model.name());
    facts.put("weights_sha256", model.weights().sha256());
    return facts;
  }

  /**
   * Checks that it tells the same classes apart, in the same order.
   *
   * @throws ProblemException if not
   */
  void requireLabels(Labels labels) {
    if (!model.labels().equals(labels)) {
      throw new ProblemException(
          Problem.at(folder.path().toString(), "its classes are " + model.labels())
              .expecting("those of the data: " + labels)
              .withRemedy(
                  "for a new head on its backbone leave start_from out, and give backbone.weights "
                      + folder.model().resolve(ModelFolder.WEIGHTS)));
    }
  }

  /**
   * The values of its network for another, which must have the same layers.
   *
   * @throws ProblemException naming each layer that one of them has not, or that is of other shape
   */
  @Override
  public Weights load(Architecture network, long seed, Consumer<String> notes) {
    String where = folder.path().toString();
    List<Problem> problems = new ArrayList<>();
    try {
      model.weights().requireFor(network, where);
    } catch (ProblemException e) {
      problems.addAll(e.problems());
    }
    for (Node node : model.network().nodes()) {
      if (!node.parameters().isEmpty() && !network.contains(node.name())) {
        problems.add(
            Problem.at(where, "this experiment's network has no such layer")
                .withSubject("layer '" + node.name() + "'")
                .expecting("all layers of the run"));
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(FewProblems.of(problems, where));
    }
    return model.weights().only(network);
  }
}
