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

/**
 * The same values, in row-major order (height, width, channels), in another shape; Keras {@code
 * Reshape}.
 *
 * @since 0.1
 */
@Stable
public record Reshape(
    @Setting(
            value = "The new shape, without the batch; one size may be -1, what is left over.",
            min = -1,
            example = "[1, 1, 32]")
        List<Integer> targetShape)
    implements Layer {
  /** Checks the sizes. */
  public Reshape {
    targetShape = List.copyOf(targetShape);
    long open = targetShape.stream().filter(size -> size == -1).count();
    if (targetShape.isEmpty()
        || open > 1
        || targetShape.stream().anyMatch(size -> size < 1 && size != -1)) {
      throw new IllegalArgumentException(
          "a target shape has sizes of at least 1, and -1 once at most, found " + targetShape);
    }
  }

  /** To a shape given by its sizes. */
  public static Reshape of(Integer... targetShape) {
    return new Reshape(List.of(targetShape));
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return target(InputShapes.single(inputs));
  }

  private Shape target(Shape input) {
    long given =
        targetShape.stream()
            .filter(size -> size != -1)
            .mapToLong(Integer::longValue)
            .reduce(1, Math::multiplyExact);
    boolean open = targetShape.contains(-1);
    if (open ? input.size() % given != 0 : input.size() != given) {
      throw new IllegalArgumentException(
          "the %d values of %s do not fit into %s".formatted(input.size(), input, targetShape));
    }
    int rest = Math.toIntExact(input.size() / given);
    return Shape.of(targetShape.stream().mapToInt(size -> size == -1 ? rest : size).toArray());
  }

  @Override
  public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
    T x = inputs.get(0);
    return ops.reshape(x, target(ops.exampleShape(x)));
  }
}
