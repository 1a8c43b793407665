package dev.graft.training.model;

import java.util.Locale;
import java.util.regex.Pattern;

/** Java's names as they are written in files: {@code useBias} is {@code use_bias}. */
final class SnakeCase {
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
  private static final Pattern NUMBER = Pattern.compile("(?<=[a-zA-Z])(?=[0-9])");

  private SnakeCase() {}

  /** {@code kernelSize} to {@code kernel_size}, {@code beta1} to {@code beta_1}. */
  static String of(String name) {
    String humps = HUMP.matcher(name).replaceAll("_");
    return NUMBER.matcher(humps).replaceAll("_").toLowerCase(Locale.ROOT);
  }
}
