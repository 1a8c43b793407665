package dev.graft.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;

/**
 * Tensors that outlive the scope they were computed in. A scope closes whatever was made in it; a
 * manager keeps what is attached to it until it is closed itself.
 */
final class Kept {
  private Kept() {}

  /** The tensor itself, from now on the manager's. */
  static NDArray by(NDManager manager, NDArray tensor) {
    NDScope.unregister(tensor);
    tensor.attach(manager);
    return tensor;
  }

  /**
   * The tensor's values, without its gradient, as a tensor of the manager's. The tensor itself
   * stays its owner's.
   */
  static NDArray valueBy(NDManager manager, NDArray tensor) {
    return by(manager, tensor.stopGradient());
  }
}
