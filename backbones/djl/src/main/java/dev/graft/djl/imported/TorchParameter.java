package dev.graft.djl.imported;

import dev.graft.api.Shape;
import dev.graft.api.plugin.Setting;
import java.util.List;

/**
 * A parameter of a TorchScript module.
 *
 * @param name PyTorch's: {@code features.0.weight}
 * @param shape its sizes in PyTorch's own order: a convolution's kernel is {@code (outputs, inputs,
 *     height, width)}
 */
public record TorchParameter(
    @Setting(value = "PyTorch's name.", example = "features.0.weight") String name,
    @Setting(value = "Its sizes.", min = 0, example = "[32, 3, 3, 3]") List<Integer> shape) {
  /** Copies the list. */
  public TorchParameter {
    shape = List.copyOf(shape);
  }

  /** Its shape. */
  Shape asShape() {
    return Shape.of(shape.stream().mapToInt(Integer::intValue).toArray());
  }
}
