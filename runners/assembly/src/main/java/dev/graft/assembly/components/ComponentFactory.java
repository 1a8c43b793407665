package dev.graft.assembly.components;

import com.google.inject.Binder;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import dev.graft.api.plugin.Component;
import dev.graft.api.problem.ProblemException;
import jakarta.inject.Inject;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.List;

/**
 * Makes components through Guice. Each gets its settings record and whatever the experiment offers
 * to all, in an injector of its own below the experiment's, so that two of one class have their own
 * settings. Only what is bound explicitly is injected.
 */
public final class ComponentFactory {
  private final Injector injector;

  /**
   * Makes a factory.
   *
   * @param offered what a component's constructor may ask for besides its settings
   */
  public ComponentFactory(Module offered) {
    this.injector = Guice.createInjector(Stage.PRODUCTION, strict(offered));
  }

  /**
   * Makes a component.
   *
   * @param settings an instance of the component's settings record
   * @throws ProblemException if its constructor throws one
   * @throws IllegalArgumentException if its constructor throws one: it does not take the settings
   * @throws IllegalStateException if it fails otherwise, which is a bug of the component
   */
  public <K> K make(Component<K> component, Record settings) {
    if (component.type().isInstance(settings)) {
      return component.kind().cast(settings);
    }
    return component.kind().cast(construct(component, component.type(), settings));
  }

  private <T> T construct(Component<?> component, Class<T> type, Record settings) {
    // Outside the module: Guice would log what a module throws.
    Constructor<T> constructor = constructor(type);
    try {
      return injector
          .createChildInjector(
              strict(
                  binder -> {
                    bindSettings(binder, component.settings(), settings);
                    binder.bind(type).toConstructor(constructor);
                  }))
          .getInstance(type);
    } catch (ProvisionException e) {
      if (e.getCause() instanceof ProblemException problem) {
        throw problem;
      }
      if (e.getCause() instanceof IllegalArgumentException refusal) {
        throw refusal;
      }
      throw bug(component, e.getCause() == null ? e : e.getCause());
    } catch (CreationException e) {
      throw bug(component, e);
    }
  }

  private static Module strict(Module module) {
    return binder -> {
      binder.requireExplicitBindings();
      binder.disableCircularProxies();
      binder.requireExactBindingAnnotations();
      binder.install(module);
    };
  }

  private static <S> void bindSettings(Binder binder, Class<S> type, Record settings) {
    binder.bind(type).toInstance(type.cast(settings));
  }

  /** The constructor with {@link Inject}, or the only one. */
  private static <T> Constructor<T> constructor(Class<T> type) {
    @SuppressWarnings("unchecked") // Class<T> declares constructors of T only
    Constructor<T>[] all = (Constructor<T>[]) type.getDeclaredConstructors();
    List<Constructor<T>> marked =
        Arrays.stream(all).filter(one -> one.isAnnotationPresent(Inject.class)).toList();
    if (marked.size() == 1) {
      return marked.get(0);
    }
    if (marked.isEmpty() && all.length == 1) {
      return all[0];
    }
    throw new IllegalStateException(
        type.getName() + " needs one constructor, or one annotated @Inject");
  }

  private static IllegalStateException bug(Component<?> component, Throwable cause) {
    return new IllegalStateException(
        "the %s '%s' (%s) cannot be made: %s"
            .formatted(
                ComponentKind.name(component.kind()),
                component.name(),
                component.type().getName(),
                cause.getMessage()),
        cause);
  }
}
