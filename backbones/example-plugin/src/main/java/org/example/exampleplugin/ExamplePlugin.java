package org.example.exampleplugin;

import dev.graft.api.augmentation.Augmentation;
import dev.graft.api.backbone.Backbone;
import dev.graft.api.head.Head;
import dev.graft.api.layer.Layer;
import dev.graft.api.loss.Loss;
import dev.graft.api.metric.Metric;
import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Plugin;
import dev.graft.api.runner.RunListener;
import java.util.List;

/** What this jar brings: the names that experiment files use, and the classes behind them. */
public final class ExamplePlugin implements Plugin {
  @Override
  public String id() {
    return "example-plugin";
  }

  @Override
  public List<Component<?>> components() {
    return List.of(
        Component.of(
            Backbone.class,
            "example_net",
            ExampleNet.class,
            ExampleNet.Settings.class,
            "A small convolutional network with gated channels."),
        Component.ofRecord(
            Layer.class,
            "example_gate",
            ExampleGate.class,
            "Multiplies each channel with a gate that depends on its mean."),
        Component.of(
            Head.class,
            "example_head",
            ExampleHead.class,
            ExampleHead.Settings.class,
            "A hidden layer, then one score for each class."),
        Component.of(
            Loss.class,
            "example_focal",
            ExampleFocal.class,
            ExampleFocal.Settings.class,
            "Cross-entropy that counts examples less, the surer the network is of them."),
        Component.of(
            Augmentation.class,
            "example_brightness",
            ExampleBrightness.class,
            ExampleBrightness.Settings.class,
            "Makes a picture brighter or darker."),
        Component.of(
            Metric.class,
            "example_brier",
            ExampleBrier.class,
            "Mean squared distance between the probabilities and the truth."),
        Component.of(
            RunListener.class,
            "example_target",
            ExampleTarget.class,
            ExampleTarget.Settings.class,
            "Ends a phase when the validation accuracy has reached a target."));
  }
}
