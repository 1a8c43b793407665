package dev.graft.assembly.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.assembly.Graft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a user reads of components in dropped-in jars that cannot be made: each at its place in the
 * file, all at once, in Graft's words.
 */
class InjectionProblemsTest {
  private static final String ASKABLE =
      "; expected what can be asked for here: dev.graft.api.plugin.NoSettings,"
          + " dev.graft.api.Labels, dev.graft.api.ImageSize, dev.graft.api.random.Randomness,"
          + " org.slf4j.Logger, dev.graft.api.runner.TrainingLoop";
  private static final String PROVIDE =
      "; the plugin's author can provide more with Plugin.provides()";
  private static final String REMEDY =
      "; mend it if the plugin is yours; else tell its author this, or take the plugin away";

  @TempDir private Path folder;

  /** The classes of a plugin, by the names of its components, and what is told of each. */
  private final Map<String, String> bodies = new TreeMap<>();

  private final Map<String, String> told = new TreeMap<>();

  private void component(String name, String body, String problem) {
    bodies.put(name, body);
    told.put(name, problem);
  }

  private static String className(String component) {
    return Character.toUpperCase(component.charAt(0)) + component.substring(1);
  }

  private void drop(String id, String provisions, String others) {
    String components =
        bodies.keySet().stream()
            .map(
                name ->
                    "Component.of(Augmentation.class, \"%s\", %s.class, %s\"It.\")"
                        .formatted(
                            name,
                            className(name),
                            bodies.get(name).contains("Amount") ? "Amount.class, " : ""))
            .collect(Collectors.joining(",\n"));
    StringBuilder members = new StringBuilder(others);
    members.append(
        """
        @Override public List<Provision<?>> provides() { return List.of(%s); }
        public record Amount(@Setting(value = "How much.", defaultValue = "1") int amount) {}
        public abstract static class Still implements Augmentation {
          @Override public Change draw(java.util.random.RandomGenerator random, ImageSize size) {
            return Affine.identity();
          }
        }
        """
            .formatted(provisions));
    bodies.forEach(
        (name, body) ->
            members.append(
                "public static final class %s extends Still { %s }\n"
                    .formatted(className(name), body.replace("NEW", className(name)))));
    PluginSources.jar(id, components, members.toString())
        .write(folder.resolve("plugins/" + id + ".jar"));
  }

  /** What is told, by place, of a file that names them all, one a line. */
  private List<String> problems(String id) throws IOException {
    PluginSources.referenceEngine(folder.resolve("plugins"));
    StringBuilder text =
        new StringBuilder(
            """
            data: {type: shapes, classes: [circle, square], training: 4, validation: 4, image_size: 8}
            backbone:
              type: sequential
              engine: reference
              layers: [{type: conv2d, filters: 2, kernel_size: 3}]
            head: {type: logit}
            training: {epochs: 1, batch_size: 2}
            augmentations:
            """);
    for (String name : bodies.keySet()) {
      text.append(
          "  - {type: %s%s}\n"
              .formatted(name, bodies.get(name).contains("Amount") ? ", amount: 2" : ""));
    }
    Path file = Files.writeString(folder.resolve(id + ".yaml"), text);
    PluginFolders folders = new PluginFolders(List.of(folder.resolve("plugins")), Optional.empty());
    try (Graft graft = Graft.installed(folders)) {
      assertThat(graft.leftOut()).isEmpty();
      ProblemException thrown =
          catchThrowableOfType(ProblemException.class, () -> graft.experiment(file, List.of()));
      return thrown.problems().stream().map(Problem::toString).toList();
    }
  }

  /** Less the lines, and less the place where the stack happened to be full. */
  private static String withoutChance(String problem) {
    return problem
        .replaceAll(", line \\d+\\)", ")")
        .replaceAll("\\(StackOverflowError\\) \\(in throwing[^)]*\\)", "(StackOverflowError)");
  }

  private void assertTold(String id) throws IOException {
    List<String> expected = new ArrayList<>();
    int line = 9;
    for (Map.Entry<String, String> one : told.entrySet()) {
      String body = bodies.get(one.getKey());
      boolean atSetting = one.getValue().startsWith(".");
      int column = atSetting ? ("  - {type: " + one.getKey() + ", amount: ").length() + 1 : 5;
      expected.add(
          "%s:%d:%d: augmentations[%d]%s%s"
              .formatted(
                  folder.resolve(id + ".yaml"),
                  line,
                  column,
                  line - 9,
                  atSetting ? "" : ": ",
                  one.getValue()
                      .replace(
                          "THE",
                          "the augmentation '%s' of plugin '%s' (%s.Brought$%s)"
                              .formatted(one.getKey(), id, id, className(one.getKey())))
                      .replace(
                          "MAKING",
                          "the plugin '%s' 1.0.0 cannot make its augmentation '%s'"
                              .formatted(id, one.getKey()))
                      .replace(
                          "SETTINGS",
                          body.contains("Amount")
                              ? id + ".Brought.Amount"
                              : "dev.graft.api.plugin.NoSettings")));
      line++;
    }
    assertThat(problems(id).stream().map(InjectionProblemsTest::withoutChance).toList())
        .containsExactlyElementsOf(expected)
        .noneMatch(text -> text.matches("(?s).*(Guice|google|inject\\.internal|\\n\\s*at ).*"));
  }

