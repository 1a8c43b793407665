package dev.graft.engines;

import dev.graft.api.runner.RunListener;
import dev.graft.testkit.ListenerContract;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Graft's listener, held to what everybody's listeners are held to. */
@ParameterizedClass
@ValueSource(strings = {"validation_loss", "validation_accuracy", "loss"})
class ListenerContractsTest extends ListenerContract {
  private static final ComponentVariants VARIANTS = new ComponentVariants();

  @Parameter private String monitor;

  @Override
  protected RunListener listener() {
    return VARIANTS.make(
        RunListener.class, "{type: early_stopping, patience: 1, monitor: %s}".formatted(monitor));
  }
}
