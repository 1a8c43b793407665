package dev.graft.training.metric;

/** How the values of several classes become one. */
public enum Average {
  /** Their mean: every class counts the same. */
  MACRO,
  /** Their mean weighted with the number of each class's examples. */
  WEIGHTED
}
