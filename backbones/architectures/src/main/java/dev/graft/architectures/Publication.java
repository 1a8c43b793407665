package dev.graft.architectures;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;

/**
 * What is known of a published network before it is built.
 *
 * @param type its name in experiment files
 * @param title its name among people
 * @param paper authors, year and arXiv number of the paper it comes from
 * @param smallest least height and width of its images, in pixels: Keras's
 * @param usual height and width of the images it was published for, in pixels
 */
record Publication(String type, String title, String paper, int smallest, int usual) {
  /** What the setting {@code variant} is, of those networks that have it. */
  static final String VARIANT =
      "Whose form the network has, and whose published weights fit it: keras (Keras Applications) or"
          + " pytorch (torchvision and timm).";

  /** One sentence for people: the component's description. */
  String description() {
    return "%s (%s), for images of at least %dx%d, usually %dx%d."
        .formatted(title, paper, smallest, smallest, usual, usual);
  }

  /**
   * Begins the network: checks the size of its images and does its preprocessing first.
   *
   * @param name name of the network, for people
   * @throws IllegalArgumentException if the images are too small, or of channels that the
   *     preprocessing does not take
   */
  Architecture.Builder network(String name, ImageSize input, Preprocessing preprocessing) {
    if (input.height() < smallest || input.width() < smallest) {
      throw new IllegalArgumentException(
          "%s takes images of at least %dx%d pixels, found %dx%d"
              .formatted(type, smallest, smallest, input.height(), input.width()));
    }
    Architecture.Builder network = Architecture.builder(name, Input.image(input));
    preprocessing.addTo(network);
    return network;
  }
}
