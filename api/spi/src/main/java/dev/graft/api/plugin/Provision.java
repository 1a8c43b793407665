package dev.graft.api.plugin;

import dev.graft.api.Stable;
import java.util.Objects;

/**
 * Something that a plugin makes for its own components: a constructor that asks for {@code type}
 * gets it. There is one in each experiment, made when it is first asked for, and closed when the
 * experiment ends if it is {@link AutoCloseable}. Other plugins do not see it.
 *
 * @param type what constructors ask for
 * @param made the class that is made, with one constructor as {@link Component} tells; it may ask
 *     for all that a component may, other provisions of its plugin included, but for settings
 * @since 0.1
 */
@Stable
public record Provision<T>(Class<T> type, Class<? extends T> made) {
  /** Refuses null. */
  public Provision {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(made, "made");
  }

  /** Of an interface, or of a class by another. */
  public static <T> Provision<T> of(Class<T> type, Class<? extends T> made) {
    return new Provision<>(type, made);
  }

  /** Of a class by itself. */
  public static <T> Provision<T> of(Class<T> type) {
    return new Provision<>(type, type);
  }
}
