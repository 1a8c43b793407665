package dev.graft.api.diagnosis;

import java.util.Optional;

/**
 * An environment variable that an engine, or a library it rests on, heeds.
 *
 * @param name as the system has it
 * @param value empty if it is not set
 * @param meaning what it does, for people
 */
public record EnvironmentVariable(String name, Optional<String> value, String meaning) {
  /** A variable as it is in this process. */
  public static EnvironmentVariable read(String name, String meaning) {
    return new EnvironmentVariable(name, Optional.ofNullable(System.getenv(name)), meaning);
  }
}
