package dev.graft.training.features;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large the cache may become: what the environment variable {@code GRAFT_CACHE_SIZE} says, such
 * as {@code 500 MB}, {@code 20GB} or {@code 0} for none at all; without it 10 GB, or half of what
 * would be free on the disk without the cache, whichever is less.
 *
 * @param given what the variable says, in bytes; empty if it is not set
 */
public record CacheLimit(Optional<Long> given) {
  /** The environment variable. */
  public static final String VARIABLE = "GRAFT_CACHE_SIZE";

  private static final long USUAL = 10_000_000_000L;
  private static final Pattern SIZE =
      Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,3})?)\\s*(B|KB|MB|GB|TB|)");

  /**
   * What an environment says.
   *
   * @throws ProblemException if that is no size
   */
  public static CacheLimit of(Map<String, String> environment) {
    String text = environment.getOrDefault(VARIABLE, "").strip();
    if (text.isEmpty()) {
      return new CacheLimit(Optional.empty());
    }
    Matcher matcher = SIZE.matcher(text.toUpperCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new ProblemException(
          Problem.of("found '" + text + "'")
              .withSubject("environment variable " + VARIABLE)
              .expecting("a size, such as 500 MB or 20 GB, or 0 for no cache"));
    }
    long unit =
        switch (matcher.group(2)) {
          case "KB" -> 1_000L;
          case "MB" -> 1_000_000L;
          case "GB" -> 1_000_000_000L;
          case "TB" -> 1_000_000_000_000L;
          default -> 1L;
        };
    return new CacheLimit(Optional.of((long) (Double.parseDouble(matcher.group(1)) * unit)));
  }

  /** Whether there is to be no cache at all. */
  public boolean isOff() {
    return given.isPresent() && given.get() == 0;
  }

  /**
   * The limit in bytes.
   *
   * @param used bytes that the cache has now
   * @param free bytes that are free on its disk
   */
  public long bytes(long used, long free) {
    return given.orElse(Math.min(USUAL, (used + free) / 2));
  }
}
