package dev.graft.assembly.binding;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The number that a text means, be it written as other languages, tools and people write it. */
final class WrittenNumber {
  private static final Pattern GROUPED = Pattern.compile("[-+]?\\d{1,3}([,_' ]\\d{3})+(\\.\\d+)?");
  private static final Pattern DECIMAL_COMMA = Pattern.compile("[-+]?\\d+,\\d+");
  private static final Pattern PERCENT = Pattern.compile("([-+]?\\d+(?:\\.\\d+)?) ?%");
  private static final Pattern WITH_UNIT =
      Pattern.compile("([-+]?\\d+(?:\\.\\d+)?) ?(?:°|[a-zA-Z]{2,8})");
  private static final Pattern OTHER_BASE = Pattern.compile("0([xob])([0-9a-fA-F]{1,15})");

  private WrittenNumber() {}

  /** The number, if the text means one. */
  static Optional<BigDecimal> of(String written) {
    String text = written.strip();
    Matcher other = OTHER_BASE.matcher(text);
    if (other.matches()) {
      return ofBase(
          other.group(2),
          switch (other.group(1)) {
            case "x" -> 16;
            case "o" -> 8;
            default -> 2;
          });
    }
    Matcher percent = PERCENT.matcher(text);
    if (percent.matches()) {
      return Optional.of(new BigDecimal(percent.group(1)).movePointLeft(2));
    }
    if (GROUPED.matcher(text).matches()) {
      return Optional.of(new BigDecimal(text.replaceAll("[,_' ]", "")));
    }
    if (DECIMAL_COMMA.matcher(text).matches()) {
      return Optional.of(new BigDecimal(text.replace(',', '.')));
    }
    Matcher unit = WITH_UNIT.matcher(text);
    try {
      return Optional.of(new BigDecimal(unit.matches() ? unit.group(1) : text.replace("_", "")));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<BigDecimal> ofBase(String digits, int base) {
    try {
      return Optional.of(BigDecimal.valueOf(Long.parseLong(digits, base)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
