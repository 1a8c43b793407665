package dev.graft.training.data;

/** Says why a file is not read as a picture: {@code is 0 bytes}, {@code is HTML text}, …. */
final class UnreadablePictureException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  UnreadablePictureException(String what, String remedy) {
    this(what, remedy, null);
  }

  UnreadablePictureException(String what, String remedy, Throwable cause) {
    super(what, cause);
    this.remedy = remedy;
  }

  /** How to mend it. */
  String remedy() {
    return remedy;
  }
}
