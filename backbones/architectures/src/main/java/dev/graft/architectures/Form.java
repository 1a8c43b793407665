package dev.graft.architectures;

import dev.graft.api.Shape;
import dev.graft.api.architecture.ModuleNames;
import dev.graft.api.architecture.Origin;
import dev.graft.api.architecture.Variant;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.ZeroPadding2D;
import java.util.function.Supplier;

/**
 * What differs between the variants of a network that both Keras Applications and the PyTorch
 * libraries publish.
 */
enum Form {
  /** As in Keras Applications. */
  KERAS {
    @Override
    Preprocessing preprocessing(Preprocessing keras) {
      return keras;
    }

    @Override
    ZeroPadding2D halvingPad(Shape image, int kernelSize) {
      return CorrectPad.of(image, kernelSize);
    }

    @Override
    BatchNormalization batchNormalization(double momentum, double epsilon) {
      return BatchNormalization.of(momentum, epsilon);
    }

    @Override
    String named(String network) {
      return network;
    }

    @Override
    Origin origin(Supplier<ModuleNames[]> modules) {
      return Origin.kerasOfTwo();
    }
  },
  /**
   * As in torchvision and timm: {@code torch.nn.BatchNorm2d} keeps nine tenths of its statistics at
   * each step, and has an epsilon of 1e-5.
   */
  PYTORCH {
    @Override
    Preprocessing preprocessing(Preprocessing keras) {
      return Preprocessing.TORCH;
    }

    @Override
    ZeroPadding2D halvingPad(Shape image, int kernelSize) {
      return ZeroPadding2D.of(kernelSize / 2);
    }

    @Override
    BatchNormalization batchNormalization(double momentum, double epsilon) {
      return BatchNormalization.of(0.9, 1e-5);
    }

    @Override
    String named(String network) {
      return network + "_pytorch";
    }

    @Override
    Origin origin(Supplier<ModuleNames[]> modules) {
      return Origin.pytorch(modules.get());
    }
  };

  static Form of(Variant variant) {
    return switch (variant) {
      case KERAS -> KERAS;
      case PYTORCH -> PYTORCH;
    };
  }

  /** What is done with an image's bytes, given what Keras does. */
  abstract Preprocessing preprocessing(Preprocessing keras);

  /**
   * Zeros around an image before a {@code valid} convolution that halves it.
   *
   * @param image shape {@code (height, width, channels)} of what is padded
   * @param kernelSize height and width of the kernel, odd
   */
  abstract ZeroPadding2D halvingPad(Shape image, int kernelSize);

  /** Batch normalisation, given what Keras's network has. */
  abstract BatchNormalization batchNormalization(double momentum, double epsilon);

  /** The network's name, given what Keras calls it. */
  abstract String named(String network);

  /** Which published weights are right. */
  abstract Origin origin(Supplier<ModuleNames[]> modules);
}
