package dev.graft.djl;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.layer.Activation;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.layers.Rescaling;
import dev.graft.api.layers.ZeroPadding2D;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The network of {@code TorchScriptFile.network} in Graft's own layers. */
final class PlainTwin {
  private PlainTwin() {}

  static Architecture network(int features) {
    Architecture.Builder net = Architecture.builder("twin", Input.image(Networks.SIZE));
    net.add("rescaling", new Rescaling(1 / 127.5, -1));
    net.add("pad", new ZeroPadding2D(1, 1, 1, 1));
    net.add("conv", Conv2D.of(features, 3).strides(2).withoutBias());
    net.add("bn", BatchNormalization.of(0.9, 1e-5));
    net.add("relu", new ActivationLayer(Activation.RELU));
    net.add("pool", new GlobalAveragePooling2D(false));
    return net.build();
  }

  /** The weights of the imported network for it. */
  static Weights weights(Weights imported) {
    Map<String, FloatTensor> values = new LinkedHashMap<>();
    FloatTensor kernel = imported.get("torchscript", "kernel");
    int outputs = kernel.shape().dimension(0);
    values.put(
        "conv/kernel",
        new FloatTensor(Shape.of(3, 3, 3, outputs), channelsLast(kernel.values(), outputs)));
    values.put("bn/gamma", imported.get("torchscript", "gamma"));
    values.put("bn/beta", imported.get("torchscript", "beta"));
    values.put("bn/moving_mean", filled(outputs, 0.05f));
    values.put("bn/moving_variance", filled(outputs, 0.8f));
    return Weights.of(values);
  }

  private static float[] channelsLast(float[] outputsFirst, int outputs) {
    float[] values = new float[outputsFirst.length];
    int i = 0;
    for (int o = 0; o < outputs; o++) {
      for (int c = 0; c < 3; c++) {
        for (int place = 0; place < 9; place++) {
          values[(place * 3 + c) * outputs + o] = outputsFirst[i++];
        }
      }
    }
    return values;
  }

  private static FloatTensor filled(int count, float value) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return new FloatTensor(Shape.of(count), values);
  }
}
