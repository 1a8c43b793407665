package dev.graft.cli;

import java.util.Locale;

/** Numbers as text, the same in every locale: a point before decimals, commas between thousands. */
final class NumberText {
  private static final String[] BYTE_UNITS = {"B", "KB", "MB", "GB", "TB"};

  private NumberText() {}

  /** A count, such as {@code 1,667,169}. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A count and what is counted: {@code 1 picture}, {@code 2,000 pictures}. */
  static String count(long count, String singular) {
    return count(count) + " " + (count == 1 ? singular : plural(singular));
  }

  /** More than one of something: {@code classes}, {@code days}, {@code entries}. */
  static String plural(String singular) {
    if (singular.endsWith("s")) {
      return singular + "es";
    }
    return singular.matches(".*[^aeiou]y")
        ? singular.substring(0, singular.length() - 1) + "ies"
        : singular + "s";
  }

  /** A loss, accuracy or probability, with four decimals: {@code 0.9134}. */
  static String fraction(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /** A learning rate or tolerance with three significant digits: {@code 0.001}, {@code 1.2e-07}. */
  static String small(double value) {
    if (value == 0) {
      return "0";
    }
    double size = Math.abs(value);
    if (size < 1e-4 || size >= 1e6) {
      return String.format(Locale.ROOT, "%.1e", value);
    }
    return new java.math.BigDecimal(value)
        .round(new java.math.MathContext(3))
        .stripTrailingZeros()
        .toPlainString();
  }

  /** A share as a percentage: {@code 91.3%}. */
  static String percent(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }

  /** A stretch of time: {@code 0.4 s}, {@code 12 s}, {@code 3 min 05 s}, {@code 2 h 07 min}. */
  static String duration(double seconds) {
    if (seconds < 9.95) {
      return String.format(Locale.ROOT, "%.1f s", Math.max(0, seconds));
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    if (whole < 3600) {
      return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
    }
    return String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
  }

  /** A size in memory as Keras prints it: {@code 1017.48 KB}. */
  static String bytes(long bytes) {
    double size = bytes;
    int unit = 0;
    while (size >= 1024 && unit < BYTE_UNITS.length - 1) {
      size /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.2f %s", size, BYTE_UNITS[unit]);
  }
}
