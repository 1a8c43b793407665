package dev.graft.assembly.components;

import dev.graft.api.plugin.BrokenContractException;
import dev.graft.api.plugin.Component;
import dev.graft.api.problem.ProblemException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tells whose bug an exception is: of the component, or the plugin, whose code stands next to where
 * it was thrown.
 */
public final class Culprits {
  private static final String[] CORE = {"dev.graft.training.", "dev.graft.assembly."};

  private final Components components;

  /** Among given components. */
  public Culprits(Components components) {
    this.components = components;
  }

  /**
   * Does something that calls components.
   *
   * @throws PluginFailureException in place of an exception that is a component's bug
   */
  public <T> T watch(Supplier<T> work) {
    try {
      return work.get();
    } catch (ProblemException | PluginFailureException | UncheckedIOException e) {
      throw e;
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      Optional<Culprit> culprit = of(e);
      if (culprit.isPresent()) {
        throw new PluginFailureException(culprit.get().text(), culprit.get().graftsOwn(), e);
      }
      throw e;
    }
  }

  private record Culprit(String text, boolean graftsOwn) {}

  /** Whose bug it is; empty if it is nobody's but the core's. */
  private Optional<Culprit> of(Throwable thrown) {
    Optional<Culprit> found = Optional.empty();
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof BrokenContractException broken) {
        Class<?> component = broken.component();
        return of(component.getName(), component.getClassLoader().getName());
      }
      // The innermost cause is nearest to what went wrong.
      Optional<Culprit> here = in(cause.getStackTrace());
      found = here.isPresent() ? here : found;
    }
    return found;
  }

  private Optional<Culprit> in(StackTraceElement[] trace) {
    for (StackTraceElement frame : trace) {
      Optional<Culprit> found = of(frame.getClassName(), frame.getClassLoaderName());
      if (found.isPresent()) {
        return found;
      }
      for (String core : CORE) {
        if (frame.getClassName().startsWith(core)) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /** Whose a class is. */
  private Optional<Culprit> of(String className, String loader) {
    for (InstalledPlugin plugin : components.plugins()) {
      for (Component<?> component : plugin.components()) {
        if (isOf(component.type(), className, loader)) {
          return Optional.of(
              new Culprit(
                  "the %s '%s' of plugin '%s'"
                      .formatted(
                          ComponentKind.name(component.kind()), component.name(), plugin.id()),
                  plugin.isGraftsOwn()));
        }
      }
      if (!plugin.isGraftsOwn() && isLoadedWith(plugin.plugin().getClass(), loader)) {
        return Optional.of(new Culprit("plugin '" + plugin.id() + "'", false));
      }
    }
    return Optional.empty();
  }

  private static boolean isOf(Class<?> type, String className, String loader) {
    return (className.equals(type.getName()) || className.startsWith(type.getName() + "$"))
        && isLoadedWith(type, loader);
  }

  private static boolean isLoadedWith(Class<?> type, String loader) {
    return Objects.equals(type.getClassLoader().getName(), loader);
  }
}
