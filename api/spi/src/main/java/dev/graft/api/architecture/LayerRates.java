package dev.graft.api.architecture;

import dev.graft.api.Evolving;
import dev.graft.api.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How fast the layers of a backbone learn beside its head, whose factor is 1: factors of the
 * learning rate, by depth. What a backbone's first layers know is of use for every task, so they
 * may change less than the last ones (discriminative fine-tuning: Howard and Ruder 2018, "Universal
 * Language Model Fine-tuning for Text Classification", section 3.1).
 *
 * @since 0.1
 */
@Evolving
public sealed interface LayerRates {
  /** Every layer learns at the full rate. */
  record Uniform() implements LayerRates {}

  /**
   * Each {@linkplain Stages stage} learns at a share of the rate of the one above it; the head at
   * the full rate, so the backbone's last stage at this share of it (BEiT, Bao et al. 2022; timm
   * {@code layer_decay}).
   *
   * @param decay the share, in (0, 1]
   */
  record Decay(double decay) implements LayerRates {
    /** Checks the range. */
    public Decay {
      if (!(decay > 0 && decay <= 1)) {
        throw new IllegalArgumentException("layer_decay is in (0, 1], found " + decay);
      }
    }
  }

  /**
   * The factor of some layers: those up to and including one, from the one of the step before on.
   *
   * @param until name of the last of these layers
   * @param factor what their learning rate is multiplied with, above 0
   */
  record Step(String until, double factor) {
    /** Checks the range. */
    public Step {
      if (!(factor > 0 && Double.isFinite(factor))) {
        throw new IllegalArgumentException("factor is above 0, found " + factor);
      }
    }
  }

  /**
   * Factors of stretches of the network, from its first layer on; the rest learns at the full rate.
   *
   * @param steps each ends above the one before
   */
  record Steps(List<Step> steps) implements LayerRates {
    /** Copies the list. */
    public Steps {
      steps = List.copyOf(steps);
    }
  }

  /**
   * The factor of each layer of a backbone, by name; layers that are not named have factor 1.
   *
   * @throws ProblemException if there is no layer of a name, with the nearest ones
   * @throws IllegalArgumentException if a step does not end above the one before
   */
  default Map<String, Double> factors(Architecture backbone) {
    Map<String, Double> factors = new LinkedHashMap<>();
    if (this instanceof Decay decay) {
      List<Stages.Stage> stages = Stages.of(backbone);
      for (int i = 0; i < stages.size(); i++) {
        double factor = Math.pow(decay.decay(), stages.size() - i);
        stages.get(i).layers().forEach(layer -> factors.put(layer, factor));
      }
    } else if (this instanceof Steps steps) {
      List<String> names = backbone.layerNames();
      int from = 0;
      for (Step step : steps.steps()) {
        int to = new Freeze.Until(step.until()).frozenLayers(backbone).size();
        if (to <= from) {
          throw new IllegalArgumentException(
              "'%s' is not above '%s'".formatted(step.until(), names.get(from - 1)));
        }
        names.subList(from, to).forEach(layer -> factors.put(layer, step.factor()));
        from = to;
      }
    }
    return factors;
  }
}
