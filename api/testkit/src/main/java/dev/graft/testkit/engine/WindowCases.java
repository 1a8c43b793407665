package dev.graft.testkit.engine;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.layer.Activation;
import dev.graft.api.layer.HeightWidth;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Padding;
import dev.graft.api.layers.AveragePooling2D;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.DepthwiseConv2D;
import dev.graft.api.layers.MaxPooling2D;
import dev.graft.api.layers.SeparableConv2D;
import dev.graft.api.layers.ZeroPadding2D;
import dev.graft.api.ops.Window;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A layer that moves a window: every window with every stride, padding and size of image, and every
 * stride with every padding and size ({@link Pairs}), side by side in one network.
 */
enum WindowCases {
  CONV2D,
  DEPTHWISE_CONV2D,
  DEPTHWISE_CONV2D_TIMES_2,
  SEPARABLE_CONV2D,
  MAX_POOLING2D,
  AVERAGE_POOLING2D;

  private static final int CHANNELS = 3;

  private static final List<HeightWidth> WINDOWS =
      List.of(
          HeightWidth.of(1),
          HeightWidth.of(2),
          HeightWidth.of(3),
          HeightWidth.of(5),
          HeightWidth.of(7),
          new HeightWidth(3, 2));

  private static final List<HeightWidth> STRIDES =
      List.of(HeightWidth.of(1), HeightWidth.of(2), HeightWidth.of(3), new HeightWidth(1, 2));

  /** Odd and even, square and not, and smaller than most windows. */
  private static final List<Shape> IMAGES =
      List.of(
          Shape.of(7, 7, CHANNELS),
          Shape.of(8, 8, CHANNELS),
          Shape.of(5, 8, CHANNELS),
          Shape.of(2, 3, CHANNELS));

  /** How an image is padded: as Keras does, or explicitly. */
  private enum Border {
    VALID,
    SAME,
    /** As much on both sides, as PyTorch's networks do. */
    SYMMETRIC,
    /** Below and to the right, as Keras's MobileNets do. */
    AFTER,
    /** Another amount on each side. */
    UNEVEN
  }

  private static final List<Border> BORDERS = List.of(Border.values());

  /** One combination. */
  private record Case(HeightWidth size, HeightWidth strides, Border border, Shape image) {
    static Case of(int... indices) {
      return new Case(
          WINDOWS.get(indices[0]),
          STRIDES.get(indices[1]),
          BORDERS.get(indices[2]),
          IMAGES.get(indices[3]));
    }

    /** Whether every window sees some of the image. */
    boolean possible() {
      if (border == Border.VALID) {
        return size.height() <= image.height() && size.width() <= image.width();
      }
      Window all = window();
      return all.outputHeight(image.height()) > 0
          && all.outputWidth(image.width()) > 0
          && sees(all.imageRows(image.height()))
          && sees(all.imageColumns(image.width()));
    }

    private static boolean sees(int... counts) {
      return IntStream.of(counts).allMatch(count -> count > 0);
    }

    Window window() {
      int halfHeight = size.height() / 2;
      int halfWidth = size.width() / 2;
      return switch (border) {
        case VALID -> Padding.VALID.window(size, strides, image);
        case SAME -> Padding.SAME.window(size, strides, image);
        case SYMMETRIC -> padded(halfHeight, halfHeight, halfWidth, halfWidth);
        case AFTER -> padded(0, 1, 0, 1);
        case UNEVEN -> padded(halfHeight, 1, 1, size.width() - 1);
      };
    }

    private Window padded(int top, int bottom, int left, int right) {
      return new Window(
          size.height(), size.width(), strides.height(), strides.width(), top, bottom, left, right);
    }

    @Override
    public String toString() {
      return "%dx%d, strides %d %d, %s, of %s"
          .formatted(
              size.height(),
              size.width(),
              strides.height(),
              strides.width(),
              border == Border.VALID || border == Border.SAME
                  ? border
                  : "padding %d %d %d %d"
                      .formatted(
                          window().top(), window().bottom(), window().left(), window().right()),
              image);
    }
  }

  /** All combinations, over {@link Spread#INPUT}. */
  List<Architecture> networks() {
    Branches branches = new Branches(toString(), Spread.INPUT);
    Pairs.of(
            indices -> Case.of(indices).possible(),
            WINDOWS.size(),
            STRIDES.size(),
            BORDERS.size(),
            IMAGES.size())
        .stream()
        .map(Case::of)
        .forEach(one -> branches.add(this + " " + one, layers(one)));
    return branches.networks();
  }

  private List<Layer> layers(Case one) {
    Layer images = new Spread(one.image(), -2, 2);
    return switch (one.border()) {
      case VALID -> List.of(images, layer(one, Padding.VALID));
      case SAME -> List.of(images, layer(one, Padding.SAME));
      default -> {
        Window window = one.window();
        yield this == SEPARABLE_CONV2D
            ? List.of(
                images,
                new ZeroPadding2D(window.top(), window.bottom(), window.left(), window.right()),
                layer(one, Padding.VALID))
            : List.of(images, new WindowOperation(operation(), window, CHANNELS));
      }
    };
  }

  private WindowOperation.Kind operation() {
    return switch (this) {
      case CONV2D, SEPARABLE_CONV2D -> WindowOperation.Kind.CONV2D;
      case DEPTHWISE_CONV2D -> WindowOperation.Kind.DEPTHWISE_CONV2D;
      case DEPTHWISE_CONV2D_TIMES_2 -> WindowOperation.Kind.DEPTHWISE_CONV2D_TIMES_2;
      case MAX_POOLING2D -> WindowOperation.Kind.MAX_POOL;
      case AVERAGE_POOLING2D -> WindowOperation.Kind.AVERAGE_POOL;
    };
  }

  private Layer layer(Case one, Padding padding) {
    HeightWidth window = one.size();
    HeightWidth strides = one.strides();
    return switch (this) {
      case CONV2D ->
          new Conv2D(
              4, window, strides, padding, true, Activation.LINEAR, Initializer.GLOROT_UNIFORM);
      case DEPTHWISE_CONV2D -> depthwise(1, window, strides, padding);
      case DEPTHWISE_CONV2D_TIMES_2 -> depthwise(2, window, strides, padding);
      case SEPARABLE_CONV2D ->
          new SeparableConv2D(4, window, strides, padding, 2, true, Activation.LINEAR);
      case MAX_POOLING2D -> new MaxPooling2D(window, Optional.of(strides), padding);
      case AVERAGE_POOLING2D -> new AveragePooling2D(window, Optional.of(strides), padding);
    };
  }

  private static Layer depthwise(
      int multiplier, HeightWidth window, HeightWidth strides, Padding padding) {
    return new DepthwiseConv2D(
        window, strides, padding, multiplier, true, Activation.LINEAR, Initializer.GLOROT_UNIFORM);
  }
}
