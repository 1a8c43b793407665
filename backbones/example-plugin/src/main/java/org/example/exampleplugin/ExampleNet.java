package org.example.exampleplugin;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.backbone.Backbone;
import dev.graft.api.layer.Activation;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.MaxPooling2D;
import dev.graft.api.layers.Rescaling;
import dev.graft.api.plugin.Setting;
import jakarta.inject.Inject;

/** Blocks of a convolution, batch normalisation, {@link ExampleGate} and pooling. */
public final class ExampleNet implements Backbone {
  /** Height and width of the smallest picture: below, pooling leaves nothing. */
  private static final int SMALLEST = 8;

  /**
   * Settings of {@link ExampleNet}.
   *
   * @param filters channels of the first block; each later one has twice as many as the one before
   * @param blocks number of blocks
   */
  public record Settings(
      @Setting(
              value = "Channels of the first block; each later one has twice as many.",
              defaultValue = "16",
              min = 1)
          int filters,
      @Setting(value = "Number of blocks.", defaultValue = "3", min = 1, max = 3) int blocks) {}

  private final Settings settings;

  /** A network of these settings. */
  @Inject
  public ExampleNet(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Architecture architecture(ImageSize input) {
    if (input.height() < SMALLEST || input.width() < SMALLEST) {
      throw new IllegalArgumentException(
          "example_net takes images of at least %dx%d, found %s"
              .formatted(SMALLEST, SMALLEST, input));
    }
    Architecture.Builder net = Architecture.builder("example_net", Input.image(input));
    net.add("rescaling", new Rescaling(1 / 127.5, -1)); // preprocessing is part of the network
    for (int block = 1; block <= settings.blocks(); block++) {
      int filters = settings.filters() << (block - 1);
      net.add("conv_" + block, Conv2D.of(filters, 3).same().withoutBias());
      net.add("bn_" + block, BatchNormalization.of(0.9, 1e-3));
      net.add("relu_" + block, new ActivationLayer(Activation.RELU));
      net.add("gate_" + block, new ExampleGate(4));
      net.add("pool_" + block, MaxPooling2D.of(2));
    }
    return net.build();
  }
}
