package dev.graft.djl.imported;

import java.io.IOException;

/** What should be a pickled object is none, or is one that TorchScript does not write. */
final class PickleFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  PickleFormatException(String message) {
    super(message);
  }
}
