package dev.graft.api.head;

import dev.graft.api.Labels;
import dev.graft.api.Shape;
import dev.graft.api.Stable;
import dev.graft.api.architecture.Architecture;

/**
 * What is put on a backbone: features in, scores out.
 *
 * @since 0.1
 */
@Stable
public interface Head {
  /**
   * The head's layers, from features to scores. The last layer is named {@code logits}, the others
   * begin with {@code head_}.
   *
   * @param features shape of the backbone's output: {@code (height, width, channels)} or {@code
   *     (features)}
   * @param labels the classes
   * @throws IllegalArgumentException if the head is not for so many labels, or not for such
   *     features, with a message that tells what it expected
   */
  Architecture layers(Shape features, Labels labels);

  /** How its scores become probabilities and a label. */
  Decision decision();

  /** Name of the loss that an experiment gets that names none. */
  String defaultLoss();
}
