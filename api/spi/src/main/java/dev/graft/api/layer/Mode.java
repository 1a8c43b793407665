package dev.graft.api.layer;

/** Whether a layer is being trained. Frozen layers always run in {@link #INFERENCE}. */
public enum Mode {
  /** Dropout drops; batch normalisation uses the batch's statistics and moves its own. */
  TRAINING,
  /** Dropout does nothing; batch normalisation uses the statistics it has learnt. */
  INFERENCE
}
