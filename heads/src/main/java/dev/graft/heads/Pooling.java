package dev.graft.heads;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.layers.Flatten;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.layers.GlobalMaxPooling2D;

/** How a head makes a vector of features {@code (height, width, channels)}. */
public enum Pooling {
  /** The mean of each channel; Keras {@code GlobalAveragePooling2D}. */
  AVERAGE,
  /** The largest value of each channel; Keras {@code GlobalMaxPooling2D}. */
  MAX,
  /** All values one after the other; Keras {@code Flatten}. */
  FLATTEN,
  /** Nothing: the features are a vector already. */
  NONE;

  /** What a head does that is told nothing: {@link #AVERAGE} for images, {@link #NONE} else. */
  static Pooling usualFor(Shape features) {
    return features.isImage() ? AVERAGE : NONE;
  }

  /**
   * Adds the layer, if there is one to add.
   *
   * @throws IllegalArgumentException if it is not for such features, with a message that tells what
   *     is
   */
  void addTo(Architecture.Builder head, Shape features) {
    switch (this) {
      case AVERAGE -> {
        requireImage(features);
        head.add("head_pooling", new GlobalAveragePooling2D(false));
      }
      case MAX -> {
        requireImage(features);
        head.add("head_pooling", new GlobalMaxPooling2D(false));
      }
      case FLATTEN -> head.add("head_flatten", new Flatten());
      case NONE -> {
        if (features.rank() != 1) {
          throw new IllegalArgumentException(
              ("pooling 'none' is for features that are a vector, found %s;"
                      + " use 'average', 'max' or 'flatten'")
                  .formatted(features));
        }
      }
    }
  }

  private static void requireImage(Shape features) {
    if (!features.isImage()) {
      throw new IllegalArgumentException(
          "pooling is for features (height, width, channels), found %s; %s"
              .formatted(
                  features,
                  features.rank() == 1
                      ? "leave 'pooling' out: they are a vector already"
                      : "use 'flatten'"));
    }
  }
}
