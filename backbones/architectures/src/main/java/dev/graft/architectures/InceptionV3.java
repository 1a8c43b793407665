package dev.graft.architectures;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.backbone.Backbone;
import dev.graft.api.layer.Activation;
import dev.graft.api.layer.HeightWidth;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layer.Padding;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.AveragePooling2D;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.Concatenate;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.MaxPooling2D;
import jakarta.inject.Inject;

/**
 * Inception-v3 (Szegedy et al. 2015, "Rethinking the Inception Architecture for Computer Vision"),
 * layer by layer as {@code keras.applications.InceptionV3} without its top. The first layer, {@code
 * rescaling}, brings the image's bytes to the range -1 to 1. Features: {@code (3, 3, 2048)} for
 * images of 150x150, {@code (8, 8, 2048)} for 299x299. Images of at least 75x75, usually 299x299.
 */
public final class InceptionV3 implements Backbone {
  static final Publication PUBLICATION =
      new Publication(
          "inception_v3", "Inception-v3", "Szegedy et al. 2015, arXiv:1512.00567", 75, 299);

  private static final BatchNormalization BATCH_NORMALIZATION =
      BatchNormalization.of(0.99, 0.001).withoutScale();

  /** Makes the backbone. */
  @Inject
  public InceptionV3() {}

  @Override
  public Architecture architecture(ImageSize input) {
    Blocks blocks =
        new Blocks(
            PUBLICATION.network("inception_v3", input, Preprocessing.TF), new NumberedNames());
    blocks.stem();
    blocks.grid35("mixed0", 32);
    blocks.grid35("mixed1", 64);
    blocks.grid35("mixed2", 64);
    blocks.to17("mixed3");
    blocks.grid17("mixed4", 128);
    blocks.grid17("mixed5", 160);
    blocks.grid17("mixed6", 160);
    blocks.grid17("mixed7", 192);
    blocks.to8("mixed8");
    blocks.grid8("mixed9", "mixed9_0");
    blocks.grid8("mixed10", "mixed9_1");
    return KerasOrder.of(blocks.network.build());
  }

  /**
   * The blocks, called after the sides of their images where those of the network are 299x299, and
   * what they are built from. Keras names the layers of their branches by number.
   */
  private record Blocks(Architecture.Builder network, NumberedNames names) {
    void stem() {
      branch(
          network.last(),
          convolution(32, 3).strides(2),
          convolution(32, 3),
          convolution(64, 3).same());
      maxPooling(network.last());
      branch(network.last(), convolution(80, 1), convolution(192, 3));
      maxPooling(network.last());
    }

    void grid35(String name, int pooledFilters) {
      String below = network.last();
      String one = branch(below, same(64, 1, 1));
      String five = branch(below, same(48, 1, 1), same(64, 5, 5));
      String three = branch(below, same(64, 1, 1), same(96, 3, 3), same(96, 3, 3));
      concatenate(name, one, five, three, pooled(below, pooledFilters));
    }

    void to17(String name) {
      String below = network.last();
      String three = branch(below, convolution(384, 3).strides(2));
      String twice = branch(below, same(64, 1, 1), same(96, 3, 3), convolution(96, 3).strides(2));
      concatenate(name, three, twice, maxPooling(below));
    }

    void grid17(String name, int inner) {
      String below = network.last();
      String one = branch(below, same(192, 1, 1));
      String seven = branch(below, same(inner, 1, 1), same(inner, 1, 7), same(192, 7, 1));
      String twice =
          branch(
              below,
              same(inner, 1, 1),
              same(inner, 7, 1),
              same(inner, 1, 7),
              same(inner, 7, 1),
              same(192, 1, 7));
      concatenate(name, one, seven, twice, pooled(below, 192));
    }

    void to8(String name) {
      String below = network.last();
      String three = branch(below, same(192, 1, 1), convolution(320, 3).strides(2));
      String seven =
          branch(
              below,
              same(192, 1, 1),
              same(192, 1, 7),
              same(192, 7, 1),
              convolution(192, 3).strides(2));
      concatenate(name, three, seven, maxPooling(below));
    }

    void grid8(String name, String threeName) {
      String below = network.last();
      String one = branch(below, same(320, 1, 1));
      String three = fork(threeName, branch(below, same(384, 1, 1)));
      String twice =
          fork(names.next("concatenate"), branch(below, same(448, 1, 1), same(384, 3, 3)));
      concatenate(name, one, three, twice, pooled(below, 192));
    }

    private String fork(String name, String below) {
      String wide = branch(below, same(384, 1, 3));
      String high = branch(below, same(384, 3, 1));
      return concatenate(name, wide, high);
    }

    private String pooled(String below, int filters) {
      AveragePooling2D pooling = AveragePooling2D.same(3, 1);
      return branch(
          network.add(names.next("average_pooling2d"), pooling, below), same(filters, 1, 1));
    }

    private String maxPooling(String below) {
      return network.add(names.next("max_pooling2d"), MaxPooling2D.of(3).strides(2), below);
    }

    private String concatenate(String name, String... branches) {
      return network.add(name, new Concatenate(), branches);
    }

    /** Convolutions one after the other, each normalised and activated. */
    private String branch(String below, Conv2D... convolutions) {
      String last = below;
      for (Conv2D convolution : convolutions) {
        last = network.add(names.next("conv2d"), convolution, last);
        last = network.add(names.next("batch_normalization"), BATCH_NORMALIZATION, last);
        last = network.add(names.next("activation"), new ActivationLayer(Activation.RELU), last);
      }
      return last;
    }
  }

  private static Conv2D convolution(int filters, int kernelSize) {
    return Conv2D.of(filters, kernelSize).withoutBias();
  }

  private static Conv2D same(int filters, int rows, int columns) {
    return new Conv2D(
        filters,
        new HeightWidth(rows, columns),
        HeightWidth.of(1),
        Padding.SAME,
        false,
        Activation.LINEAR,
        Initializer.GLOROT_UNIFORM);
  }
}
