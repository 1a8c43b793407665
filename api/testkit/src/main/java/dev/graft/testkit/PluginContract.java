package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Stable;
import dev.graft.api.plugin.ApiRange;
import dev.graft.api.plugin.ApiVersion;
import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Plugin;
import jakarta.inject.Inject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@link Plugin} must do, as JUnit tests to extend: what it lists, how its components
 * are made and described, and what its jar says of it.
 *
 * <pre>{@code
 * class TinyNetPluginContractTest extends PluginContract {
 *   @Override
 *   protected Plugin plugin() {
 *     return new TinyNetPlugin();
 *   }
 * }
 * }</pre>
 *
 * @since 0.1
 */
@Stable
public abstract class PluginContract extends Contract {
  /** What no plugin may know: the rest of Graft, and what only Graft has on its class path. */
  private static final List<String> GRAFT_INTERNALS =
      List.of(
          "dev/graft/assembly/",
          "dev/graft/training/",
          "dev/graft/cli/",
          "dev/graft/local/",
          "dev/graft/testkit/",
          "com/google/inject/");

  private static final List<String> ENGINES =
      List.of(
          "dev/graft/tensorflow/", "dev/graft/djl/", "org/tensorflow/", "org/bytedeco/", "ai/djl/");

  private static final String NO_SAMPLE =
      "a required setting has no example, or its value is of settings of its own";

  /** What Graft injects, besides settings and what the plugin itself provides. */
  private static final Set<String> OFFERED =
      Set.of(
          "dev.graft.api.Labels",
          "dev.graft.api.ImageSize",
          "dev.graft.api.random.Randomness",
          "dev.graft.api.runner.TrainingLoop",
          "org.slf4j.Logger");

  /** The plugin under test, made anew at each call. */
  protected abstract Plugin plugin();

  /** Whether it may use the engines' own libraries; no unless overridden, as by an engine. */
  protected boolean usesEngineLibraries() {
    return false;
  }

  /**
   * The plugin's jar, whose manifest is then looked at: the one that the system property {@code
   * graft.plugin.jar} names, or the one that the plugin's class comes from, unless overridden.
   */
  protected Optional<Path> jar() {
    String named = System.getProperty("graft.plugin.jar");
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    PluginFiles files = PluginFiles.of(plugin().getClass());
    return files.isJar() ? Optional.of(files.place()) : Optional.empty();
  }

  /** Whether its jar is to be dropped into {@code plugins/}; yes unless overridden. */
  protected boolean isDroppedIn() {
    return true;
  }

  /**
   * Names of components that refuse their defaults, because one of several settings has to be
   * given; none unless overridden.
   */
  protected Set<String> needAChoice() {
    return Set.of();
  }

