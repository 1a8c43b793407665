package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.ImageSize;
import dev.graft.api.Labels;
import dev.graft.api.augmentation.Affine;
import dev.graft.api.augmentation.Augmentation;
import dev.graft.api.augmentation.Change;
import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Plugin;
import dev.graft.api.plugin.Provision;
import dev.graft.api.plugin.Setting;
import dev.graft.testkit.files.CompiledJar;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Plugins that are wrong in one way each, and the rule that tells it. */
public class PluginMutantsTest {
  private static final AtomicInteger CALLS = new AtomicInteger();

  /** Settings as they should be. */
  public record Settings(
      @Setting(value = "How much.", defaultValue = "0.5", min = 0, max = 1) double strength) {}

  /** Settings whose default is none that they take. */
  public record Refusing(@Setting(value = "How much.", defaultValue = "2") double strength) {
    /** Refuses its own default. */
    public Refusing {
      if (strength > 1) {
        throw new IllegalArgumentException("at most 1, found " + strength);
      }
    }
  }

  /** Settings whose default is outside of their own range. */
  public record OutOfRange(
      @Setting(value = "How much.", defaultValue = "2", max = 1) double strength) {}

  /** Settings whose list is refused by themselves. */
  public record RefusingList(
      @Setting(value = "How much.", defaultValue = "[0.5, 2]") List<Double> strengths) {
    /** Refuses its own default. */
    public RefusingList {
      strengths = List.copyOf(strengths);
      if (strengths.contains(2.0)) {
        throw new IllegalArgumentException("not 2, found " + strengths);
      }
    }
  }

  /** Settings of which one item is no number. */
  public record NoNumber(
      @Setting(value = "How much.", defaultValue = "[1, many]") List<Integer> counts) {}

  /** Settings of which one item is outside of the range. */
  public record ItemOutOfRange(
      @Setting(value = "How much.", example = "[1, 7]", max = 5) List<Integer> counts) {}

  /** Settings without a word. */
  public record Undescribed(double strength) {}

  /** Two settings of one name in files. */
  public record OneName(
      @Setting(value = "One.", defaultValue = "1") int top1,
      @Setting(value = "Another.", defaultValue = "1") int top_1) {}

  /** An augmentation as it should be made. */
  public static class Still implements Augmentation {
    /** Needs nothing. */
    public Still() {}

    @Override
    public Change draw(RandomGenerator random, ImageSize size) {
      return Affine.identity();
    }
  }

  /** Takes its settings. */
  public static final class Made extends Still {
    /** Takes its settings. */
    @Inject
    public Made(Settings settings) {
      if (settings.strength() < 0) {
        throw new IllegalArgumentException("never");
      }
    }
  }

  /** Does not say which constructor. */
  public static final class TwoConstructors extends Still {
    /** One. */
    public TwoConstructors(Settings settings) {}

    /** Another. */
    public TwoConstructors() {}
  }

  /** Cannot be made. */
  public static final class Throwing extends Still {
    /** Throws. */
    @Inject
    public Throwing(Settings settings) {
      throw new IllegalStateException("not " + settings);
    }
  }

  /** Counts what all of a plugin's components do. */
  public static final class Counter {
    /** Begins at nothing. */
    public Counter() {}
  }

  /** Asks for more than its settings. */
  public static final class Asking extends Still {
    /** Takes its settings, the classes and what its plugin provides. */
    @Inject
    public Asking(Settings settings, Labels labels, Counter counter) {
      if (settings.strength() < 0 || labels.count() < 1 || counter == null) {
        throw new IllegalArgumentException("never");
      }
    }
  }

  /** What an author may get wrong. */
  public enum Fault {
    NONE,
    PROVIDES,
    ID,
    NO_COMPONENT,
    COUNTS,
    ONE_NAME_TWICE,
    OWN_KIND,
    NO_DESCRIPTION,
    UNDESCRIBED,
    ONE_NAME,
    OUT_OF_RANGE,
    REFUSING,
    REFUSING_LIST,
    NO_NUMBER,
    ITEM_OUT_OF_RANGE,
    TWO_CONSTRUCTORS,
    THROWING,
    ASKING
  }

