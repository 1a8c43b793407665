package dev.graft.api.loss;

import dev.graft.api.Stable;
import dev.graft.api.head.Decision;
import dev.graft.api.ops.Ops;

/**
 * What training makes small, computed from scores (logits), once for all engines.
 *
 * @since 0.1
 */
@Stable
public interface Loss {
  /**
   * The loss of each example.
   *
   * @param ops the engine's operations
   * @param scores {@code (batch, outputs)}: logits, any size; must not overflow at ±100
   * @param targets {@code (batch, outputs)}: one-hot or soft, in [0, 1]
   * @return {@code (batch)}
   */
  <T> T of(Ops<T> ops, T scores, T targets);

  /** Whether scores that are decided so are what this loss is for. */
  boolean fits(Decision decision);
}
