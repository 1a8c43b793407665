package dev.graft.architectures;

import dev.graft.api.ImageSize;

/** The smallest image that a published network takes. */
final class SmallestImage {
  private SmallestImage() {}

  /**
   * Checks an image's size.
   *
   * @param network the network's name in experiment files
   * @param least smallest height and width, in pixels
   * @throws IllegalArgumentException if the image is smaller
   */
  static void require(String network, ImageSize input, int least) {
    if (input.height() < least || input.width() < least) {
      throw new IllegalArgumentException(
          "%s takes images of at least %dx%d pixels, found %dx%d"
              .formatted(network, least, least, input.height(), input.width()));
    }
  }
}
