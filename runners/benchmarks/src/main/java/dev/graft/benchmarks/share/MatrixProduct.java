package dev.graft.benchmarks.share;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import dev.graft.benchmarks.EngineByName;

/**
 * The product of two large square matrices of 32-bit floats, by PyTorch's library: what the
 * processor can do when it does nothing else.
 */
final class MatrixProduct implements AutoCloseable {
  private static final int SIZE = 2048;

  private final int threads;
  private final NDManager manager;
  private final NDArray left;
  private final NDArray right;

  /** Makes the matrices. */
  MatrixProduct(int threads) {
    this.threads = threads;
    // Loads PyTorch as Graft does.
    EngineByName.of("djl").devices();
    this.manager = NDManager.newBaseManager("PyTorch");
    this.left = manager.randomUniform(0, 1, new Shape(SIZE, SIZE));
    this.right = manager.randomUniform(0, 1, new Shape(SIZE, SIZE));
  }

  /** Multiplies. */
  void run() {
    JniUtils.setNumThreads(threads);
    try (NDArray product = left.matMul(right)) {
      product.getFloat(0, 0);
    }
  }

  /** Multiplications and additions, each counted. */
  double operations() {
    return 2.0 * SIZE * SIZE * SIZE;
  }

  @Override
  public void close() {
    manager.close();
  }
}
