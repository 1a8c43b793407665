package dev.graft.assembly.components;

/**
 * A component asks for what is not known because something else is wrong, which is told where it
 * is.
 */
public final class UnknownFactException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Of a fact, such as {@code the classes}. */
  public UnknownFactException(String fact) {
    this(fact, null);
  }

  /**
   * Of a fact.
   *
   * @param cause why it is not known
   */
  public UnknownFactException(String fact, Throwable cause) {
    super(fact + " cannot be known", cause);
  }
}
