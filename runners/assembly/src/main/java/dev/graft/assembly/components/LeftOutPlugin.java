package dev.graft.assembly.components;

import dev.graft.api.plugin.Component;
import dev.graft.api.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Something that was dropped in and is not used, with the reason. It stops nothing but what names
 * one of its components.
 *
 * @param path the jar or folder
 * @param id the plugin's id, as far as it is known
 * @param version the plugin's version, as far as it is known
 * @param components what it would bring; empty if that is not known
 * @param problem why, with its place
 */
public record LeftOutPlugin(
    Path path,
    Optional<String> id,
    Optional<String> version,
    Optional<List<Component<?>>> components,
    Problem problem) {
  /** Copies the list. */
  public LeftOutPlugin {
    components = components.map(List::copyOf);
  }

  /** Whether it is known to bring a component. */
  boolean brings(Class<?> kind, String name) {
    return components.stream()
        .flatMap(List::stream)
        .anyMatch(component -> component.kind() == kind && component.name().equals(name));
  }

  /** Why, without the place. */
  public String reason() {
    return problem.subject().isEmpty() ? problem.what() : problem.subject() + ": " + problem.what();
  }

  /** What it is called: {@code 'acme' (plugins/acme.jar)}. */
  public String describe() {
    return id.map(name -> "'" + name + "' (" + path + ")").orElse(path.toString());
  }
}
