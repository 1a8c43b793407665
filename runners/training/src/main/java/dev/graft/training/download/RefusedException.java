package dev.graft.training.download;

/** Thrown where trying again would change nothing: the server has not got the file. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super(message);
  }
}
