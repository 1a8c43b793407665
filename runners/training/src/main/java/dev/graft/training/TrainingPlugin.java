package dev.graft.training;

import dev.graft.api.metric.Metric;
import dev.graft.api.optimizer.LearningRateSchedule;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Plugin;
import dev.graft.api.runner.RunListener;
import dev.graft.api.weights.WeightsReader;
import dev.graft.training.listener.EarlyStopping;
import dev.graft.training.metric.Auc;
import dev.graft.training.metric.BalancedAccuracy;
import dev.graft.training.metric.ClassChoice;
import dev.graft.training.metric.F1;
import dev.graft.training.metric.Precision;
import dev.graft.training.metric.Recall;
import dev.graft.training.metric.TopKAccuracy;
import dev.graft.training.model.SafetensorsReader;
import dev.graft.training.optimizer.Adam;
import dev.graft.training.optimizer.AdamW;
import dev.graft.training.optimizer.RmsProp;
import dev.graft.training.optimizer.Sgd;
import dev.graft.training.schedule.CosineDecay;
import dev.graft.training.schedule.ExponentialDecay;
import dev.graft.training.schedule.InverseTimeDecay;
import dev.graft.training.schedule.PiecewiseConstantDecay;
import dev.graft.training.schedule.PolynomialDecay;
import dev.graft.training.schedule.ReduceOnPlateau;
import dev.graft.training.schedule.Warmup;
import java.util.List;

/**
 * The optimizers, schedules of the learning rate, metrics and listeners, and the reader of Graft's
 * own weights.
 */
public final class TrainingPlugin implements Plugin {
  @Override
  public String id() {
    return "training";
  }

  @Override
  public List<Component<?>> components() {
    return List.of(
        Component.of(
            Metric.class,
            "precision",
            Precision.class,
            ClassChoice.class,
            "The share of right answers among those that name a class."),
        Component.of(
            Metric.class,
            "recall",
            Recall.class,
            ClassChoice.class,
            "The share of a class's pictures that are found."),
        Component.of(
            Metric.class,
            "f1",
            F1.class,
            ClassChoice.class,
            "The harmonic mean of precision and recall."),
        Component.of(Metric.class, "auc", Auc.class, "The area under the ROC curve."),
        Component.of(
            Metric.class,
            "balanced_accuracy",
            BalancedAccuracy.class,
            "The mean of the classes' recalls, which a common class does not rule."),
        Component.of(
            Metric.class,
            "top_k_accuracy",
            TopKAccuracy.class,
            TopKAccuracy.Settings.class,
            "The share of pictures whose class is among the most probable."),
        Component.of(
            RunListener.class,
            "early_stopping",
            EarlyStopping.class,
            EarlyStopping.Settings.class,
            "Ends a phase when a metric has stopped getting better."),
        optimizer(
            "sgd",
            Sgd.class,
            Sgd.Settings.class,
            "Stochastic gradient descent, with momentum or Nesterov's."),
        optimizer(
            "rmsprop",
            RmsProp.class,
            RmsProp.Settings.class,
            "Steps divided by the root of the gradients' mean square."),
        optimizer(
            "adam",
            Adam.class,
            Adam.Settings.class,
            "Momentum, and steps divided by the root of the gradients' mean square."),
        optimizer("adamw", AdamW.class, AdamW.Settings.class, "Adam with decoupled weight decay."),
        schedule(
            "exponential_decay",
            ExponentialDecay.class,
            ExponentialDecay.Settings.class,
            "The learning rate times a factor in each stretch of steps."),
        schedule(
            "cosine_decay",
            CosineDecay.class,
            CosineDecay.Settings.class,
            "Half a cosine wave down to a share of the learning rate, after a warm-up if asked for."),
        schedule(
            "piecewise_constant_decay",
            PiecewiseConstantDecay.class,
            PiecewiseConstantDecay.Settings.class,
            "Given learning rates, one after the other."),
        schedule(
            "polynomial_decay",
            PolynomialDecay.class,
            PolynomialDecay.Settings.class,
            "In a straight line, or a power of it, down to another learning rate."),
        schedule(
            "inverse_time_decay",
            InverseTimeDecay.class,
            InverseTimeDecay.Settings.class,
            "The learning rate divided by the time that has passed."),
        schedule(
            "reduce_on_plateau",
            ReduceOnPlateau.class,
            ReduceOnPlateau.Settings.class,
            "The learning rate times a factor when the validation loss has stopped falling."),
        schedule(
            "warmup",
            Warmup.class,
            Warmup.Settings.class,
            "A rise in a straight line from nearly 0, then another schedule."),
        Component.of(
            WeightsReader.class,
            "safetensors",
            SafetensorsReader.class,
            "Weights in the safetensors format, by layer name, as Graft saves them."));
  }

  private static Component<Optimizer> optimizer(
      String name,
      Class<? extends Optimizer> type,
      Class<? extends Record> settings,
      String description) {
    return Component.of(Optimizer.class, name, type, settings, description);
  }

  private static Component<LearningRateSchedule> schedule(
      String name,
      Class<? extends LearningRateSchedule> type,
      Class<? extends Record> settings,
      String description) {
    return Component.of(LearningRateSchedule.class, name, type, settings, description);
  }
}