  @Rule(
      id = "PLUGIN-1",
      value = "Its id is lower-case letters, digits and dashes, and always the same",
      why = "files tell components of one name apart by it: plugin-id/name",
      mend = "return a constant such as \"focal-loss\" from id()")
  @Test
  void hasAnId() {
    assertThat(plugin().id()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*").isEqualTo(plugin().id());
  }

  @Rule(
      id = "PLUGIN-2",
      value = "It is public, and made without arguments",
      why = "java.util.ServiceLoader makes it",
      mend = "make the class public and final, with a public constructor without parameters")
  @Test
  void canBeMade() throws NoSuchMethodException {
    Class<?> type = plugin().getClass();
    assertThat(SettingsRecord.isPublic(type)).as("%s is public", type.getName()).isTrue();
    assertThat(Modifier.isPublic(type.getConstructor().getModifiers())).isTrue();
  }

  @Rule(
      id = "PLUGIN-3",
      value = "Its service file names it",
      why = "it is found by that file only",
      mend =
          "write the class's full name into"
              + " src/main/resources/META-INF/services/dev.graft.api.plugin.Plugin")
  @Test
  void isNamedByTheServiceFile() {
    assertThat(PluginFiles.of(plugin().getClass()).services())
        .as("classes that META-INF/services/dev.graft.api.plugin.Plugin names")
        .contains(plugin().getClass().getName());
  }

  @Rule(
      id = "PLUGIN-4",
      value = "It lists the same components each time, at least one",
      why = "they are listed often, and experiments are checked against the list",
      mend = "return List.of(Component.of(…), …) from components()")
  @Test
  void listsItsComponents() {
    Plugin plugin = plugin();
    assertThat(plugin.components()).isNotEmpty().isEqualTo(plugin.components());
    assertThat(plugin().components()).as("of another instance").isEqualTo(plugin.components());
  }

  @Rule(
      id = "PLUGIN-5",
      value = "It has no two components of one kind and name",
      why = "type: name must mean one of them",
      mend = "give them other names")
  @Test
  void namesItsComponentsApart() {
    assertThat(
            plugin().components().stream()
                .map(component -> component.kind().getSimpleName() + " " + component.name()))
        .doesNotHaveDuplicates();
  }

  @Rule(
      id = "PLUGIN-6",
      value = "Each of its components is of a kind of the API's",
      why = "nobody asks for others",
      mend = "give the interface of dev.graft.api as the component's kind: Backbone.class, …")
  @TestFactory
  Stream<DynamicTest> bringsKnownKinds() {
    return each(
        component -> {
          assertThat(component.kind().isInterface()).as("%s", component.kind()).isTrue();
          assertThat(component.kind().getName()).startsWith("dev.graft.api.");
          assertThat(component.kind()).isAssignableFrom(component.type());
        });
  }

  @Rule(
      id = "PLUGIN-7",
      value = "Each of its components is described by a sentence",
      why = "graft plugins, completion in editors and the reference pages show it",
      mend = "begin with a capital letter, and end with a full stop")
  @TestFactory
  Stream<DynamicTest> describesItsComponents() {
    return each(
        component ->
            assertThat(component.description())
                .as("description")
                .matches("(?s)\\S.{4,}\\.")
                .matches(text -> !Character.isLowerCase(text.charAt(0)), "begins with a capital"));
  }

  @Rule(
      id = "PLUGIN-8",
      value = "Each of its settings is described, and of a type that files can give",
      why = "files are checked, completed and explained by these records alone",
      mend = "make a public record whose components are annotated with @Setting or @Flat")
  @TestFactory
  Stream<DynamicTest> describesItsSettings() {
    return each(
        component ->
            assertThat(SettingsRecord.of(component.settings()).problems())
                .as("what is wrong with its settings")
                .isEmpty());
  }

  @Rule(
      id = "PLUGIN-9",
      value = "Its settings' defaults and examples are accepted",
      why = "who leaves all out gets the defaults, and who reads the examples tries them",
      mend =
          "let @Setting's defaultValue, example, min and max agree with the compact constructor, or"
              + " name the component in needAChoice()")
  @TestFactory
  Stream<DynamicTest> acceptsItsDefaults() {
    return each(
        component -> {
          onlyIf(!needAChoice().contains(component.name()), "needAChoice()");
          Optional<Record> sample = SettingsRecord.of(component.settings()).sample();
          Assumptions.assumeTrue(sample.isPresent(), NO_SAMPLE);
        });
  }

  @Rule(
      id = "PLUGIN-10",
      value = "Each of its components has one constructor to be made by",
      why = "Graft makes it, with its settings and what else the constructor asks for",
      mend = "annotate one public constructor with jakarta.inject.Inject, or have one only")
  @TestFactory
  Stream<DynamicTest> canMakeItsComponents() {
    return each(
        component -> {
          if (isItsOwnSettings(component)) {
            return;
          }
          assertThat(Modifier.isAbstract(component.type().getModifiers()))
              .as("%s is abstract", component.type().getName())
              .isFalse();
          assertThat(SettingsRecord.isPublic(component.type()))
              .as("%s is public", component.type().getName())
              .isTrue();
          assertThat(constructors(component.type()))
              .as("constructors of %s to choose from", component.type().getName())
              .hasSize(1);
          Constructor<?> chosen = constructors(component.type()).get(0);
          assertThat(Modifier.isPublic(chosen.getModifiers())).as("%s", chosen).isTrue();
          assertThat(
                  component.settings().getRecordComponents().length == 0
                      || List.of(chosen.getParameterTypes()).contains(component.settings()))
              .as("%s takes %s", chosen, component.settings().getName())
              .isTrue();
        });
  }

  @Rule(
      id = "PLUGIN-11",
      value = "A component that needs nothing but its settings is made with the defaults",
      why = "a constructor that throws for its own defaults cannot be used without them",
      mend = "check settings in the record's compact constructor; load nothing in a constructor")
  @TestFactory
  Stream<DynamicTest> makesItsComponents() {
    return each(
        component -> {
          onlyIf(!needAChoice().contains(component.name()), "needAChoice()");
          Assumptions.assumeFalse(isItsOwnSettings(component), "it is its own settings");
          Optional<Record> sample = SettingsRecord.of(component.settings()).sample();
          List<Constructor<?>> constructors = constructors(component.type());
          Assumptions.assumeTrue(sample.isPresent(), NO_SAMPLE);
          Assumptions.assumeTrue(constructors.size() == 1, "PLUGIN-10 tells of its constructors");
          List<Object> arguments = new ArrayList<>();
          for (Class<?> parameter : constructors.get(0).getParameterTypes()) {
            Assumptions.assumeTrue(
                parameter == component.settings(), "it needs a " + parameter.getSimpleName());
            arguments.add(sample.get());
          }
          assertThat(make(constructors.get(0), arguments)).isInstanceOf(component.kind());
        });
  }

  @Rule(
      id = "PLUGIN-12",
      value = "It uses the API, and nothing else of Graft's",
      why = "the rest of Graft is not visible to a plugin, and changes without a word",
      mend = "depend on graft-spi only (testkit and engines in test scope)")
  @Test
  void usesNothingOfGraftsInside() {
    assertThat(users(GRAFT_INTERNALS)).as("classes that know what is inside Graft").isEmpty();
    if (!usesEngineLibraries()) {
      assertThat(users(ENGINES)).as("classes that know an engine's library").isEmpty();
    }
  }

  @Rule(
      id = "PLUGIN-13",
      value = "Its classes run on Java 17",
      why = "Graft does",
      mend = "set maven.compiler.release to 17")
  @Test
  void runsOnJava17() {
    assertThat(
            PluginFiles.of(plugin().getClass()).classes().entrySet().stream()
                .filter(file -> file.getValue().version() > 61)
                .map(file -> file.getKey()))
        .as("classes for a later Java")
        .isEmpty();
  }

  @Rule(
      id = "PLUGIN-14",
      value = "Its jar's manifest tells id, version and the API that it was built for",
      why = "this is read before any class is loaded, and tells old plugins from broken ones",
      mend =
          "write Graft-Plugin-Id (what id() returns), Graft-Plugin-Version and Graft-Api"
              + " ([0.1,0.2)) by the maven-jar-plugin's manifestEntries")
  @Test
  void tellsOfItselfInTheManifest() {
    onlyIf(isDroppedIn(), "isDroppedIn()");
    Assumptions.assumeTrue(jar().isPresent(), "no jar is named by -Dgraft.plugin.jar");
    Attributes manifest =
        new PluginFiles(jar().orElseThrow())
            .manifest()
            .orElseThrow(() -> new AssertionError("the jar has no manifest"))
            .getMainAttributes();
    assertThat(manifest.getValue("Graft-Plugin-Id"))
        .as("Graft-Plugin-Id, which is the plugin's id")
        .isEqualTo(plugin().id());
    assertThat(manifest.getValue("Graft-Plugin-Version")).as("Graft-Plugin-Version").isNotBlank();
    String api = manifest.getValue("Graft-Api");
    assertThat(api).as("Graft-Api").isNotBlank();
    assertThat(ApiRange.parse(api).contains(ApiVersion.CURRENT))
        .as("%s contains the API of this test, %s", api, ApiVersion.CURRENT)
        .isTrue();
  }

  @Rule(
      id = "PLUGIN-15",
      value = "Its constructors ask for what there is: settings, facts, and what it provides",
      why = "nothing else is injected, and the component could not be made",
      mend =
          "ask for the settings, Labels, ImageSize, Randomness, a Logger, a TrainingLoop (runners),"
              + " or a type that provides() tells")
  @TestFactory
  Stream<DynamicTest> asksForWhatThereIs() {
    Set<String> offered = new LinkedHashSet<>(OFFERED);
    plugin().provides().forEach(provision -> offered.add(provision.type().getName()));
    Stream<DynamicTest> components =
        each(
            component -> {
              if (!isItsOwnSettings(component)) {
                requireOffered(component.type(), Optional.of(component.settings()), offered);
              }
            });
    Stream<DynamicTest> provisions =
        plugin().provides().stream()
            .map(
                provision ->
                    DynamicTest.dynamicTest(
                        "what is provided as " + provision.type().getSimpleName(),
                        () -> requireOffered(provision.made(), Optional.empty(), offered)));
    return Stream.concat(components, provisions);
  }

  private static void requireOffered(
      Class<?> type, Optional<Class<? extends Record>> settings, Set<String> offered) {
    List<Constructor<?>> constructors = constructors(type);
    assertThat(constructors).as("constructors of %s to choose from", type.getName()).hasSize(1);
    assertThat(constructors.get(0).getParameterTypes())
        .as("what %s asks for", constructors.get(0))
        .allMatch(
            asked ->
                offered.contains(asked.getName()) || settings.filter(asked::equals).isPresent());
  }

  private Stream<DynamicTest> each(Consumer<Component<?>> check) {
    return plugin().components().stream()
        .map(
            component ->
                DynamicTest.dynamicTest(
                    component.kind().getSimpleName() + " " + component.name(),
                    () -> check.accept(component)));
  }

  private List<String> users(List<String> packages) {
    String own = plugin().getClass().getPackageName().replace('.', '/') + "/";
    return PluginFiles.of(plugin().getClass()).classes().entrySet().stream()
        .flatMap(
            file ->
                packages.stream()
                    .filter(inside -> !own.startsWith(inside))
                    .filter(inside -> file.getValue().knows(inside))
                    .map(inside -> file.getKey() + " knows " + inside.replace('/', '.') + "…"))
        .toList();
  }

  private static boolean isItsOwnSettings(Component<?> component) {
    return component.type() == (Class<?>) component.settings();
  }

  private static List<Constructor<?>> constructors(Class<?> type) {
    List<Constructor<?>> all = List.of(type.getDeclaredConstructors());
    List<Constructor<?>> marked =
        all.stream().filter(one -> one.isAnnotationPresent(Inject.class)).toList();
    return marked.isEmpty() ? all : marked;
  }

  private static Object make(Constructor<?> constructor, List<Object> arguments) {
    try {
      return constructor.newInstance(arguments.toArray());
    } catch (InvocationTargetException e) {
      throw new AssertionError(
          "%s threw %s for %s".formatted(constructor, e.getCause(), arguments), e.getCause());
    } catch (InstantiationException | IllegalAccessException e) {
      throw new LinkageError("%s cannot be called with %s".formatted(constructor, arguments), e);
    }
  }
}
