package dev.graft.api.engine;

import dev.graft.api.Evolving;
import dev.graft.api.optimizer.Slots;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What an optimizer remembers of one parameter during one step: the values before it, and those
 * that it assigns.
 *
 * @param <T> the engine's tensor
 * @since 0.1
 */
@Evolving
public final class UpdatedSlots<T> implements Slots<T> {
  private final String parameter;
  private final List<String> names;
  private final Function<String, T> before;
  private final Map<String, T> assigned = new LinkedHashMap<>();

  /**
   * The slots of one parameter.
   *
   * @param parameter {@code layer/parameter}
   * @param names those that the optimizer declares
   * @param before a slot's value before the step, by {@code layer/parameter/slot}
   */
  public UpdatedSlots(String parameter, List<String> names, Function<String, T> before) {
    this.parameter = parameter;
    this.names = names;
    this.before = before;
  }

  @Override
  public T get(String slot) {
    return before.apply(key(slot));
  }

  @Override
  public void assign(String slot, T value) {
    if (assigned.putIfAbsent(key(slot), value) != null) {
      throw new IllegalStateException(
          "the optimizer assigns slot '%s' of %s twice".formatted(slot, parameter));
    }
  }

  private String key(String slot) {
    if (!names.contains(slot)) {
      throw new IllegalArgumentException(
          "the optimizer has slots %s, but asks for '%s'".formatted(names, slot));
    }
    return parameter + '/' + slot;
  }

  /** The values after the step, by {@code layer/parameter/slot}. */
  public Map<String, T> assigned() {
    return Collections.unmodifiableMap(assigned);
  }
}
