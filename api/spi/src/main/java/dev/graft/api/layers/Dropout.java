package dev.graft.api.layers;

import dev.graft.api.Shape;
import dev.graft.api.Stable;
import dev.graft.api.layer.InputShapes;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Variables;
import dev.graft.api.ops.Ops;
import dev.graft.api.plugin.Setting;
import java.util.List;
import java.util.Optional;

/**
 * Drops units at random in training and scales the others up (Srivastava et al. 2014); Keras {@code
 * Dropout}. With a noise shape, units that share a place of it are dropped together: {@code [1, 1,
 * channels]} drops whole channels, {@code [1, 1, 1]} whole examples (stochastic depth, Huang et al.
 * 2016).
 *
 * @since 0.1
 */
@Stable
public record Dropout(
    @Setting(
            value = "Share of units dropped.",
            min = 0,
            max = 1,
            maxExclusive = true,
            example = "0.5")
        double rate,
    @Setting(
            value =
                "Shape of the mask of one example, each size the input's or 1; the input's if left"
                    + " out.",
            min = 1,
            example = "[1, 1, 1]")
        Optional<List<Integer>> noiseShape)
    implements Layer {
  /** Checks the ranges. */
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("a dropout rate is in [0, 1), found " + rate);
    }
    noiseShape = noiseShape.map(List::copyOf);
    noiseShape
        .filter(shape -> shape.isEmpty() || shape.stream().anyMatch(size -> size < 1))
        .ifPresent(
            shape -> {
              throw new IllegalArgumentException(
                  "a noise shape has sizes of at least 1, found " + shape);
            });
  }

  /** Each unit on its own. */
  public Dropout(double rate) {
    this(rate, Optional.empty());
  }

  /** Whole examples, of images: stochastic depth. */
  public static Dropout ofExamples(double rate) {
    return new Dropout(rate, Optional.of(List.of(1, 1, 1)));
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape input = InputShapes.single(inputs);
    mask(input);
    return input;
  }

  private Shape mask(Shape input) {
    if (noiseShape.isEmpty()) {
      return input;
    }
    Shape noise = Shape.of(noiseShape.get().stream().mapToInt(Integer::intValue).toArray());
    boolean fits = noise.rank() == input.rank();
    for (int axis = 0; fits && axis < noise.rank(); axis++) {
      fits = noise.dimension(axis) == 1 || noise.dimension(axis) == input.dimension(axis);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "the noise shape's sizes are those of the input or 1, found %s for an input of %s"
              .formatted(noise, input));
    }
    return noise;
  }

  @Override
  public boolean dependsOnMode() {
    return true;
  }

  @Override
  public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
    T x = inputs.get(0);
    if (mode == Mode.INFERENCE || rate == 0) {
      return x;
    }
    return ops.multiply(x, variables.dropoutMask(rate, mask(ops.exampleShape(x))));
  }
}
