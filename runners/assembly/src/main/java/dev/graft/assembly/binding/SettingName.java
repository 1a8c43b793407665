package dev.graft.assembly.binding;

import java.util.Locale;

/** How a setting is called in experiment files. */
public final class SettingName {
  private SettingName() {}

  /**
   * A record component's name in snake case, with a number at a word's end as a word of its own:
   * {@code learningRate} is {@code learning_rate}, {@code beta1} is {@code beta_1}.
   */
  public static String of(String recordComponent) {
    return recordComponent
        .replaceAll("([a-z])([0-9]+)(?=[A-Z]|$)", "$1_$2")
        .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  /** A constant's name in experiment files: lower case. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
