package dev.graft.heads;

import dev.graft.api.head.Head;
import dev.graft.api.loss.Loss;
import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Plugin;
import java.util.List;

/** The plugin of the heads and losses that come with Graft. */
public final class HeadsPlugin implements Plugin {
  @Override
  public String id() {
    return "heads";
  }

  @Override
  public List<Component<?>> components() {
    return List.of(
        Component.of(
            Head.class,
            "logit",
            LogitHead.class,
            LogitHead.Settings.class,
            "One output for two classes; its sigmoid is the second one's probability."),
        Component.of(
            Head.class,
            "softmax",
            SoftmaxHead.class,
            SoftmaxHead.Settings.class,
            "One output for each class; their softmax are the probabilities."),
        Component.of(
            Loss.class,
            "binary_cross_entropy",
            BinaryCrossEntropy.class,
            BinaryCrossEntropy.Settings.class,
            "Cross-entropy of the sigmoid of each score, for head 'logit'."),
        Component.of(
            Loss.class,
            "categorical_cross_entropy",
            CategoricalCrossEntropy.class,
            CategoricalCrossEntropy.Settings.class,
            "Cross-entropy of the softmax of the scores, for head 'softmax'."));
  }
}
