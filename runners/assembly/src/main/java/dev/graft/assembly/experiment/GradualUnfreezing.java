package dev.graft.assembly.experiment;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Freeze;
import dev.graft.api.architecture.Stages;
import dev.graft.api.experiment.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The phases that come before one that is unfrozen gradually: the first trains the backbone's last
 * stages and the head, each further one some stages more, until the phase itself trains all that it
 * does not freeze.
 */
final class GradualUnfreezing {
  private GradualUnfreezing() {}

  /**
   * The phases before another one; none if that one trains no more than the first of them would.
   *
   * @param last the phase that trains all of it
   */
  static List<Phase> before(Phase last, GradualUnfreezingSettings settings, Architecture backbone) {
    Set<String> frozenAtLast = last.freeze().frozenLayers(backbone);
    List<Stages.Stage> trained =
        Stages.of(backbone).stream()
            .filter(
                stage ->
                    stage.layers().stream()
                        .anyMatch(
                            layer ->
                                !frozenAtLast.contains(layer)
                                    && backbone.node(layer).trainableParameterCount() > 0))
            .toList();
    List<Phase> phases = new ArrayList<>();
    for (int top = settings.stages(); top < trained.size(); top += settings.stages()) {
      Stages.Stage below = trained.get(trained.size() - top - 1);
      phases.add(
          new Phase(
              last.name() + "_unfreezing_" + (phases.size() + 1),
              settings.epochs(),
              last.batchSize(),
              new Freeze.Until(below.last()),
              last.optimizer(),
              last.learningRate(),
              last.schedule(),
              last.layerRates(),
              last.clipNorm(),
              last.cachedVariants(),
              last.batchNormalization()));
    }
    return phases;
  }
}
