package dev.graft.architectures.pytorch;

/** An open file that {@code torch.save} wrote, in either of its formats. */
interface TorchFile extends AutoCloseable {
  /** What was saved: see {@link Pickle} for what it is made of. */
  Object content();

  /**
   * Reads the elements of a storage of floating-point numbers.
   *
   * @throws dev.graft.api.problem.ProblemException if they are not there, or of another type
   */
  float[] elements(Storage storage);

  @Override
  void close();
}
