package dev.graft.assembly.experiment;

import dev.graft.api.architecture.LayerRates;
import dev.graft.api.layer.Mode;
import dev.graft.api.optimizer.LearningRateSchedule;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.api.plugin.Setting;
import dev.graft.api.plugin.SettingException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a phase learns: settings of {@code training} and of {@code fine_tuning}.
 *
 * @param batchNormalization how batch normalisation runs in the backbone; by its weights if left
 *     out
 * @param learningRate in place of the optimizer's
 * @param schedule how the learning rate changes; starts anew in each phase
 * @param layerDecay share of the rate of the stage above that each stage of the backbone learns at
 * @param rates factors of the rate of stretches of the backbone
 */
public record LearningSettings(
    @Setting(
            value =
                "How the backbone's batch normalisation runs: `inference` keeps its statistics, as"
                    + " base_model(x, training=False) in Keras; `training` goes by each batch's and"
                    + " moves its own. By default inference where the backbone has weights, else"
                    + " training.",
            example = "training")
        Optional<Mode> batchNormalization,
    @Setting(
            value = "The learning rate: the short form of optimizer.learning_rate.",
            min = 0,
            minExclusive = true,
            example = "0.0001")
        OptionalDouble learningRate,
    @Setting(
            value = "How the learning rate changes; starts anew in each phase.",
            example = "{type: cosine_decay}")
        Optional<LearningRateSchedule> schedule,
    @Setting(
            value =
                "Each stage of the backbone, as `graft summary` lists them, learns at this share of"
                    + " the rate of the one above it; the head at the full rate.",
            min = 0,
            minExclusive = true,
            max = 1,
            example = "0.8")
        OptionalDouble layerDecay,
    @Setting(
            value =
                "Factors of the learning rate, from the first layer on; what is above the last of"
                    + " them learns at the full rate.",
            example = "[{until: block_6_add, factor: 0.01}, {until: block_12_add, factor: 0.1}]")
        Optional<List<RateSettings>> rates) {
  /** Checks that layers get their rates in one way. */
  public LearningSettings {
    if (layerDecay.isPresent() && rates.isPresent()) {
      throw new SettingException("rates", "cannot stand beside layer_decay; give one of them");
    }
  }

  /**
   * The factor of some layers.
   *
   * @param until name of the last of them
   * @param factor what their learning rate is multiplied with
   */
  public record RateSettings(
      @Setting(
              value =
                  "The last of the layers; the first is the one after those of the item before.",
              example = "block_6_add")
          String until,
      @Setting(
              value = "What their learning rate is multiplied with.",
              min = 0,
              minExclusive = true,
              example = "0.1")
          double factor) {}

  /** How fast the backbone's layers learn beside the head. */
  LayerRates layerRates() {
    if (layerDecay.isPresent()) {
      return new LayerRates.Decay(layerDecay.getAsDouble());
    }
    return rates
        .<LayerRates>map(
            list ->
                new LayerRates.Steps(
                    list.stream()
                        .map(rate -> new LayerRates.Step(rate.until(), rate.factor()))
                        .toList()))
        .orElseGet(LayerRates.Uniform::new);
  }

  /** The learning rate that a phase begins with. */
  double learningRate(Optimizer optimizer) {
    return learningRate.orElse(optimizer.learningRate());
  }
}
