package org.example.exampleplugin;

import dev.graft.api.Shape;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layer.InputShapes;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Parameter;
import dev.graft.api.layer.Variables;
import dev.graft.api.ops.Ops;
import dev.graft.api.plugin.Setting;
import java.util.List;

/**
 * Multiplies each channel with a gate between 0 and 1 that depends on the channel's mean: {@code x
 * * sigmoid(scale * mean(x) * gain + bias)}, as squeeze-and-excitation (Hu et al. 2018) with one
 * weight for each channel. A layer is an immutable record of its settings, and computes with {@link
 * Ops}.
 *
 * @param scale how steep the gate is at first
 */
public record ExampleGate(
    @Setting(value = "How steep the gate is at first.", defaultValue = "1", min = 0) double scale)
    implements Layer {
  @Override
  public Shape outputShape(List<Shape> inputs) {
    return InputShapes.singleImage(inputs); // and so refuses anything but one image
  }

  @Override
  public List<Parameter> parameters(List<Shape> inputs) {
    Shape channels = Shape.of(InputShapes.singleImage(inputs).channels());
    return List.of(
        Parameter.trainable("gain", channels, Initializer.ONES),
        Parameter.trainable("bias", channels, Initializer.ZEROS));
  }

  @Override
  public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
    T x = inputs.get(0);
    T mean = ops.mean(x, true, 1, 2); // over height and width; axis 0 is the batch
    T gain = ops.multiply(variables.get("gain"), scale);
    return ops.multiply(x, ops.sigmoid(ops.add(ops.multiply(mean, gain), variables.get("bias"))));
  }
}
