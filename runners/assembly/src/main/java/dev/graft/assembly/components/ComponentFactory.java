package dev.graft.assembly.components;

import com.google.inject.Binder;
import com.google.inject.ConfigurationException;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.PrivateModule;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import dev.graft.api.ImageSize;
import dev.graft.api.Labels;
import dev.graft.api.data.Dataset;
import dev.graft.api.engine.Engine;
import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Provision;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.random.Randomness;
import dev.graft.api.weights.WeightsCatalogue;
import dev.graft.api.weights.WeightsReader;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes components through Guice. Each gets its settings record, what the experiment offers to all,
 * a logger, and what its own plugin provides, in an injector of its own below the experiment's, so
 * that two of one class have their own settings. Only what is bound explicitly is injected, and
 * {@link InjectedConstructor} has refused all else before, so that Guice's errors reach nobody.
 */
public final class ComponentFactory implements AutoCloseable {
  /** Kinds that are made before the data is read, or without an experiment. */
  private static final Set<Class<?>> EARLY =
      Set.of(Dataset.class, Engine.class, WeightsReader.class, WeightsCatalogue.class);

  private static final List<Class<?>> FACTS =
      List.of(Labels.class, ImageSize.class, Randomness.class);

  private final Module offered;
  private final Function<Component<?>, Optional<InstalledPlugin>> plugins;
  private final Consumer<ComponentFactory> closed;
  private final Injector injector;
  private final Map<String, Injector> ofPlugins = new HashMap<>();
  private final ExperimentScope scope = new ExperimentScope();
  private final List<ComponentFactory> ofExperiments = new ArrayList<>();

  /**
   * Makes a factory of components that no plugin provides anything for.
   *
   * @param offered what a component's constructor may ask for besides its settings
   */
  public ComponentFactory(Module offered) {
    this(offered, component -> Optional.empty(), closed -> {});
  }

  /**
   * Makes a factory.
   *
   * @param offered what a component's constructor may ask for besides its settings
   * @param components those that it makes
   */
  public ComponentFactory(Module offered, Components components) {
    this(offered, component -> Optional.of(components.plugin(component)), closed -> {});
  }

  private ComponentFactory(
      Module offered,
      Function<Component<?>, Optional<InstalledPlugin>> plugins,
      Consumer<ComponentFactory> closed) {
    this.closed = closed;
    this.offered = offered;
    this.plugins = plugins;
    this.injector = Guice.createInjector(Stage.PRODUCTION, strict(offered));
  }

  /**
   * A factory of one experiment's components, which may ask for its facts. Closing it closes what
   * plugins provided for the experiment; closing this one does so too.
   *
   * @param facts looks the facts up, with components of the factory that is made
   */
  public ComponentFactory forExperiment(Function<ComponentFactory, ExperimentFacts> facts) {
    AtomicReference<ExperimentFacts> known = new AtomicReference<>();
    Module more =
        binder -> {
          binder.install(offered);
          binder.bind(Labels.class).toProvider(() -> known.get().labels());
          binder.bind(ImageSize.class).toProvider(() -> known.get().imageSize());
          binder.bind(Randomness.class).toProvider(() -> known.get().randomness());
        };
    ComponentFactory made = new ComponentFactory(more, plugins, ofExperiments::remove);
    known.set(facts.apply(made));
    ofExperiments.add(made);
    return made;
  }

  @Override
  public void close() {
    List.copyOf(ofExperiments).forEach(ComponentFactory::close);
    scope.close();
    closed.accept(this);
  }

  /**
   * Makes a component.
   *
   * @param settings an instance of the component's settings record
   * @throws ProblemException if its constructor throws one, or asks for what there is not
   * @throws IllegalArgumentException if its constructor throws one: it does not take the settings
   * @throws IllegalStateException if it fails otherwise, which is a bug of Graft's; a plugin that
   *     was dropped in throws what it throws
   * @throws UnknownFactException if it asks for a fact that cannot be known
   */
  public <K> K make(Component<K> component, Record settings) {
    if (component.type().isInstance(settings)) {
      return component.kind().cast(settings);
    }
    return component.kind().cast(construct(component, component.type(), settings));
  }