  private static Fault fault = Fault.NONE;
  private static Path jar;

  /** The plugin that the service file of these tests names. */
  public static class Mutated implements Plugin {
    @Override
    public String id() {
      return fault == Fault.ID ? "Not an id" : "mutated";
    }

    @Override
    public List<Component<?>> components() {
      return switch (fault) {
        case NONE, ID -> List.of(made(Made.class, Settings.class));
        case NO_COMPONENT -> List.of();
        case COUNTS ->
            List.of(
                Component.of(
                    Augmentation.class, "c" + CALLS.incrementAndGet(), Still.class, "Counts."));
        case ONE_NAME_TWICE ->
            List.of(made(Made.class, Settings.class), made(Still.class, Settings.class));
        case OWN_KIND ->
            List.of(Component.of(Runnable.class, "thread", Thread.class, "A thread of its own."));
        case NO_DESCRIPTION ->
            List.of(Component.of(Augmentation.class, "still", Still.class, "todo"));
        case UNDESCRIBED -> List.of(made(Still.class, Undescribed.class));
        case ONE_NAME -> List.of(made(Still.class, OneName.class));
        case OUT_OF_RANGE -> List.of(made(Still.class, OutOfRange.class));
        case REFUSING -> List.of(made(Still.class, Refusing.class));
        case REFUSING_LIST -> List.of(made(Still.class, RefusingList.class));
        case NO_NUMBER -> List.of(made(Still.class, NoNumber.class));
        case ITEM_OUT_OF_RANGE -> List.of(made(Still.class, ItemOutOfRange.class));
        case TWO_CONSTRUCTORS -> List.of(made(TwoConstructors.class, Settings.class));
        case THROWING -> List.of(made(Throwing.class, Settings.class));
        case ASKING, PROVIDES -> List.of(made(Asking.class, Settings.class));
      };
    }

    @Override
    public List<Provision<?>> provides() {
      return fault == Fault.PROVIDES ? List.of(Provision.of(Counter.class)) : List.of();
    }

    private static Component<Augmentation> made(
        Class<? extends Augmentation> type, Class<? extends Record> settings) {
      return Component.of(Augmentation.class, "made", type, settings, "Changes nothing at all.");
    }
  }

  /** No service file names it. */
  public static final class Unnamed extends Mutated {}

  static class MutatedContract extends PluginContract {
    @Override
    protected Plugin plugin() {
      return new Mutated();
    }

    @Override
    protected Optional<Path> jar() {
      return Optional.ofNullable(jar);
    }
  }

  static class UnnamedContract extends PluginContract {
    @Override
    protected Plugin plugin() {
      return new Unnamed();
    }
  }

  private static Set<String> broken(Fault by) {
    fault = by;
    try {
      return Mutants.brokenBy(MutatedContract.class);
    } finally {
      fault = Fault.NONE;
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "PROVIDES"})
  void aRightPluginBreaksNoRule(Fault none) {
    assertThat(broken(none)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ID, PLUGIN-1",
    "NO_COMPONENT, PLUGIN-4",
    "COUNTS, PLUGIN-4",
    "ONE_NAME_TWICE, PLUGIN-5",
    "OWN_KIND, PLUGIN-6",
    "NO_DESCRIPTION, PLUGIN-7",
    "UNDESCRIBED, PLUGIN-8",
    "ONE_NAME, PLUGIN-8",
    "OUT_OF_RANGE, PLUGIN-8",
    "REFUSING, PLUGIN-9",
    "REFUSING_LIST, PLUGIN-9",
    "NO_NUMBER, PLUGIN-8",
    "ITEM_OUT_OF_RANGE, PLUGIN-8",
    "TWO_CONSTRUCTORS, PLUGIN-10",
    "THROWING, PLUGIN-11",
    "ASKING, PLUGIN-15"
  })
  void aWrongOneIsTold(Fault by, String rule) {
    assertThat(broken(by)).contains(rule).allMatch(one -> one.startsWith("PLUGIN-"));
  }

