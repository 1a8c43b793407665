package dev.graft.api.plugin;

import dev.graft.api.Stable;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The versions of the API that a plugin was built for, as its jar's manifest says in {@code
 * Graft-Api}: a range in Maven's syntax, such as {@code [0.1,0.2)} (from 0.1 on, below 0.2), {@code
 * [0.1,)} or {@code [0.1]}.
 *
 * @param from the lowest version; empty if there is no lower end
 * @param fromInclusive whether {@code from} itself is in the range
 * @param to the highest version; empty if there is no upper end
 * @param toInclusive whether {@code to} itself is in the range
 * @since 0.1
 */
@Stable
public record ApiRange(
    Optional<ApiVersion> from,
    boolean fromInclusive,
    Optional<ApiVersion> to,
    boolean toInclusive) {
  private static final Pattern ONE = Pattern.compile("\\[\\s*([^,\\[\\]()]+?)\\s*]");
  private static final Pattern TWO =
      Pattern.compile("([\\[(])\\s*([^,\\[\\]()]*?)\\s*,\\s*([^,\\[\\]()]*?)\\s*([])])");

  /**
   * Checks that some version is in the range.
   *
   * @throws IllegalArgumentException if none can be
   */
  public ApiRange {
    if (from.isPresent() && to.isPresent()) {
      int order = from.get().compareTo(to.get());
      if (order > 0 || (order == 0 && !(fromInclusive && toInclusive))) {
        throw new IllegalArgumentException(
            "no version is in " + text(from, fromInclusive, to, toInclusive));
      }
    }
  }

  /**
   * Reads a range.
   *
   * @throws IllegalArgumentException if it is none, or no version is in it; a bare version such as
   *     {@code 0.1} is none, since it says of no other version whether it will do
   */
  public static ApiRange parse(String text) {
    Matcher one = ONE.matcher(text.strip());
    if (one.matches()) {
      Optional<ApiVersion> only = Optional.of(ApiVersion.parse(one.group(1)));
      return new ApiRange(only, true, only, true);
    }
    Matcher two = TWO.matcher(text.strip());
    if (!two.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no range of versions, such as " + ofCurrent());
    }
    return new ApiRange(
        end(two.group(2)), two.group(1).equals("["), end(two.group(3)), two.group(4).equals("]"));
  }

  private static Optional<ApiVersion> end(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(ApiVersion.parse(text));
  }

  /** The range for a plugin built for this API: from its version on, below the next minor one. */
  public static ApiRange ofCurrent() {
    ApiVersion current = ApiVersion.CURRENT;
    ApiVersion next = new ApiVersion(current.major(), current.minor() + 1);
    return new ApiRange(Optional.of(current), true, Optional.of(next), false);
  }

  /** Whether a version is in the range. */
  public boolean contains(ApiVersion version) {
    return !isAbove(version) && !isBelow(version);
  }

  /** Whether all versions of the range are higher than a version: the plugin is too new for it. */
  public boolean isAbove(ApiVersion version) {
    int order = from.map(version::compareTo).orElse(1);
    return order < 0 || (order == 0 && !fromInclusive);
  }

  /** Whether all versions of the range are lower than a version: the plugin is too old for it. */
  public boolean isBelow(ApiVersion version) {
    int order = to.map(version::compareTo).orElse(-1);
    return order > 0 || (order == 0 && !toInclusive);
  }

  /** In Maven's syntax: {@code [0.1,0.2)}. */
  @Override
  public String toString() {
    return text(from, fromInclusive, to, toInclusive);
  }

  private static String text(
      Optional<ApiVersion> from,
      boolean fromInclusive,
      Optional<ApiVersion> to,
      boolean toInclusive) {
    if (from.isPresent() && from.equals(to)) {
      return "[" + from.get() + "]";
    }
    return (fromInclusive ? "[" : "(")
        + from.map(ApiVersion::toString).orElse("")
        + ","
        + to.map(ApiVersion::toString).orElse("")
        + (toInclusive ? "]" : ")");
  }
}
