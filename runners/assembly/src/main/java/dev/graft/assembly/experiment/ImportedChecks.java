package dev.graft.assembly.experiment;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Freeze;
import dev.graft.api.architecture.Node;
import dev.graft.api.imported.ImportedLayer;
import dev.graft.api.problem.Problem;
import dev.graft.assembly.binding.Bound;
import dev.graft.assembly.yaml.Problems;
import java.util.Optional;

/**
 * What a network that was imported from another library's files cannot do, told where the
 * experiment asks for it: run on another engine, be frozen in part or trained if it cannot be, take
 * other weights than its files'.
 */
final class ImportedChecks {
  private final Problems problems;

  ImportedChecks(Problems problems) {
    this.problems = problems;
  }

  /** The imported network of a backbone, if it is one. */
  static Optional<Node> in(Architecture body) {
    return body.nodes().stream().filter(node -> node.layer() instanceof ImportedLayer).findFirst();
  }

  /** Whether the engine can run it. */
  void engine(Architecture body, Bound<?> setting) {
    in(body)
        .map(node -> (ImportedLayer) node.layer())
        .filter(layer -> !layer.engine().equals(setting.component()))
        .ifPresent(
            layer ->
                add(
                    setting,
                    Problem.of(
                            "a network from a %s does not run on the engine '%s'"
                                .formatted(layer.origin(), setting.component()))
                        .expecting(layer.engine())
                        .withRemedy("write engine: " + layer.engine())));
  }

  /**
   * Whether the imported network of a backbone can be frozen so; tells if not.
   *
   * @param body a backbone that has one
   */
  boolean freeze(Architecture body, Freeze freeze, Bound<?> setting) {
    Node node = in(body).orElseThrow();
    ImportedLayer layer = (ImportedLayer) node.layer();
    boolean trainable = layer.whyFrozen().isEmpty();
    if (freeze instanceof Freeze.All || (freeze instanceof Freeze.None && trainable)) {
      return true;
    }
    add(
        setting,
        freeze instanceof Freeze.None
            ? Problem.of(
                    "the network from the %s cannot be trained: it %s"
                        .formatted(layer.origin(), layer.whyFrozen().orElseThrow()))
                .expecting("all")
                .withRemedy("write freeze: all, or leave it out")
            : Problem.of(
                    "the network from the %s is one layer, '%s', which cannot be frozen in part"
                        .formatted(layer.origin(), node.name()))
                .expecting(trainable ? "all or none" : "all"));
    return false;
  }

  /**
   * Whether it can begin with other weights than its files'.
   *
   * @param published whether published weights are named, not a file
   * @return whether there is a problem
   */
  boolean weights(Architecture body, boolean published, Bound<?> setting) {
    Optional<Node> found = in(body);
    if (found.isEmpty() || (!published && !found.get().parameters().isEmpty())) {
      return false;
    }
    ImportedLayer layer = (ImportedLayer) found.get().layer();
    add(
        setting,
        Problem.of("the network from the %s has its weights in its files".formatted(layer.origin()))
            .expecting("none")
            .withRemedy("leave weights out"));
    return true;
  }

  private void add(Bound<?> setting, Problem problem) {
    problems.add(setting.location(), setting.path(), problem);
  }
}
