package dev.graft.api.ops;

import dev.graft.api.Shape;
import dev.graft.api.Stable;
import java.util.stream.IntStream;

/**
 * How a convolution or pooling window moves over an image. Padding is always explicit: layers work
 * out what {@code same} means, engines never guess.
 *
 * @param height rows of the window
 * @param width columns of the window
 * @param strideY rows between windows
 * @param strideX columns between windows
 * @param top rows added above
 * @param bottom rows added below
 * @param left columns added at the left
 * @param right columns added at the right
 * @since 0.1
 */
@Stable
public record Window(
    int height, int width, int strideY, int strideX, int top, int bottom, int left, int right) {
  /** Checks the ranges. */
  public Window {
    if (height < 1 || width < 1 || strideY < 1 || strideX < 1) {
      throw new IllegalArgumentException(
          "window and strides are at least 1, found window %dx%d, strides %dx%d"
              .formatted(height, width, strideY, strideX));
    }
    if (top < 0 || bottom < 0 || left < 0 || right < 0) {
      throw new IllegalArgumentException(
          "padding is not negative, found %d %d %d %d".formatted(top, bottom, left, right));
    }
  }

  /** Whether nothing is padded. */
  public boolean unpadded() {
    return top == 0 && bottom == 0 && left == 0 && right == 0;
  }

  /** Rows of the output for an input of that many rows. */
  public int outputHeight(int inputHeight) {
    return Math.floorDiv(inputHeight + top + bottom - height, strideY) + 1;
  }

  /** Columns of the output for an input of that many columns. */
  public int outputWidth(int inputWidth) {
    return Math.floorDiv(inputWidth + left + right - width, strideX) + 1;
  }

  /** How many rows of each window, from top to bottom, are rows of the image and not padding. */
  public int[] imageRows(int inputHeight) {
    return inside(outputHeight(inputHeight), height, strideY, top, inputHeight);
  }

  /** How many columns of each window, from left to right, are columns of the image. */
  public int[] imageColumns(int inputWidth) {
    return inside(outputWidth(inputWidth), width, strideX, left, inputWidth);
  }

  private static int[] inside(int windows, int size, int stride, int before, int image) {
    int[] counts = new int[windows];
    for (int i = 0; i < windows; i++) {
      int start = i * stride - before;
      counts[i] = Math.min(start + size, image) - Math.max(start, 0);
    }
    return counts;
  }

  /**
   * Checks that every window has something of the image in it: a maximum or mean of padding alone
   * has no value.
   *
   * @param image shape {@code (height, width, channels)}
   * @throws IllegalArgumentException if not
   */
  public void requireImageInEvery(Shape image) {
    IntStream counts =
        IntStream.concat(
            IntStream.of(imageRows(image.height())), IntStream.of(imageColumns(image.width())));
    if (counts.anyMatch(count -> count < 1)) {
      throw new IllegalArgumentException(
          "a pooling window that lies wholly in the padding has no value: %s over %s"
              .formatted(this, image));
    }
  }
}
