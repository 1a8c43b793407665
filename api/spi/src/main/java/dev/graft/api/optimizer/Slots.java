package dev.graft.api.optimizer;

import dev.graft.api.Stable;

/**
 * What an optimizer remembers of one parameter.
 *
 * @param <T> the engine's tensor
 * @since 0.1
 */
@Stable
public interface Slots<T> {
  /** The value of a slot before this step. */
  T get(String slot);

  /** The value of a slot after this step. */
  void assign(String slot, T value);
}
