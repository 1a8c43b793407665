package dev.graft.assembly.components;

import java.util.List;

/**
 * What there is to tell about a setting.
 *
 * @param name its key in experiment files
 * @param type what it takes, for people: {@code an integer}, {@code one of: valid, same}, …
 * @param required whether it must be given
 * @param defaultValue what it is if left out, as YAML; empty if there is no default
 * @param range the numbers it takes, such as {@code at least 1}; empty if any
 * @param unit unit of a number; may be empty
 * @param example an example as YAML; may be empty
 * @param description one sentence; may be empty
 * @param settings settings below it, if it takes a mapping
 */
public record SettingDescription(
    String name,
    String type,
    boolean required,
    String defaultValue,
    String range,
    String unit,
    String example,
    String description,
    List<SettingDescription> settings) {
  /** Copies the list. */
  public SettingDescription {
    settings = List.copyOf(settings);
  }
}
