package dev.graft.api.plugin;

import dev.graft.api.Evolving;

/**
 * Thrown by who calls a component that does not keep what its interface promises: a loss with two
 * values for an example, a layer whose output has another shape than it said. It is a bug of that
 * component, not of the caller, and it is told so.
 *
 * @since 0.1
 */
@Evolving
public final class BrokenContractException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private final Class<?> component;

  /**
   * Tells of a broken promise.
   *
   * @param component what does not keep it: the component, or a function that it gave
   * @param message what it promised, and what it does
   */
  public BrokenContractException(Object component, String message) {
    super(message);
    this.component = component.getClass();
  }

  /**
   * Tells of a broken promise.
   *
   * @param component as above
   * @param message as above
   * @param cause how it showed
   */
  public BrokenContractException(Object component, String message, Throwable cause) {
    super(message, cause);
    this.component = component.getClass();
  }

  /** The class of what does not keep its promise. */
  public Class<?> component() {
    return component;
  }
}
