package dev.graft.assembly.components;

/** A bug of a component: it threw what it should not have. */
public final class PluginFailureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean graftsOwn;

  /**
   * Of a component.
   *
   * @param culprit the component or plugin, for people
   * @param graftsOwn whether it comes with Graft
   * @param cause what it threw
   */
  public PluginFailureException(String culprit, boolean graftsOwn, Throwable cause) {
    super(culprit + " failed: " + cause, cause);
    this.graftsOwn = graftsOwn;
  }

  /** Whether the component comes with Graft, and was not dropped in. */
  public boolean isGraftsOwn() {
    return graftsOwn;
  }
}