  @Test
  void oneThatNoServiceFileNamesIsTold() {
    assertThat(Mutants.brokenBy(UnnamedContract.class)).contains("PLUGIN-3");
  }

  /** Nobody outside of its package can make it. */
  static final class Hidden extends Mutated {}

  static class HiddenContract extends PluginContract {
    @Override
    protected Plugin plugin() {
      return new Hidden();
    }
  }

  @Test
  void oneThatNobodyCanMakeIsTold() {
    assertThat(Mutants.brokenBy(HiddenContract.class)).contains("PLUGIN-2");
  }

  private static Plugin compiled;

  static class CompiledContract extends PluginContract {
    @Override
    protected Plugin plugin() {
      return compiled;
    }
  }

  /** Of a jar of its own, with a class that knows the test kit and one for Java 21. */
  @Test
  void classesThatKnowTooMuchOrAreTooNewAreTold(@TempDir Path folder) throws Exception {
    String source =
        """
        package org.acme;
        public final class Brought implements dev.graft.api.plugin.Plugin {
          public String id() {
            return "brought";
          }
          public java.util.List<dev.graft.api.plugin.Component<?>> components() {
            return java.util.List.of(
                dev.graft.api.plugin.Component.of(
                    dev.graft.api.augmentation.Augmentation.class,
                    "still",
                    Still.class,
                    "Changes nothing at all."));
          }
        }
        """;
    String still =
        """
        package org.acme;
        public final class Still implements dev.graft.api.augmentation.Augmentation {
          public dev.graft.api.augmentation.Change draw(
              java.util.random.RandomGenerator random, dev.graft.api.ImageSize size) {
            %s
            return dev.graft.api.augmentation.Affine.identity();
          }
        }
        """;
    assertThat(brokenByJar(folder.resolve("right.jar"), jar(source, still.formatted(""))))
        .isEmpty();
    String knows = "new dev.graft.testkit.reference.ReferenceOps();";
    CompiledJar knowing =
        jar(source, still.formatted(knows)).against(CompiledJar.origin(PluginContract.class));
    assertThat(brokenByJar(folder.resolve("knows.jar"), knowing)).containsExactly("PLUGIN-12");
    byte[] newer = jar(source, still.formatted("")).compiled().get("org/acme/Still.class");
    newer[7] = 65; // Java 21
    CompiledJar tooNew = jar(source, still.formatted("")).entry("org/acme/Newer.class", newer);
    assertThat(brokenByJar(folder.resolve("newer.jar"), tooNew)).containsExactly("PLUGIN-13");
  }

  private static CompiledJar jar(String plugin, String component) {
    return CompiledJar.plugin("brought", "1.0", "org.acme.Brought")
        .source("org.acme.Brought", plugin)
        .source("org.acme.Still", component);
  }

  private static Set<String> brokenByJar(Path file, CompiledJar content) throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {content.write(file).toUri().toURL()})) {
      compiled = (Plugin) loader.loadClass("org.acme.Brought").getConstructor().newInstance();
      return Mutants.brokenBy(CompiledContract.class);
    } finally {
      compiled = null;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mutated, 1.0, '[0.1,0.2)', true",
    "other, 1.0, '[0.1,0.2)', false",
    "mutated, , '[0.1,0.2)', false",
    "mutated, 1.0, , false",
    "mutated, 1.0, '[7.0,8.0)', false",
    "mutated, 1.0, soon, false"
  })
  void theManifestIsLookedAt(
      String id, String version, String api, boolean right, @TempDir Path folder)
      throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Graft-Plugin-Id", id);
    if (version != null) {
      attributes.putValue("Graft-Plugin-Version", version);
    }
    if (api != null) {
      attributes.putValue("Graft-Api", api);
    }
    jar = folder.resolve("plugin.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      out.finish();
    }
    try {
      assertThat(broken(Fault.NONE)).isEqualTo(right ? Set.of() : Set.of("PLUGIN-14"));
    } finally {
      jar = null;
    }
  }
}
