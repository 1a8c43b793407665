package dev.graft.testkit.engine;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.layer.Activation;
import dev.graft.api.layer.HeightWidth;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Padding;
import dev.graft.api.layers.AveragePooling2D;
import dev.graft.api.layers.Concatenate;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.DepthwiseConv2D;
import dev.graft.api.layers.Flatten;
import dev.graft.api.layers.MaxPooling2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A layer that moves a window, in all combinations of window and strides side by side in one
 * network, whose outputs are joined: an error is told by the name of its layer.
 */
record WindowCases(Kind kind, Padding padding, Shape input) {
  enum Kind {
    CONV2D,
    DEPTHWISE_CONV2D,
    MAX_POOLING2D,
    AVERAGE_POOLING2D
  }

  static List<WindowCases> all() {
    List<WindowCases> cases = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (Padding padding : Padding.values()) {
        cases.add(new WindowCases(kind, padding, Shape.of(7, 7, 2)));
        cases.add(new WindowCases(kind, padding, Shape.of(8, 8, 2)));
        cases.add(new WindowCases(kind, padding, Shape.of(5, 8, 3)));
      }
    }
    return cases;
  }

  Architecture network() {
    Architecture.Builder net = Architecture.builder(toString(), Input.features(input));
    List<String> branches = new ArrayList<>();
    for (int size : new int[] {1, 2, 3, 5}) {
      for (int strides : new int[] {1, 2, 3}) {
        String name = "window_" + size + "_strides_" + strides;
        // Each branch has an input of its own, so that its gradient is seen apart.
        String own = net.add(name + "_offset", new OffsetLayer(), net.input());
        String branch = net.add(name, layer(size, strides), own);
        branches.add(net.add(name + "_flatten", new Flatten(), branch));
      }
    }
    net.add("all", new Concatenate(), branches);
    return net.build();
  }

  private Layer layer(int size, int strides) {
    HeightWidth window = HeightWidth.of(size);
    HeightWidth step = HeightWidth.of(strides);
    return switch (kind) {
      case CONV2D ->
          new Conv2D(3, window, step, padding, true, Activation.LINEAR, Initializer.GLOROT_UNIFORM);
      case DEPTHWISE_CONV2D ->
          new DepthwiseConv2D(
              window, step, padding, 1, true, Activation.LINEAR, Initializer.GLOROT_UNIFORM);
      case MAX_POOLING2D -> new MaxPooling2D(window, Optional.of(step), padding);
      case AVERAGE_POOLING2D -> new AveragePooling2D(window, Optional.of(step), padding);
    };
  }

  @Override
  public String toString() {
    return "%s %s over %s".formatted(kind, padding, input);
  }
}
