package dev.graft.assembly.components;

import java.util.Optional;

/**
 * Who names a component. In an experiment file a name that several plugins bring is nobody's. A
 * default in a plugin's code means the plugin's own component, or else Graft's; so what is dropped
 * in later changes the meaning of no default.
 *
 * @param code the class whose default it is; empty for an experiment file
 */
public record NameScope(Optional<Class<?>> code) {
  /** An experiment file, or the command line. */
  public static final NameScope FILE = new NameScope(Optional.empty());

  /** What a finished run left: there a name without plugin is one of Graft's own components. */
  public static final NameScope SAVED = of(NameScope.class);

  /** The default of some class. */
  public static NameScope of(Class<?> code) {
    return new NameScope(Optional.of(code));
  }
}
