package dev.graft.training;

import dev.graft.api.optimizer.Optimizer;
import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Plugin;
import dev.graft.api.weights.WeightsReader;
import dev.graft.training.model.SafetensorsReader;
import dev.graft.training.optimizer.Adam;
import dev.graft.training.optimizer.AdamW;
import dev.graft.training.optimizer.RmsProp;
import dev.graft.training.optimizer.Sgd;
import java.util.List;

/** The optimizers, and the reader of Graft's own weights. */
public final class TrainingPlugin implements Plugin {
  @Override
  public String id() {
    return "training";
  }

  @Override
  public List<Component<?>> components() {
    return List.of(
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
}
