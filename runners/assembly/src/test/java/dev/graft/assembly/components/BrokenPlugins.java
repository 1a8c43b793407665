package dev.graft.assembly.components;

import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Plugin;
import java.util.List;

/** Plugins as nobody wants them. */
public final class BrokenPlugins {
  private BrokenPlugins() {}

  /** Its constructor throws. */
  public static final class CannotBeMade implements Plugin {
    /** Throws. */
    public CannotBeMade() {
      throw new IllegalStateException("out of order");
    }

    @Override
    public String id() {
      return "cannot-be-made";
    }

    @Override
    public List<Component<?>> components() {
      return List.of();
    }
  }

  /** Its list needs a class that is not there. */
  public static final class CannotList implements Plugin {
    @Override
    public String id() {
      return "cannot-list";
    }

    @Override
    public List<Component<?>> components() {
      throw new NoClassDefFoundError("no such thing");
    }
  }
}
