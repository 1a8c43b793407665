package dev.graft.api.plugin;

import dev.graft.api.Stable;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of this API: major and minor, as in {@code 0.1}. What is added or taken away changes
 * one of the two, so a plugin's jar names the versions that it was built for as an {@link
 * ApiRange}.
 *
 * @param major at least 0
 * @param minor at least 0
 * @since 0.1
 */
@Stable
public record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
  /** The version of the API that is on the class path. */
  public static final ApiVersion CURRENT = new ApiVersion(0, 1);

  private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\.(\\d{1,9})");

  private static final Comparator<ApiVersion> ORDER =
      Comparator.comparingInt(ApiVersion::major).thenComparingInt(ApiVersion::minor);

  /** Checks the numbers. */
  public ApiVersion {
    if (major < 0 || minor < 0) {
      throw new IllegalArgumentException(
          "a version has no negative numbers, found " + major + "." + minor);
    }
  }

  /**
   * Reads a version.
   *
   * @param text major and minor, with a dot between them
   * @throws IllegalArgumentException if it is anything else
   */
  public static ApiVersion parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no version of the API, such as " + CURRENT);
    }
    return new ApiVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** By major, then by minor. */
  @Override
  public int compareTo(ApiVersion other) {
    return ORDER.compare(this, other);
  }

  /** {@code major.minor}. */
  @Override
  public String toString() {
    return major + "." + minor;
  }
}