  @Test
  void constructorsThatAskForWhatThereIsNot() throws IOException {
    component(
        "clock",
        "public NEW(java.time.Clock clock) {}",
        "THE cannot be made: its constructor asks for java.time.Clock" + ASKABLE + PROVIDE);
    component(
        "named",
        "public NEW(@jakarta.inject.Named(\"x\") Labels labels) {}",
        "THE cannot be made: its constructor asks for @Named dev.graft.api.Labels"
            + ASKABLE
            + PROVIDE);
    component(
        "hidden",
        "private NEW() {}",
        "THE cannot be made: its constructor is private; expected a constructor that is not"
            + " private");
    component(
        "field",
        "@Inject Labels labels;",
        "THE cannot be made: only constructors are injected; expected no @Inject at"
            + " dev.graft.api.Labels asking.Brought$Field.labels");
    drop("asking", "", "");
    assertTold("asking");
  }

  @Test
  void constructorsThatThrow() throws IOException {
    component(
        "argument",
        "public NEW(Amount amount) { throw new IllegalArgumentException(\"too loud\"); }",
        "too loud");
    component(
        "knob",
        "public NEW(Amount amount) {"
            + " throw new SettingException(\"amount\", \"is more than there is\"); }",
        ".amount: is more than there is");
    component(
        "problem",
        "public NEW() { throw new dev.graft.api.problem.ProblemException("
            + "dev.graft.api.problem.Problem.of(\"no licence\").expecting(\"one\")"
            + ".withRemedy(\"buy one\")); }",
        "no licence; expected one; buy one");
    component(
        "bug",
        "public NEW() { Objects.requireNonNull(null, \"nothing here\"); }",
        "MAKING: java.lang.NullPointerException: nothing here"
            + " (in throwing.Brought$Bug.constructor)"
            + REMEDY);
    component(
        "endless",
        "public NEW() { new Endless(); }",
        "MAKING: it calls itself without end (StackOverflowError)" + REMEDY);
    component(
        "checked",
        "public NEW() throws Exception { throw new java.io.IOException(\"disk is gone\"); }",
        "MAKING: java.io.IOException: disk is gone (in throwing.Brought$Checked.constructor)"
            + REMEDY);
    drop("throwing", "", "");
    assertTold("throwing");
  }

  @Test
  void whatAPluginProvidesFails() throws IOException {
    component(
        "hen",
        "public NEW(Circle circle) {}",
        "what the plugin provides as providing.Brought$Circle (providing.Brought$Circle) needs"
            + " itself: providing.Brought$Circle asks for providing.Brought$Square asks for"
            + " providing.Brought$Circle");
    drop(
        "providing",
        "Provision.of(Circle.class), Provision.of(Square.class)",
        """
        public static final class Circle { public Circle(Square square) {} }
        public static final class Square { public Square(Circle circle) {} }
        """);
    assertTold("providing");
  }

  @Test
  void whatAPluginProvidesThrows() throws IOException {
    component(
        "argument",
        "public NEW(Refusing part) {}",
        "MAKING: java.lang.IllegalArgumentException: no such file"
            + " (in breaking.Brought$Refusing.constructor)"
            + REMEDY);
    component(
        "bug",
        "public NEW(Broken part) {}",
        "MAKING: java.lang.UnsupportedOperationException: not written"
            + " (in breaking.Brought$Broken.constructor)"
            + REMEDY);
    component("problem", "public NEW(Telling part) {}", "the licence server does not answer");
    drop(
        "breaking",
        "Provision.of(Refusing.class), Provision.of(Broken.class), Provision.of(Telling.class)",
        """
        public static final class Refusing {
          public Refusing() { throw new IllegalArgumentException("no such file"); }
        }
        public static final class Broken {
          public Broken() { throw new UnsupportedOperationException("not written"); }
        }
        public static final class Telling {
          public Telling() {
            throw new dev.graft.api.problem.ProblemException(
                dev.graft.api.problem.Problem.of("the licence server does not answer"));
          }
        }
        """);
    assertTold("breaking");
  }

  @Test
  void theListOfWhatAPluginProvidesIsWrong() throws IOException {
    component(
        "any",
        "public NEW() {}",
        "plugin 'listing' cannot list what it provides: java.lang.IllegalStateException: no list"
            + REMEDY);
    drop(
        "listing",
        "fail()",
        "static Provision<?> fail() { throw new IllegalStateException(\"no list\"); }");
    assertTold("listing");
  }

  @Test
  void whatIsProvidedCannotAskForTheSettingsOfWhoAsks() throws IOException {
    component(
        "one",
        "public NEW(Part part, Amount amount) {}",
        "what the plugin provides as settling.Brought$Part (settling.Brought$Part) cannot be made:"
            + " its constructor asks for settling.Brought.Amount; expected what can be asked for"
            + " here: dev.graft.api.Labels, dev.graft.api.ImageSize,"
            + " dev.graft.api.random.Randomness, org.slf4j.Logger,"
            + " dev.graft.api.runner.TrainingLoop, settling.Brought.Part"
            + PROVIDE);
    drop(
        "settling",
        "Provision.of(Part.class)",
        "public static final class Part { public Part(Amount amount) {} }");
    assertTold("settling");
  }
}
