package dev.graft.benchmarks.share;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.backbone.Backbone;
import dev.graft.architectures.MobileNetV2;
import dev.graft.architectures.Xception;

/**
 * A backbone and the size of its pictures.
 *
 * @param name the backbone's name in experiment files
 * @param size height and width of the pictures
 */
record ForwardNetwork(String name, Backbone backbone, int size) {
  static final ForwardNetwork MOBILENET_V2 =
      new ForwardNetwork("mobilenet_v2", new MobileNetV2(new MobileNetV2.Settings(1.0)), 160);
  static final ForwardNetwork XCEPTION = new ForwardNetwork("xception", new Xception(), 150);

  Architecture architecture() {
    return backbone.architecture(ImageSize.rgb(size, size));
  }
}
