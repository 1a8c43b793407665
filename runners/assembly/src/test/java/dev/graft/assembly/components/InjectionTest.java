package dev.graft.assembly.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.graft.api.ImageSize;
import dev.graft.api.Labels;
import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.NoSettings;
import dev.graft.api.plugin.Plugin;
import dev.graft.api.plugin.Provision;
import dev.graft.api.plugin.Setting;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.random.Randomness;
import dev.graft.api.weights.PublishedWeights;
import dev.graft.api.weights.WeightsCatalogue;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** What a constructor can ask for, and what is told of one that asks for more. */
class InjectionTest {
  /** A kind of its own: Graft's are only some. */
  interface Voice {}

  record Sound(@Setting("What.") String text) {}

  /** What a plugin provides: by interface and class, of one another, closed. */
  interface Memory {
    List<String> log();
  }

  static final class Kept implements Memory, AutoCloseable {
    private final List<String> log = new ArrayList<>();

    @Override
    public List<String> log() {
      return log;
    }

    @Override
    public void close() {
      log.add("memory closed");
    }
  }

  record Choir(Memory memory, Labels labels, Logger logger) implements AutoCloseable {
    @Override
    public void close() {
      memory.log().add("choir closed");
    }
  }

  record Asking(
      Logger logger,
      Sound sound,
      Randomness randomness,
      Labels labels,
      ImageSize size,
      Memory memory,
      Choir choir)
      implements Voice {}

  private static final ExperimentFacts FACTS =
      new ExperimentFacts() {
        @Override
        public Labels labels() {
          return new Labels(List.of("a", "b"));
        }

        @Override
        public ImageSize imageSize() {
          return ImageSize.rgb(8, 8);
        }

        @Override
        public Randomness randomness() {
          return new Randomness(7);
        }
      };

  /** A plugin of one component. */
  private record Brought(String id, Component<?> component, List<Provision<?>> provides)
      implements Plugin {
    @Override
    public List<Component<?>> components() {
      return List.of(component);
    }
  }

  private static Component<Voice> voice(Class<? extends Voice> type) {
    return Component.of(Voice.class, "voice", type, Sound.class, "A voice.");
  }

  private static ComponentFactory factory(Component<?> component, Provision<?>... provides) {
    return new ComponentFactory(
        offered -> {}, Components.of(List.of(new Brought("acme", component, List.of(provides)))));
  }

  private static final List<Provision<?>> CHOIR =
      List.of(Provision.of(Choir.class), Provision.of(Memory.class, Kept.class));

  @Test
  void aConstructorGetsAllThatItMayAskFor() {
    Component<Voice> component = voice(Asking.class);
    try (ComponentFactory factory =
        factory(component, CHOIR.toArray(Provision[]::new)).forExperiment(made -> FACTS)) {
      Asking one = (Asking) factory.make(component, new Sound("one"));
      Asking two = (Asking) factory.make(component, new Sound("two"));

      assertThat(one.sound().text()).isEqualTo("one");
      assertThat(two.sound().text()).isEqualTo("two");
      assertThat(one.labels().names()).containsExactly("a", "b");
      assertThat(one.size()).isEqualTo(ImageSize.rgb(8, 8));
      assertThat(one.randomness().seed()).isEqualTo(7);
      assertThat(one.logger().getName()).isEqualTo(Asking.class.getName());
      assertThat(one.choir().logger().getName()).isEqualTo(Choir.class.getName());
    }
  }

