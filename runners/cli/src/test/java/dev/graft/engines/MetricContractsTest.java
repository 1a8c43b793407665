package dev.graft.engines;

import dev.graft.api.Labels;
import dev.graft.api.metric.Metric;
import dev.graft.testkit.MetricContract;
import dev.graft.training.metric.Auc;
import dev.graft.training.metric.Average;
import dev.graft.training.metric.BalancedAccuracy;
import dev.graft.training.metric.ClassChoice;
import dev.graft.training.metric.F1;
import dev.graft.training.metric.Precision;
import dev.graft.training.metric.Recall;
import dev.graft.training.metric.TopKAccuracy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Graft's metrics, held to what everybody's metrics are held to. */
@ParameterizedClass
@ValueSource(
    strings = {
      "auc",
      "balanced_accuracy",
      "precision",
      "precision weighted",
      "recall",
      "f1",
      "f1 weighted",
      "top_k_accuracy"
    })
class MetricContractsTest extends MetricContract {
  @Parameter private String name;

  @Override
  protected Metric metric(Labels labels) {
    ClassChoice usual = new ClassChoice(Optional.empty(), Optional.empty());
    ClassChoice weighted = new ClassChoice(Optional.empty(), Optional.of(Average.WEIGHTED));
    return switch (name) {
      case "auc" -> new Auc(labels);
      case "balanced_accuracy" -> new BalancedAccuracy(labels);
      case "precision" -> new Precision(usual, labels);
      case "precision weighted" -> new Precision(weighted, labels);
      case "recall" -> new Recall(usual, labels);
      case "f1" -> new F1(usual, labels);
      case "f1 weighted" -> new F1(weighted, labels);
      case "top_k_accuracy" -> new TopKAccuracy(new TopKAccuracy.Settings(2), labels);
      default -> throw new AssertionError(name);
    };
  }

  @Override
  protected List<Integer> classes() {
    return name.startsWith("top_k") ? List.of(3, 7) : super.classes();
  }
}
