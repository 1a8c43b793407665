package dev.graft.architectures;

import dev.graft.api.Shape;
import dev.graft.api.layers.ZeroPadding2D;

/**
 * The zeros that Keras Applications puts around an image before a {@code valid} convolution that
 * halves it: {@code imagenet_utils.correct_pad}. On an even size there is one less above and at the
 * left than below and at the right.
 */
final class CorrectPad {
  private CorrectPad() {}

  /**
   * The padding.
   *
   * @param image shape {@code (height, width, channels)} of what is padded
   * @param kernelSize height and width of the kernel, odd
   */
  static ZeroPadding2D of(Shape image, int kernelSize) {
    int half = kernelSize / 2;
    return new ZeroPadding2D(
        half - 1 + image.height() % 2, half, half - 1 + image.width() % 2, half);
  }
}
