package dev.graft.tensorflow.imported;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Operations that can take the graph of a SavedModel into their own. */
public interface GraphImports {
  /**
   * Adds a SavedModel's graph.
   *
   * @param x images, {@code (batch, height, width, channels)}
   * @return its features
   */
  Operand<TFloat32> savedModel(SavedModelLayer layer, Operand<TFloat32> x);
}
