package org.example.exampleplugin;

import dev.graft.api.Labels;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.head.Decision;
import dev.graft.api.head.Head;
import dev.graft.api.layer.Activation;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.plugin.Setting;
import jakarta.inject.Inject;

/** Pools the features, then a hidden layer, then one score for each class. */
public final class ExampleHead implements Head {
  /**
   * Settings of {@link ExampleHead}.
   *
   * @param units units of the hidden layer
   */
  public record Settings(
      @Setting(value = "Units of the hidden layer.", defaultValue = "64", min = 1) int units) {}

  private final Settings settings;

  /** A head of these settings. */
  @Inject
  public ExampleHead(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Architecture layers(Shape features, Labels labels) {
    if (labels.count() < 2) {
      throw new IllegalArgumentException(
          "head 'example_head' tells two or more classes apart, found " + labels.count());
    }
    Architecture.Builder net = Architecture.builder("example_head", Input.features(features));
    if (features.isImage()) {
      net.add("head_pooling", new GlobalAveragePooling2D(false));
    }
    net.add("head_hidden", Dense.of(settings.units()));
    net.add("head_activation", new ActivationLayer(Activation.SWISH));
    net.add("logits", Dense.of(labels.count())); // linear: the decision makes probabilities of it
    return net.build();
  }

  @Override
  public Decision decision() {
    return new Decision.Softmax();
  }

  @Override
  public String defaultLoss() {
    return "categorical_cross_entropy"; // what an experiment gets that names no loss
  }
}
