package dev.graft.heads;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.Dropout;
import dev.graft.api.plugin.Setting;
import java.util.Optional;

/**
 * The layers of a head: pooling, dropout, one dense layer. A record of settings that heads have
 * beside their own.
 *
 * @param pooling how features become a vector; by default average for {@code (height, width,
 *     channels)} and none for a vector
 * @param dropout share of the vector's values dropped in training, in [0, 1)
 */
public record ScoreLayers(
    @Setting(
            value =
                "How features become a vector; left out: 'average' for images, 'none' for"
                    + " vectors.",
            example = "average")
        Optional<Pooling> pooling,
    @Setting(
            value = "Share of the features dropped in training.",
            defaultValue = "0",
            min = 0,
            max = 1,
            maxExclusive = true)
        double dropout) {
  /** Checks the range. */
  public ScoreLayers {
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("a dropout rate is in [0, 1), found " + dropout);
    }
  }

  /**
   * Puts them together: {@code head_pooling} or {@code head_flatten}, {@code head_dropout} if any
   * is dropped, {@code logits}.
   *
   * @param name name of the head
   * @param features shape of one example's features
   * @param outputs number of scores
   */
  Architecture of(String name, Shape features, int outputs) {
    Architecture.Builder head = Architecture.builder(name, Input.features(features));
    pooling.orElseGet(() -> Pooling.usualFor(features)).addTo(head, features);
    if (dropout > 0) {
      head.add("head_dropout", new Dropout(dropout));
    }
    head.add("logits", Dense.of(outputs));
    return head.build();
  }
}
