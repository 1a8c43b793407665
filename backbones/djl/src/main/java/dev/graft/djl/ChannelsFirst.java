package dev.graft.djl;

import ai.djl.ndarray.NDArray;

/**
 * PyTorch wants the channels before height and width. Only the order of the axes changes, not the
 * memory: PyTorch sees from the strides that the channels lie closest together ({@code
 * channels_last}), computes so, and gives its result so.
 */
final class ChannelsFirst {
  private ChannelsFirst() {}

  /** {@code (batch, height, width, channels)} as {@code (batch, channels, height, width)}. */
  static NDArray of(NDArray images) {
    return images.transpose(0, 3, 1, 2);
  }

  /** The way back. */
  static NDArray undo(NDArray images) {
    return images.transpose(0, 2, 3, 1);
  }
}
