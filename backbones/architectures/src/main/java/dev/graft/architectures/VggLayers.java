package dev.graft.architectures;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.layer.Activation;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.MaxPooling2D;

/** What VGG16 and VGG19 share: five blocks of 3x3 convolutions, each with a pooling on top. */
final class VggLayers {
  private static final int[] FILTERS = {64, 128, 256, 512, 512};

  private VggLayers() {}

  /**
   * The network.
   *
   * @param convolutions number of convolutions in each of the last three blocks; the first two have
   *     two
   */
  static Architecture of(Publication publication, ImageSize input, int convolutions) {
    Architecture.Builder network =
        publication.network(publication.type(), input, Preprocessing.CAFFE);
    for (int block = 1; block <= FILTERS.length; block++) {
      for (int number = 1; number <= (block <= 2 ? 2 : convolutions); number++) {
        network.add(
            "block%d_conv%d".formatted(block, number),
            Conv2D.of(FILTERS[block - 1], 3).same().activation(Activation.RELU));
      }
      network.add("block%d_pool".formatted(block), MaxPooling2D.of(2));
    }
    return network.build();
  }
}
