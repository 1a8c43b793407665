package dev.graft.architectures;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.layer.NamedLayer;
import dev.graft.api.layers.BgrMeanSubtraction;
import dev.graft.api.layers.ChannelNormalization;
import dev.graft.api.layers.Normalization;
import dev.graft.api.layers.Rescaling;
import java.util.List;

/**
 * What published networks do with an image's bytes first: the modes of Keras's {@code
 * imagenet_utils.preprocess_input}, and what newer networks bring as layers of their own. Each
 * layer has the name that Keras gives to the first one of its kind.
 */
enum Preprocessing {
  /** To the range -1 to 1: mode {@code tf}. */
  TF {
    @Override
    void addTo(Architecture.Builder network) {
      addOurs(network, NamedLayer.of(new Rescaling(1 / 127.5, -1)));
    }
  },
  /** RGB to BGR, less ImageNet's mean: mode {@code caffe}. Colour images only. */
  CAFFE {
    @Override
    void addTo(Architecture.Builder network) {
      addOurs(network, NamedLayer.of(BgrMeanSubtraction.imagenet()));
    }
  },
  /**
   * To the range 0 to 1, less ImageNet's mean, by its standard deviation: mode {@code torch}, here
   * in one layer with both statistics in bytes. Colour images only.
   */
  TORCH {
    @Override
    void addTo(Architecture.Builder network) {
      addOurs(
          network,
          NamedLayer.of(
              new ChannelNormalization(
                  List.of(0.485 * 255, 0.456 * 255, 0.406 * 255),
                  List.of(0.229 * 255, 0.224 * 255, 0.225 * 255))));
    }
  },
  /** To the range -1 to 1: MobileNetV3's own layer. */
  RESCALING {
    @Override
    void addTo(Architecture.Builder network) {
      add(network, NamedLayer.of(new Rescaling(1 / 127.5, -1)));
    }
  },
  /**
   * To the range 0 to 1, then normalised by statistics that come with the weights: EfficientNet's
   * own layers.
   */
  NORMALIZATION {
    @Override
    void addTo(Architecture.Builder network) {
      add(network, NamedLayer.of(new Rescaling(1 / 255.0, 0)));
      add(network, NamedLayer.of(new Normalization()));
    }
  };

  /** Adds the layers on top of the network's input. */
  abstract void addTo(Architecture.Builder network);

  /** Adds a layer for what Keras leaves to the caller, so that it does not count there. */
  private static void addOurs(Architecture.Builder network, NamedLayer layer) {
    network.addUncounted(layer.defaultName(), layer.layer());
  }

  private static void add(Architecture.Builder network, NamedLayer layer) {
    network.add(layer.defaultName(), layer.layer());
  }
}
