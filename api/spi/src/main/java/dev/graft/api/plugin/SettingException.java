package dev.graft.api.plugin;

import dev.graft.api.Stable;

/**
 * Thrown by a component that cannot do with one of its settings, or with one item of a list of
 * them. It is told where that setting stands in the experiment file; any other {@link
 * IllegalArgumentException} at the component, or at the setting that its message names.
 *
 * @since 0.1
 */
@Stable
public final class SettingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String setting;

  /**
   * Refuses a setting.
   *
   * @param setting its path below the component, as in the file: {@code layers[1]}
   * @param message what is wrong with it
   */
  public SettingException(String setting, String message) {
    super(message);
    this.setting = setting;
  }

  /**
   * Refuses a setting.
   *
   * @param setting its path below the component, as in the file: {@code layers[1]}
   * @param cause tells what is wrong with it
   */
  public SettingException(String setting, IllegalArgumentException cause) {
    super(cause.getMessage(), cause);
    this.setting = setting;
  }

  /** The setting's path below the component: {@code layers[1]}. */
  public String setting() {
    return setting;
  }
}
