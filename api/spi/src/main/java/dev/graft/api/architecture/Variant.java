package dev.graft.api.architecture;

import dev.graft.api.Stable;
import java.util.Locale;

/**
 * Whose form a published network has. Networks of one name have the same layers and weights of the
 * same shapes in both, and yet compute different things: weights of one are of no use to the other.
 *
 * @since 0.1
 */
@Stable
public enum Variant {
  /**
   * As in Keras Applications: {@code same} padding puts the odd row below and to the right, batch
   * normalisation has each network's own epsilon, and each network its own preprocessing.
   */
  KERAS("Keras"),
  /**
   * As in torchvision and timm: padding is symmetric, batch normalisation has an epsilon of 1e-5,
   * and images are brought to ImageNet's mean and standard deviation.
   */
  PYTORCH("PyTorch");

  private final String people;

  Variant(String people) {
    this.people = people;
  }

  /** Its name in experiment files. */
  public String setting() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its name for people. */
  @Override
  public String toString() {
    return people;
  }
}
