package dev.graft.testkit.reference;

import dev.graft.api.ops.Window;

/** The sizes of what a window moving over a batch of images gives. */
final class PooledSizes {
  private PooledSizes() {}

  /**
   * Batch, height, width and channels.
   *
   * @throws IllegalArgumentException if these are no images or the window does not fit
   */
  static int[] of(Tensor images, Window window, int channels) {
    if (images.rank() != 4) {
      throw new IllegalArgumentException(
          "expected (batch, height, width, channels), found " + images);
    }
    int height = window.outputHeight(images.dimension(1));
    int width = window.outputWidth(images.dimension(2));
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException("%s does not fit into %s".formatted(window, images));
    }
    return new int[] {images.dimension(0), height, width, channels};
  }
}