  private <T> T construct(Component<?> component, Class<T> type, Record settings) {
    Optional<InstalledPlugin> plugin = plugins.apply(component);
    String what = describe(component, plugin);
    Set<Class<?>> all = offered(false);
    Map<Class<?>, Provision<?>> provided =
        plugin.map(found -> ProvidedParts.of(found, all)).orElse(Map.of());
    Set<Class<?>> askable = new LinkedHashSet<>();
    askable.add(component.settings());
    askable.addAll(offered(EARLY.contains(component.kind())));
    Constructor<T> constructor = new InjectedConstructor(askable, provided).of(what, type);
    boolean asks =
        List.of(constructor.getParameterTypes()).stream().anyMatch(provided::containsKey);
    try {
      Injector parent = asks ? ofPlugin(plugin.orElseThrow(), provided, all) : injector;
      return parent
          .createChildInjector(
              strict(
                  binder -> {
                    bindSettings(binder, component.settings(), settings);
                    binder.bind(Logger.class).toInstance(LoggerFactory.getLogger(type));
                    binder.bind(type).toConstructor(constructor);
                  }))
          .getInstance(type);
    } catch (ProvisionException e) {
      throw failed(what, plugin, e.getCause() == null ? e : e.getCause());
    } catch (CreationException | ConfigurationException e) {
      throw new IllegalStateException(what + " cannot be made, and no check has told why", e);
    }
  }

  /** What Graft offers, in the order in which it is told. */
  private Set<Class<?>> offered(boolean early) {
    Set<Class<?>> types = new LinkedHashSet<>();
    Set<Class<?>> bound = new LinkedHashSet<>();
    for (Key<?> key : injector.getBindings().keySet()) {
      Class<?> type = key.getTypeLiteral().getRawType();
      if (!type.getName().startsWith("com.google.inject.")
          && !type.getName().startsWith("java.util.logging.")) {
        bound.add(type);
      }
    }
    FACTS.stream().filter(bound::contains).forEach(types::add);
    types.add(Logger.class);
    types.addAll(bound);
    if (early) {
      types.removeAll(FACTS);
    }
    return types;
  }

  /** The injector with what a plugin provides; made when it is first asked for. */
  private Injector ofPlugin(
      InstalledPlugin plugin, Map<Class<?>, Provision<?>> provided, Set<Class<?>> offered) {
    return ofPlugins.computeIfAbsent(
        plugin.id(),
        id -> {
          InjectedConstructor constructors = new InjectedConstructor(offered, provided);
          List<Module> parts = new ArrayList<>();
          provided.values().forEach(provision -> parts.add(part(provision, constructors)));
          return injector.createChildInjector(strict(binder -> parts.forEach(binder::install)));
        });
  }

  private <T> Module part(Provision<T> provision, InjectedConstructor constructors) {
    return part(provision.type(), provision.made(), constructors, provision);
  }

  /** In a module of its own, as each has its own logger. */
  private <T, M extends T> Module part(
      Class<T> type, Class<M> made, InjectedConstructor constructors, Provision<T> provision) {
    Constructor<M> constructor = constructors.of(InjectedConstructor.provision(provision), made);
    return new PrivateModule() {
      @Override
      protected void configure() {
        bind(Logger.class).toInstance(LoggerFactory.getLogger(made));
        bind(type).toConstructor(constructor).in(scope);
        expose(type);
      }
    };
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

  private static String describe(Component<?> component, Optional<InstalledPlugin> plugin) {
    return "the %s '%s'%s (%s)"
        .formatted(
            ComponentKind.name(component.kind()),
            component.name(),
            plugin.map(found -> " of plugin '" + found.id() + "'").orElse(""),
            component.type().getName());
  }

  /**
   * What to throw for what a constructor has thrown: of a plugin that was dropped in the same,
   * which {@link Components#failure} tells; of Graft's own a bug.
   */
  private static RuntimeException failed(
      String what, Optional<InstalledPlugin> plugin, Throwable cause) {
    boolean told =
        cause instanceof ProblemException
            || cause instanceof IllegalArgumentException
            || cause instanceof UnknownFactException;
    boolean droppedIn = plugin.isPresent() && !plugin.get().isGraftsOwn();
    if (cause instanceof RuntimeException exception && (told || droppedIn)) {
      return exception;
    }
    if (cause instanceof Error error && (droppedIn || cause instanceof VirtualMachineError)) {
      throw error;
    }
    return new IllegalStateException(what + " cannot be made: " + cause, cause);
  }
}
