package dev.graft.assembly.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.augmentation.Augmentation;
import dev.graft.api.augmentation.Change;
import dev.graft.api.head.Head;
import dev.graft.api.layer.Layer;
import dev.graft.api.layers.BuiltInLayers;
import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Plugin;
import dev.graft.api.plugin.Setting;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.WeightsReader;
import dev.graft.assembly.components.BrokenPlugins.CannotBeMade;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComponentsTest {
  private record Named(String id, List<Component<?>> components) implements Plugin {}

  /** Fails if it is made, to show that listing makes nothing. */
  static final class Blur implements Augmentation {
    record Settings(
        @Setting(
                value = "How much.",
                defaultValue = "1",
                min = 0,
                minExclusive = true,
                unit = "pixels")
            double radius,
        @Setting(value = "How often.", example = "3") int times) {}

    Blur(Settings settings) {
      throw new AssertionError("made with " + settings);
    }

    @Override
    public Change draw(RandomGenerator random, dev.graft.api.ImageSize size) {
      throw new AssertionError();
    }
  }

  private static Component<Augmentation> blur(String name) {
    return Component.of(Augmentation.class, name, Blur.class, Blur.Settings.class, "Blurs.");
  }

  private static Plugin plugin(String id, Component<?>... components) {
    return new Named(id, List.of(components));
  }

  @Test
  void foundByKindAndName() {
    Components components = Components.of(List.of(plugin("mine", blur("blur"), blur("blur_more"))));

    assertThat(components.find(Augmentation.class, "blur").orElseThrow().type())
        .isEqualTo(Blur.class);
    assertThat(components.find(Head.class, "blur")).isEmpty();
    assertThat(components.names(Augmentation.class)).containsExactly("blur", "blur_more");
    assertThat(components.of(Head.class)).isEmpty();
  }

  @Test
  void anUnknownNameIsToldWithSuggestionAndList() {
    Components components = Components.of(List.of(plugin("mine", blur("blur"), blur("sharpen"))));

    assertThatThrownBy(() -> components.require(Augmentation.class, "bulr"))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "unknown augmentation 'bulr'; expected one of: blur, sharpen; did you mean 'blur'?");
    assertThatThrownBy(() -> components.require(WeightsReader.class, "x"))
        .hasMessage(
            "unknown weights reader 'x'; no plugin brings a weights reader; see `graft plugins`");
  }

  @Test
  void describedWithoutBeingMade() {
    Components components = Components.of(List.of(plugin("mine", blur("blur"))));

    assertThat(components.descriptions())
        .containsExactly(
            new ComponentDescription(
                "augmentation",
                "blur",
                "Blurs.",
                "mine",
                List.of(
                    new SettingDescription(
                        "radius",
                        "a number",
                        false,
                        "1",
                        "above 0",
                        "pixels",
                        "",
                        "How much.",
                        List.of()),
                    new SettingDescription(
                        "times", "an integer", true, "", "", "", "3", "How often.", List.of()))));
  }

  @Test
  void theVocabularysLayersAreFoundOnTheClassPath() {
    Components components = Components.discover(getClass().getClassLoader());

    assertThat(components.names(Layer.class)).contains("conv2d", "dense", "flatten");
    assertThat(components.pluginVersions()).containsKey("layers");
  }

  @Test
  void aNameThatTwoPluginsBringIsToldApartByThePlugin() {
    Components components =
        Components.of(
            List.of(plugin("one", blur("blur"), blur("sharpen")), plugin("two", blur("blur"))));

    assertThat(components.names(Augmentation.class))
        .containsExactly("one/blur", "two/blur", "sharpen");
    Component<Augmentation> second = components.require(Augmentation.class, "two/blur");
    assertThat(components.plugin(second).id()).isEqualTo("two");
    assertThat(components.shortName(second)).isEqualTo("two/blur");
    assertThat(components.require(Augmentation.class, "one/sharpen"))
        .isEqualTo(components.require(Augmentation.class, "sharpen"));
    assertThatThrownBy(() -> components.require(Augmentation.class, "blur"))
        .isInstanceOf(ProblemException.class)
        .hasMessage("2 plugins bring an augmentation 'blur'; expected one of: one/blur, two/blur");
  }

  @Test
  void aNameOfAnotherKindIsToldToBeThat() {
    Component<Head> logit = Component.of(Head.class, "logit", Head.class, "One logit.");
    Components components = Components.of(List.of(plugin("mine", blur("blur"), logit)));

    assertThat(components.unknown(Head.class, "blur").toString())
        .isEqualTo("unknown head 'blur'; expected 'logit'; 'blur' is an augmentation");
    assertThat(components.unknown(Augmentation.class, "logit").remedy())
        .isEqualTo("'logit' is a head");
  }

  @Test
  void aMisspeltNameGetsTheNearestInEitherForm() {
    Components components =
        Components.of(
            List.of(plugin("one", blur("blur"), blur("sharpen")), plugin("two", blur("blur"))));

    assertThat(components.unknown(Augmentation.class, "blurr").remedy())
        .isEqualTo("did you mean 'one/blur' or 'two/blur'?");
    assertThat(components.unknown(Augmentation.class, "sharpn").remedy())
        .isEqualTo("did you mean 'sharpen'?");
    assertThat(components.unknown(Augmentation.class, "tow/blur").toString())
        .startsWith("unknown augmentation 'tow/blur': there is no plugin 'tow'")
        .contains("did you mean 'two/blur'");
    assertThat(components.unknown(Augmentation.class, "two/sharpen").toString())
        .contains("the plugin 'two' brings none of the name", "did you mean 'one/sharpen'?");
  }

  @Test
  void twoPluginsOfOneId() {
    assertThatThrownBy(() -> Components.of(List.of(plugin("one"), plugin("one"))))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("has the id 'one' of another plugin");
  }

  @Test
  void anIdThatIsNone() {
    assertThatThrownBy(() -> Components.of(List.of(plugin("My Plugin"))))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("has the id 'My Plugin'; expected lower-case letters");
  }

  @Test
  void aPluginThatThrowsWhileListing() {
    Plugin broken = new BrokenPlugins.CannotList();

    assertThatThrownBy(() -> Components.of(List.of(broken, new BuiltInLayers())))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("BrokenPlugins$CannotList: cannot list its components")
        .hasMessageContaining("no such thing");
  }

  @Test
  void pluginsThatCannotBeLoadedAreAllTold(@TempDir Path folder) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(Plugin.class.getName()),
        CannotBeMade.class.getName() + "\nno.such.Plugin\n" + BrokenPlugins.class.getName() + "\n");
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {

      assertThatThrownBy(() -> Components.discover(loader))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e ->
                  assertThat(e.problems())
                      .hasSize(3)
                      .allSatisfy(
                          problem ->
                              assertThat(problem.what()).startsWith("a plugin cannot be loaded"))
                      .anySatisfy(problem -> assertThat(problem.what()).contains("out of order"))
                      .anySatisfy(
                          problem -> assertThat(problem.what()).contains("no.such.Plugin")));
    }
  }
}
