package dev.graft.api.layer;

import dev.graft.api.Stable;

/**
 * A height and a width; in experiment files one number for both, or {@code [height, width]}.
 *
 * @param height at least 1
 * @param width at least 1
 * @since 0.1
 */
@Stable
public record HeightWidth(int height, int width) {
  /** Checks the ranges. */
  public HeightWidth {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "height and width are at least 1, found [" + height + ", " + width + "]");
    }
  }

  /** The same height and width. */
  public static HeightWidth of(int both) {
    return new HeightWidth(both, both);
  }

  @Override
  public String toString() {
    return "[" + height + ", " + width + "]";
  }
}
