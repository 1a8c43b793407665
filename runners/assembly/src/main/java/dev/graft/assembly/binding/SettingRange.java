package dev.graft.assembly.binding;

import dev.graft.api.plugin.Setting;
import java.math.BigDecimal;
import java.util.Optional;

/** The numbers that a setting takes, as its {@link Setting} says. */
public final class SettingRange {
  private SettingRange() {}

  /** Whether a number is in the setting's range. */
  public static boolean contains(Setting setting, double number) {
    return (setting.minExclusive() ? number > setting.min() : number >= setting.min())
        && (setting.maxExclusive() ? number < setting.max() : number <= setting.max());
  }

  /** The range for people: {@code at least 1}, {@code in [0, 1)}; empty if any. */
  public static String describe(Setting setting) {
    boolean below = setting.min() != Double.NEGATIVE_INFINITY;
    boolean above = setting.max() != Double.POSITIVE_INFINITY;
    if (!below && !above) {
      return "";
    }
    String range;
    if (below && above) {
      range =
          "in "
              + (setting.minExclusive() ? "(" : "[")
              + number(setting.min())
              + ", "
              + number(setting.max())
              + (setting.maxExclusive() ? ")" : "]");
    } else if (below) {
      range = (setting.minExclusive() ? "above " : "at least ") + number(setting.min());
    } else {
      range = (setting.maxExclusive() ? "below " : "at most ") + number(setting.max());
    }
    return range;
  }

  /** What a setting takes, with its range and unit: {@code a number in [0, 180] (degrees)}. */
  public static String expected(SettingForm form, Optional<Setting> setting) {
    String what = form.describe();
    if (setting.isEmpty()) {
      return what;
    }
    String range = describe(setting.get());
    String unit = setting.get().unit();
    return what + (range.isEmpty() ? "" : " " + range) + (unit.isEmpty() ? "" : " (" + unit + ")");
  }

  /**
   * A number as one would write it: {@code 1}, not {@code 1.0}; {@code 0.0001}, not {@code 1e-4}.
   */
  static String number(double number) {
    return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
  }
}
