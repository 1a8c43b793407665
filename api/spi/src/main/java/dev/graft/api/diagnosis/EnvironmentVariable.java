package dev.graft.api.diagnosis;

import dev.graft.api.Evolving;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An environment variable that an engine, or a library it rests on, heeds.
 *
 * @param name as the system has it
 * @param value empty if it is not set
 * @param meaning what it does, for people
 * @since 0.1
 */
@Evolving
public record EnvironmentVariable(String name, Optional<String> value, String meaning) {
  /** A variable as it is in this process. */
  public static EnvironmentVariable read(String name, String meaning) {
    return new EnvironmentVariable(name, Optional.ofNullable(System.getenv(name)), meaning);
  }

  /** Those of some variables that are set in this process, such as {@code A=1, B=x}. */
  public static String settings(List<String> names) {
    return names.stream()
        .filter(name -> System.getenv(name) != null)
        .map(name -> name + "=" + System.getenv(name))
        .collect(Collectors.joining(", "));
  }
}
