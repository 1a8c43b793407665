package dev.graft.assembly.binding;

import dev.graft.assembly.components.NameScope;
import java.util.function.Supplier;

/**
 * Who says the names of components that are being bound: the file, or the code whose default stands
 * in its place.
 */
final class CurrentScope {
  private NameScope names;
  private NameScope defaults = NameScope.FILE;

  /**
   * Begins.
   *
   * @param file what names in the file mean
   */
  CurrentScope(NameScope file) {
    this.names = file;
  }

  /** Who says the names now. */
  NameScope names() {
    return names;
  }

  /** Who says the defaults of what is being bound now. */
  NameScope defaults() {
    return defaults;
  }

  /** Binds a setting of a record, whose code says its default. */
  <T> T inside(Class<?> record, Supplier<T> binding) {
    NameScope before = defaults;
    defaults = NameScope.of(record);
    try {
      return binding.get();
    } finally {
      defaults = before;
    }
  }

  /** Binds a default of the record that is being bound. */
  <T> T asDefault(Supplier<T> binding) {
    return as(defaults, binding);
  }

  /** Binds what somebody says. */
  <T> T as(NameScope scope, Supplier<T> binding) {
    NameScope before = names;
    names = scope;
    try {
      return binding.get();
    } finally {
      names = before;
    }
  }
}
