package dev.graft.architectures.pytorch;

/** A pickle that is damaged, or that does what a state dict has no need to. */
final class PickleException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean foreign;

  private PickleException(String message, boolean foreign) {
    super(message);
    this.foreign = foreign;
  }

  /** It cannot be understood. */
  static PickleException damaged(String how) {
    return new PickleException(how, false);
  }

  /** It is well formed, and asks for something that is not done here. */
  static PickleException foreign(String what) {
    return new PickleException(what, true);
  }

  /** Whether it asks for something that is not done here. */
  boolean isForeign() {
    return foreign;
  }
}