  @Test
  void whatAPluginProvidesIsOneInAnExperimentAndClosedAtItsEnd() {
    Component<Voice> component = voice(Asking.class);
    ComponentFactory graft = factory(component, CHOIR.toArray(Provision[]::new));
    ComponentFactory first = graft.forExperiment(made -> FACTS);
    ComponentFactory second = graft.forExperiment(made -> FACTS);
    Asking one = (Asking) first.make(component, new Sound(""));
    Asking two = (Asking) first.make(component, new Sound(""));
    Asking other = (Asking) second.make(component, new Sound(""));

    assertThat(two.memory()).isSameAs(one.memory()).isSameAs(one.choir().memory());
    assertThat(two.choir()).isSameAs(one.choir());
    assertThat(other.memory()).isNotSameAs(one.memory());
    first.close();
    first.close();
    assertThat(one.memory().log()).containsExactly("choir closed", "memory closed");
    assertThat(other.memory().log()).isEmpty();
    graft.close();
    assertThat(other.memory().log()).containsExactly("choir closed", "memory closed");
  }

  @Test
  void whatOnePluginProvidesNoOtherSees() {
    Component<Voice> own = voice(Asking.class);
    Component<Voice> foreign = Component.of(Voice.class, "foreign", NeedsMemory.class, "A voice.");
    ComponentFactory factory =
        new ComponentFactory(
            offered -> {},
            Components.of(
                List.of(
                    new Brought("acme", own, CHOIR), new Brought("other", foreign, List.of()))));

    assertThatThrownBy(() -> factory.make(foreign, new NoSettings()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("of plugin 'other'")
        .hasMessageContaining("its constructor asks for " + Memory.class.getCanonicalName());
  }

  record NeedsMemory(Memory memory) implements Voice {}

  @Test
  void whatCannotBeKnownIsToldByItsCauseAlone() {
    ExperimentFacts unknown =
        new ExperimentFacts() {
          @Override
          public Labels labels() {
            throw new UnknownFactException("the classes");
          }

          @Override
          public ImageSize imageSize() {
            throw new UnknownFactException("the size");
          }

          @Override
          public Randomness randomness() {
            throw new UnknownFactException("the seed");
          }
        };
    Component<Voice> component = voice(NeedsLabels.class);

    assertThatThrownBy(
            () -> factory(component).forExperiment(made -> unknown).make(component, new Sound("")))
        .isInstanceOf(UnknownFactException.class);
  }

  record NeedsLabels(Sound sound, Labels labels) implements Voice {}

  record NeedsMore(Sound sound, StringBuilder more) implements Voice {}

  record NeedsNamed(@Named("x") Labels labels) implements Voice {}

  record NeedsList(List<String> names) implements Voice {}

  abstract static class Half implements Voice {}

  static final class Hidden implements Voice {
    private Hidden() {}
  }

  static final class Torn implements Voice {
    Torn() {}

    Torn(Sound sound) {}
  }

  static final class ByField implements Voice {
    @Inject Labels labels;
  }

  @SuppressWarnings("ClassCanBeStatic") // it is the mistake
  final class Inner implements Voice {}

  static final class Bursting implements Voice {
    Bursting(Sound sound) {
      if (sound != null) {
        throw new UnsupportedOperationException("no voice");
      }
    }
  }

  static final class Broken implements Voice {
    Broken() {
      throw new NoClassDefFoundError("com/acme/Gone");
    }
  }

  record Hen(Egg egg) {}

  record Egg(Hen hen) {}

  record NeedsHen(Hen hen) implements Voice {}

  private static final String ASKABLE =
      "; expected what can be asked for here: %s.Sound, dev.graft.api.Labels,"
          + " dev.graft.api.ImageSize, dev.graft.api.random.Randomness, org.slf4j.Logger; the"
          + " plugin's author can provide more with Plugin.provides()";

  private static void assertTold(
      Class<? extends Voice> type, String told, Provision<?>... provides) {
    Component<Voice> component = voice(type);
    ProblemException thrown =
        catchThrowableOfType(
            ProblemException.class,
            () ->
                factory(component, provides)
                    .forExperiment(made -> FACTS)
                    .make(component, new Sound("")));
    String name = InjectionTest.class.getName();
    assertThat(thrown).as("a problem with %s", type).isNotNull();
    assertThat(thrown.getMessage())
        .isEqualTo(
            "the voice 'voice' of plugin 'acme' (%s) %s"
                .formatted(type.getName(), told.replace("%s", name)))
        .doesNotContain("Guice", "binding", "injector");
  }

  @Test
  void eachMistakeIsToldInGraftsWords() {
    assertTold(
        NeedsMore.class,
        "cannot be made: its constructor asks for java.lang.StringBuilder" + ASKABLE);
    assertTold(
        NeedsNamed.class,
        "cannot be made: its constructor asks for @Named dev.graft.api.Labels" + ASKABLE);
    assertTold(
        NeedsList.class,
        "cannot be made: its constructor asks for java.util.List<java.lang.String>" + ASKABLE);
    assertTold(
        Half.class,
        "is an abstract class, which cannot be made; expected a class with a constructor");
    assertTold(
        Voice.class, "is an interface, which cannot be made; expected a class with a constructor");
    assertTold(
        Hidden.class,
        "cannot be made: its constructor is private; expected a constructor that is not private");
    assertTold(
        Torn.class,
        "cannot be made: it has 2 constructors; expected one constructor, or one with @jakarta.inject.Inject");
    assertTold(
        ByField.class,
        "cannot be made: only constructors are injected; expected no @Inject at"
            + " dev.graft.api.Labels %s$ByField.labels");
    assertTold(
        Inner.class, "is an inner class, which cannot be made alone; expected a static class");
  }

  /** One of a plugin that was dropped in is a problem of the file: {@code DroppedInNamesTest}. */
  @Test
  void aConstructorOfGraftsOwnThatThrowsIsABugThatNamesTheComponent() {
    for (Class<? extends Voice> type : List.of(Bursting.class, Broken.class)) {
      Component<Voice> component = voice(type);
      assertThatThrownBy(() -> factory(component).make(component, new Sound("")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith(
              "the voice 'voice' of plugin 'acme' (" + type.getName() + ") cannot be made: java.")
          .hasMessageNotContaining("Guice")
          .cause()
          .isInstanceOfAny(UnsupportedOperationException.class, NoClassDefFoundError.class);
    }
  }

  @Test
  void whatAPluginProvidesWronglyIsToldToo() {
    Component<Voice> component = voice(NeedsHen.class);
    assertThatThrownBy(
            () ->
                factory(component, Provision.of(Hen.class), Provision.of(Egg.class))
                    .forExperiment(made -> FACTS)
                    .make(component, new Sound("")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("needs itself: ")
        .hasMessageContaining(Hen.class.getName() + " asks for " + Egg.class.getName());
    assertThatThrownBy(
            () ->
                factory(component, Provision.of(Labels.class))
                    .forExperiment(made -> FACTS)
                    .make(component, new Sound("")))
        .hasMessage(
            "plugin 'acme' provides dev.graft.api.Labels, which Graft offers itself; "
                + PluginFailure.REMEDY);
    assertThatThrownBy(
            () ->
                factory(component, Provision.of(Hen.class), Provision.of(Hen.class))
                    .make(component, new Sound("")))
        .hasMessageContaining("provides " + Hen.class.getName() + " twice");
  }

  @Test
  void whatIsMadeBeforeTheDataIsReadCannotAskForIt() {
    Component<WeightsCatalogue> early =
        Component.of(WeightsCatalogue.class, "early", EarlyCatalogue.class, "Early.");

    assertThatThrownBy(
            () -> factory(early).forExperiment(made -> FACTS).make(early, new NoSettings()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("asks for dev.graft.api.Labels")
        .hasMessageContaining(
            "what can be asked for here: dev.graft.api.plugin.NoSettings, org.slf4j.Logger;");
  }

  record EarlyCatalogue(Labels labels) implements WeightsCatalogue {
    @Override
    public List<PublishedWeights> weights() {
      return List.of();
    }
  }
}
