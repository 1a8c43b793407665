package dev.graft.assembly.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.layer.Activation;
import dev.graft.api.layer.Layer;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Setting;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComponentFactoryTest {
  /** A kind of its own: Graft's are only some. */
  interface Voice {
    String says();
  }

  record Sound(@Setting("What.") String text) {}

  /** What the experiment offers to all. */
  record Audience(List<String> names) {}

  static final class Parrot implements Voice {
    private final Sound sound;

    Parrot(Sound sound) {
      this.sound = sound;
    }

    @Override
    public String says() {
      return sound.text();
    }
  }

  static final class Host implements Voice {
    private final String says;

    @Inject
    Host(Sound sound, Audience audience) {
      this.says = sound.text() + " " + String.join(" and ", audience.names());
    }

    Host(String says) {
      this.says = says;
    }

    @Override
    public String says() {
      return says;
    }
  }

  static final class Refusing implements Voice {
    Refusing(Sound sound) {
      switch (sound.text()) {
        case "argument" -> throw new IllegalArgumentException("not so loud");
        case "problem" -> throw new ProblemException(Problem.of("no voice today"));
        default -> throw new AssertionError("no such refusal");
      }
    }

    @Override
    public String says() {
      return "";
    }
  }

  private final ComponentFactory factory =
      new ComponentFactory(
          binder -> binder.bind(Audience.class).toInstance(new Audience(List.of("Ann", "Bo"))));

  private static Component<Voice> voice(Class<? extends Voice> type) {
    return Component.of(Voice.class, "voice", type, Sound.class, "A voice.");
  }

  @Test
  void twoOfOneClassHaveTheirOwnSettings() {
    Voice one = factory.make(voice(Parrot.class), new Sound("one"));
    Voice two = factory.make(voice(Parrot.class), new Sound("two"));

    assertThat(one.says()).isEqualTo("one");
    assertThat(two.says()).isEqualTo("two");
  }

  @Test
  void theMarkedConstructorGetsWhatIsOffered() {
    assertThat(factory.make(voice(Host.class), new Sound("Hello")).says())
        .isEqualTo("Hello Ann and Bo");
  }

  @Test
  void aRecordThatIsItsOwnSettingsIsTheComponent() {
    ActivationLayer layer = new ActivationLayer(Activation.RELU);

    assertThat(
            factory.make(
                Component.ofRecord(Layer.class, "activation", ActivationLayer.class, ""), layer))
        .isSameAs(layer);
  }

  @Test
  void refusalsAndProblemsComeAsThemselves() {
    assertThatThrownBy(() -> factory.make(voice(Refusing.class), new Sound("argument")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not so loud");
    assertThatThrownBy(() -> factory.make(voice(Refusing.class), new Sound("problem")))
        .isInstanceOf(ProblemException.class)
        .hasMessage("no voice today");
  }
}
