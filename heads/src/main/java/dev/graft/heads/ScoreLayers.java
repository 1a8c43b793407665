package dev.graft.heads;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.Dropout;
import java.util.Optional;

/** The layers of a head: pooling, dropout, one dense layer. */
final class ScoreLayers {
  private ScoreLayers() {}

  /**
   * Puts them together: {@code head_pooling} or {@code head_flatten}, {@code head_dropout} if any
   * is dropped, {@code logits}.
   *
   * @param name name of the head
   * @param features shape of one example's features
   * @param pooling how they become a vector; the usual way if empty
   * @param dropout share of the vector's values dropped, in [0, 1)
   * @param outputs number of scores
   */
  static Architecture of(
      String name, Shape features, Optional<Pooling> pooling, double dropout, int outputs) {
    Architecture.Builder head = Architecture.builder(name, Input.features(features));
    pooling.orElseGet(() -> Pooling.usualFor(features)).addTo(head, features);
    if (dropout > 0) {
      head.add("head_dropout", new Dropout(dropout));
    }
    head.add("logits", Dense.of(outputs));
    return head.build();
  }

  /** Checks a head's dropout. */
  static void requireRate(double dropout) {
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("a dropout rate is in [0, 1), found " + dropout);
    }
  }
}
