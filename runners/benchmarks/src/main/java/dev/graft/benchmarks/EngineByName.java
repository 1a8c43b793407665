package dev.graft.benchmarks;

import dev.graft.api.engine.Engine;
import dev.graft.api.plugin.Component;
import dev.graft.assembly.components.Components;

/** Makes any engine of the class path by its component's name. */
public final class EngineByName {
  private EngineByName() {}

  /**
   * Makes an engine; nothing native is loaded.
   *
   * @param name such as {@code tensorflow}
   * @throws dev.graft.api.problem.ProblemException if there is no such engine
   */
  public static Engine of(String name) {
    Component<Engine> component =
        Components.discover(EngineByName.class.getClassLoader()).require(Engine.class, name);
    try {
      return component.type().getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("engine '" + name + "' cannot be made without settings", e);
    }
  }
}
