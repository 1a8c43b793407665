package dev.graft.api.imported;

import dev.graft.api.Evolving;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.layers.BgrMeanSubtraction;
import dev.graft.api.layers.ChannelNormalization;
import dev.graft.api.layers.Rescaling;
import dev.graft.api.plugin.Setting;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an imported network is fed in place of the bytes 0 to 255: a preprocessing by its name, or
 * {@code (byte * scale + offset - mean) / std} for each channel. It cannot be read from the
 * network, and is never guessed.
 *
 * @param preprocessing by name
 * @param scale factor of each byte; 1 if left out
 * @param offset added afterwards; 0 if left out
 * @param mean subtracted afterwards, one for each channel
 * @param std divided by afterwards, one for each channel, above 0
 * @since 0.1
 */
@Evolving
public record InputScaling(
    @Setting(
            value =
                "What the network is fed: raw (0 to 255), tf (-1 to 1), torch (torchvision's mean"
                    + " and std) or caffe (BGR less its mean).",
            example = "torch")
        Optional<Preprocessing> preprocessing,
    @Setting(value = "Or: a factor of each byte.", example = "0.00392156862745098")
        OptionalDouble scale,
    @Setting(value = "Or: added after the factor.", example = "-1") OptionalDouble offset,
    @Setting(
            value = "Or: subtracted afterwards, one for each channel.",
            example = "[0.485, 0.456, 0.406]")
        Optional<List<Double>> mean,
    @Setting(
            value = "Or: divided by afterwards, one for each channel.",
            min = 0,
            minExclusive = true,
            example = "[0.229, 0.224, 0.225]")
        Optional<List<Double>> std) {
  /** The preprocessings of Keras's {@code imagenet_utils.preprocess_input}, and none. */
  public enum Preprocessing {
    /** The bytes as they are, 0 to 255. */
    RAW,
    /** {@code x / 127.5 - 1}: -1 to 1. */
    TF,
    /** {@code x / 255}, less the mean, by the standard deviation of ImageNet: torchvision's. */
    TORCH,
    /** Blue, green, red, less ImageNet's means. */
    CAFFE
  }

  private static final List<Double> IMAGENET_MEAN = List.of(0.485, 0.456, 0.406);
  private static final List<Double> IMAGENET_STD = List.of(0.229, 0.224, 0.225);

  /** Checks that a name and numbers are not both given, and the numbers' ranges. */
  public InputScaling {
    boolean numbers =
        scale.isPresent() || offset.isPresent() || mean.isPresent() || std.isPresent();
    if (preprocessing.isPresent() && numbers) {
      throw new IllegalArgumentException(
          "preprocessing says all: scale, offset, mean and std stand without it");
    }
    if (mean.isPresent() && std.isPresent() && mean.get().size() != std.get().size()) {
      throw new IllegalArgumentException(
          "there must be as many in mean as in std, found %d and %d"
              .formatted(mean.get().size(), std.get().size()));
    }
    if (std.isPresent() && std.get().stream().anyMatch(value -> !(value > 0))) {
      throw new IllegalArgumentException("std is above 0, found " + std.get());
    }
  }

  /** A preprocessing by name. */
  public static InputScaling of(Preprocessing preprocessing) {
    return new InputScaling(
        Optional.of(preprocessing),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Whether anything is said. */
  public boolean given() {
    return preprocessing.isPresent()
        || scale.isPresent()
        || offset.isPresent()
        || mean.isPresent()
        || std.isPresent();
  }

  /** Adds the layers that compute it on top of the last one. */
  public void addTo(Architecture.Builder network) {
    if (preprocessing.isPresent()) {
      switch (preprocessing.get()) {
        case RAW -> {}
        case TF -> network.add("rescaling", new Rescaling(1 / 127.5, -1));
        case TORCH -> {
          network.add("rescaling", new Rescaling(1 / 255.0, 0));
          network.add("normalization", new ChannelNormalization(IMAGENET_MEAN, IMAGENET_STD));
        }
        case CAFFE -> network.add("bgr_mean_subtraction", BgrMeanSubtraction.imagenet());
      }
      return;
    }
    if (scale.orElse(1) != 1 || offset.orElse(0) != 0) {
      network.add("rescaling", new Rescaling(scale.orElse(1), offset.orElse(0)));
    }
    if (mean.isPresent() || std.isPresent()) {
      int channels = mean.or(() -> std).orElseThrow().size();
      network.add(
          "normalization",
          new ChannelNormalization(
              mean.orElseGet(() -> java.util.Collections.nCopies(channels, 0.0)),
              std.orElseGet(() -> java.util.Collections.nCopies(channels, 1.0))));
    }
  }
}
