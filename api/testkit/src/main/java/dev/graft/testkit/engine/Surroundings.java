package dev.graft.testkit.engine;

import dev.graft.api.Shape;
import dev.graft.api.layer.Layer;
import dev.graft.api.layers.Dense;
import dev.graft.api.ops.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands before and after an operation. In whatever order an engine keeps the elements of what
 * its convolutions and poolings give or want, no other operation may see it, forward or backward.
 */
enum Surroundings {
  /** Nothing. */
  NOTHING,
  /** A convolution before, max pooling after. */
  CONVOLUTION_AND_POOLING,
  /** Max pooling before, a convolution after. */
  POOLING_AND_CONVOLUTION;

  private static final Window TWO_BY_TWO = new Window(2, 2, 1, 1, 0, 0, 0, 0);

  /** The operation with its surroundings, over {@link Spread#INPUT}. */
  List<Layer> around(OperationCase operation) {
    Shape shape = operation.shape();
    double low = operation.low();
    double high = operation.high();
    List<Layer> layers = new ArrayList<>();
    switch (this) {
      case NOTHING -> layers.add(new Spread(shape, low, high));
      case CONVOLUTION_AND_POOLING -> {
        layers.add(new Spread(grown(shape, 1), low, high));
        layers.add(new Mixing(shape.channels()));
      }
      case POOLING_AND_CONVOLUTION -> {
        layers.add(new Spread(grown(shape, 1), low, high));
        layers.add(maxPool(shape));
      }
    }
    layers.add(operation.operation());
    Shape result = operation.operation().outputShape(List.of(shape));
    if (this == NOTHING || result.rank() == 0) {
      return layers;
    }
    if (result.rank() == 1) {
      layers.add(Dense.of(3));
    } else if (result.isImage() && result.height() > 1 && result.width() > 1) {
      layers.add(after(result));
    }
    return layers;
  }

  private Layer after(Shape image) {
    return switch (this) {
      case NOTHING -> throw new IllegalStateException("nothing stands after it");
      case CONVOLUTION_AND_POOLING -> maxPool(image);
      case POOLING_AND_CONVOLUTION -> new Mixing(image.channels());
    };
  }

  private static WindowOperation maxPool(Shape image) {
    return new WindowOperation(WindowOperation.Kind.MAX_POOL, TWO_BY_TWO, image.channels());
  }

  private static Shape grown(Shape image, int by) {
    return Shape.of(image.height() + by, image.width() + by, image.channels());
  }
}
