package dev.graft.api.layer;

import dev.graft.api.Stable;

/**
 * Whether a layer runs as in training. Frozen layers always run in {@link #INFERENCE}; others may:
 * batch normalisation that learns its scale and offset, but keeps its statistics.
 *
 * @since 0.1
 */
@Stable
public enum Mode {
  /** Dropout drops; batch normalisation uses the batch's statistics and moves its own. */
  TRAINING,
  /** Dropout does nothing; batch normalisation uses the statistics it has learnt. */
  INFERENCE
}
