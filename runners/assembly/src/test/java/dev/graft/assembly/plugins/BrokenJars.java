package dev.graft.assembly.plugins;

import static dev.graft.assembly.plugins.PluginSources.STILL;
import static dev.graft.assembly.plugins.PluginSources.jar;
import static dev.graft.assembly.plugins.PluginSources.sound;
import static dev.graft.assembly.plugins.PluginSources.still;
import static dev.graft.assembly.plugins.PluginSources.unit;

import dev.graft.api.plugin.Plugin;
import dev.graft.testkit.files.CompiledJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Everything that a stranger may drop into a folder of plugins and that is none, or a broken one.
 */
final class BrokenJars {
  private static final String SERVICE = "META-INF/services/" + Plugin.class.getName();

  /** Puts something under a path. */
  interface Making {
    void at(Path path) throws IOException;
  }

  /**
   * Something broken.
   *
   * @param name the jar or folder
   * @param making makes it
   * @param expected what the problem must say, beside the place
   */
  record Broken(String name, Making making, List<String> expected) {
    void dropInto(Path plugins) {
      try {
        making.at(plugins.resolve(name));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private BrokenJars() {}

  private static Broken broken(String name, Making making, String... expected) {
    return new Broken(name, making, List.of(expected));
  }

  private static Broken broken(String name, CompiledJar jar, String... expected) {
    return broken(name, jar::write, expected);
  }

  /** A plugin with one augmentation whose settings are a record of this body. */
  private static CompiledJar settings(String id, String record) {
    return jar(
        id,
        "Component.of(Augmentation.class, \"moved\", Moved.class, Moved.Settings.class, \"Moves.\")",
        """
        public static final class Moved implements Augmentation {
          public record Settings(%s) {}
          public Moved(Settings settings) {}
          @Override public Change draw(java.util.random.RandomGenerator random, ImageSize size) {
            return Affine.identity();
          }
        }
        """
            .formatted(record));
  }

  /** A plugin that calls a class which was there when it was compiled. */
  private static CompiledJar incomplete(String packageName, String missing) throws IOException {
    String id = packageName.replace('.', '-');
    int dot = missing.lastIndexOf('.');
    String needed =
        "package %s; public class %s {}"
            .formatted(missing.substring(0, dot), missing.substring(dot + 1));
    CompiledJar whole =
        CompiledJar.plugin(id, "1.0.0", packageName + ".Brought")
            .source(missing, needed)
            .source(
                packageName + ".Brought",
                PluginSources.plugin(
                    packageName, id, "", "public Brought() { new " + missing + "(); }"));
    String brought = packageName.replace('.', '/') + "/Brought.class";
    return CompiledJar.plugin(id, "1.0.0", packageName + ".Brought")
        .entry(brought, whole.compiled().get(brought));
  }

  static List<Broken> files() {
    return List.of(
        broken(
            "no-manifest.jar",
            new CompiledJar().entry(SERVICE, "acme.Brought\n"),
            "names a plugin in " + SERVICE + ", but has no manifest",
            "expected Graft-Plugin-Id, Graft-Plugin-Version and Graft-Api in the manifest"),
        broken(
            "no-id.jar",
            sound("no-id").manifest("Graft-Plugin-Id", ""),
            "but its manifest has no Graft-Plugin-Id"),
        broken(
            "library.jar",
            new CompiledJar()
                .manifest("Implementation-Title", "A library")
                .source("lib.Tool", "package lib; public final class Tool {}"),
            "is no plugin: its manifest has no Graft-Plugin-Id",
            "a library of a plugin belongs beside it, both in a folder of their own"),
        broken(
            "text.jar",
            path -> Files.writeString(path, "This was a link on a web page.\n"),
            "is no jar that can be read"),
        broken("empty.jar", path -> Files.createFile(path), "is no jar that can be read"),
        broken(
            "truncated.jar",
            path -> {
              byte[] whole = Files.readAllBytes(sound("truncated").write(path));
              Files.write(path, Arrays.copyOf(whole, whole.length / 2));
            },
            "is no jar that can be read",
            "fetch or build it again"),
        broken(
            "no-classes.jar",
            path -> {
              try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path))) {
                zip.putNextEntry(new ZipEntry("readme.txt"));
                zip.write("hello".getBytes(StandardCharsets.UTF_8));
              }
            },
            "is no plugin: it has no manifest"),
        broken(
            "bad-manifest.jar",
            path -> {
              try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path))) {
                zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
                zip.write("no colon here\n\n".getBytes(StandardCharsets.UTF_8));
              }
            },
            "is no jar that can be read"),
        broken(
            "archive.zip",
            path -> sound("archive").write(path),
            "is an archive of another kind; expected a jar"),
        broken("empty-folder", path -> Files.createDirectory(path), "is an empty folder"),
        broken(
            "no-jars",
            path -> Files.writeString(Files.createDirectory(path).resolve("README.md"), "Soon."),
            "has no jar in it"),
        broken(
            "nested",
            path -> sound("nested").write(path.resolve("lib/nested.jar")),
            "has no jar in it",
            "its jars lie a folder deeper: move them up"),
        broken(
            "two-in-one",
            path -> {
              sound("two-in-one").write(path.resolve("a.jar"));
              sound("three-in-one").write(path.resolve("b.jar"));
            },
            "has several plugins in it: a.jar, b.jar",
            "give each plugin a folder of its own"),
        broken(
            "damaged-library",
            path -> {
              sound("damaged-library").write(path.resolve("a.jar"));
              Files.writeString(path.resolve("library.jar"), "not a jar");
            },
            "library.jar: is no jar that can be read"),
        broken(
            "nowhere.jar",
            path -> Files.createSymbolicLink(path, Path.of("gone.jar")),
            "is a link to gone.jar, where nothing is"));
  }

  static List<Broken> manifests() {
    return List.of(
        broken(
            "bad-id.jar",
            sound("bad-id").manifest("Graft-Plugin-Id", "My Plugin"),
            "its manifest has the Graft-Plugin-Id 'My Plugin'",
            "expected lower-case letters, digits and dashes"),
        broken(
            "no-version.jar",
            sound("no-version").manifest("Graft-Plugin-Version", ""),
            "its manifest has no Graft-Plugin-Version"),
        broken(
            "no-api.jar",
            sound("no-api").manifest("Graft-Api", ""),
            "its manifest has no Graft-Api; expected the versions it was built for, such as [0.1,0.2)"),
        broken(
            "bad-api.jar",
            sound("bad-api").manifest("Graft-Api", "0.1"),
            "bad-api.jar: the Graft-Api in its manifest is wrong: '0.1' is no range of versions, such"
                + " as [0.1,0.2); build it again with a range there"),
        broken(
            "empty-api.jar",
            sound("empty-api").manifest("Graft-Api", "[0.3,0.2)"),
            "is wrong: no version is in [0.3,0.2); build it again with a range there"),
        broken(
            "too-new.jar",
            sound("too-new").manifest("Graft-Api", "[7.0,8.0)"),
            "is built for version [7.0,8.0) of Graft's API, and this Graft has 0.1",
            "it is too new: use a newer Graft, or an older version of the plugin"),
        broken(
            "too-old.jar",
            sound("too-old").manifest("Graft-Api", "[0.0,0.1)"),
            "it is too old: use a newer version of the plugin"),
        broken(
            "zz-duplicate.jar",
            sound("sound"),
            "has the id 'sound' of another plugin, ",
            "sound.jar, which was found before; take one of the two away"),
        broken(
            "of-grafts-name.jar",
            sound("heads"),
            "has the id 'heads' of another plugin, Graft's own"),
        broken(
            "other-id.jar",
            sound("other-id").manifest("Graft-Plugin-Id", "third-id"),
            "its manifest has the id 'third-id', but other_id.Brought.id() says 'other-id'"),
        broken(
            "no-service.jar",
            new CompiledJar()
                .manifest("Graft-Plugin-Id", "no-service")
                .manifest("Graft-Plugin-Version", "1")
                .manifest("Graft-Api", "[0.1,)"),
            "it names no plugin",
            "expected the name of one class in " + SERVICE),
        broken(
            "two-services.jar",
            sound("two-services")
                .entry(SERVICE, "two_services.Brought\nother.Brought\n")
                .source("other.Brought", PluginSources.plugin("other", "other", "", "")),
            "it names 2 plugins: two_services.Brought, other.Brought"));
  }

  static List<Broken> code() {
    return List.of(
        broken(
            "no-class.jar",
            CompiledJar.plugin("no-class", "1", "no.Such"),
            "cannot be loaded: it names no.Such as its plugin, and has no such class"),
        broken(
            "no-plugin.jar",
            CompiledJar.plugin("no-plugin", "1", "acme.Thing")
                .source("acme.Thing", "package acme; public final class Thing {}"),
            "cannot be loaded: acme.Thing is no Plugin of dev.graft.api"),
        broken(
            "private-constructor.jar",
            jar("private-constructor", "", "private Brought() {}"),
            "cannot be loaded:",
            "private_constructor.Brought"),
        broken(
            "constructor-throws.jar",
            jar(
                "constructor-throws",
                "",
                "public Brought() { throw new IllegalStateException(\"no licence\"); }"),
            "cannot be loaded: java.lang.IllegalStateException: no licence",
            "(in constructor_throws.Brought.constructor, line"),
        broken(
            "initializer-throws.jar",
            jar("initializer-throws", "", "static final int N = Integer.parseInt(\"many\");"),
            "cannot be loaded: java.lang.NumberFormatException: For input string: \"many\"",
            "(in initializer_throws.Brought.static, line"),
        broken(
            "later-java.jar",
            path -> {
              CompiledJar jar = sound("later-java");
              byte[] compiled = jar.compiled().get("later_java/Brought.class").clone();
              compiled[7] = (byte) (44 + 99);
              jar.entry("later_java/Brought.class", compiled).write(path);
            },
            "is compiled for Java 99, and this is Java " + Runtime.version().feature(),
            "run Graft with Java 99 or newer"),
        broken(
            "damaged-class.jar",
            sound("damaged-class").entry("damaged_class/Brought.class", "no class file"),
            "java.lang.ClassFormatError",
            "a class in it is damaged: fetch or build it again"),
        broken(
            "missing-library.jar",
            path -> {
              Path library =
                  new CompiledJar()
                      .source("lib.Tool", "package lib; public class Tool {}")
                      .write(path.resolveSibling("../elsewhere/tool.jar"));
              jar("missing-library", "", "public Brought() { new lib.Tool(); }")
                  .against(library)
                  .write(path);
            },
            "cannot be loaded: there is no class lib.Tool",
            "put the library that has it beside the plugin, both in a folder of their own"),
        broken(
            "incomplete.jar",
            path -> incomplete("incomplete", "incomplete.Pooling").write(path),
            "cannot be loaded: there is no class incomplete.Pooling",
            "the class is one of the plugin's own, so its jar is incomplete: build it again"),
        broken(
            "incomplete-beside-a-library",
            path -> {
              incomplete("acme.net", "acme.net.layer.Pooling").write(path.resolve("net.jar"));
              new CompiledJar()
                  .source("lib.Tool", "package lib; public class Tool {}")
                  .write(path.resolve("a-library.jar"));
            },
            "there is no class acme.net.layer.Pooling",
            "so its jar is incomplete: build it again"),
        broken(
            "incomplete-above.jar",
            path -> incomplete("acme.net.plugin", "acme.net.Pooling").write(path),
            "so its jar is incomplete: build it again"),
        broken(
            "library-of-the-same-author.jar",
            path -> incomplete("acme.gem", "acme.tools.Pooling").write(path),
            "put the library that has it beside the plugin, both in a folder of their own"),
        broken(
            "of-a-later-api.jar",
            path -> {
              Path later =
                  new CompiledJar()
                      .source("dev.graft.api.Later", "package dev.graft.api; public class Later {}")
                      .write(path.resolveSibling("../elsewhere/later.jar"));
              jar("of-a-later-api", "", "public Brought() { new dev.graft.api.Later(); }")
                  .against(later)
                  .write(path);
            },
            "there is no class dev.graft.api.Later",
            "it was built for another version of Graft than its manifest says"),
        broken(
            "of-grafts-inside.jar",
            jar(
                    "of-grafts-inside",
                    "",
                    "public Brought() { dev.graft.assembly.plugins.PluginFolders.none(); }")
                .against(CompiledJar.origin(PluginFolders.class)),
            "there is no class dev.graft.assembly.plugins.PluginFolders",
            "expected only dev.graft.api of Graft"),
        broken(
            "no-such-method.jar",
            path -> {
              Path other =
                  new CompiledJar()
                      .source(
                          "dev.graft.api.Labels",
                          "package dev.graft.api; public class Labels { public static void none() {} }")
                      .write(path.resolveSibling("../elsewhere/labels.jar"));
              jar("no-such-method", "", "public Brought() { Labels.none(); }")
                  .insteadOf(other)
                  .write(path);
            },
            "java.lang.NoSuchMethodError",
            "it was compiled against another version of what it calls: build it again"),
        broken(
            "id-throws.jar",
            path ->
                CompiledJar.plugin("id-throws", "1", "acme.Brought")
                    .source(
                        "acme.Brought",
                        unit(
                            "acme",
                            """
                            public class Brought implements Plugin {
                              @Override public String id() { throw new UnsupportedOperationException(); }
                              @Override public List<Component<?>> components() { return List.of(); }
                            }
                            """))
                    .write(path),
            "cannot tell its id: java.lang.UnsupportedOperationException"),
        broken(
            "endless.jar",
            jar("endless", "one(), one()", "private Component<?> one() { return one(); }"),
            "cannot list its components: it calls itself without end (StackOverflowError)"),
        broken(
            "out-of-memory.jar",
            jar(
                "out-of-memory",
                "one()",
                "private Component<?> one() { throw new OutOfMemoryError(\"as if\"); }"),
            "cannot list its components: java.lang.OutOfMemoryError: as if"),
        broken(
            "speechless.jar",
            jar(
                "speechless",
                "one()",
                """
                private Component<?> one() { throw new Speechless(); }
                static final class Speechless extends RuntimeException {
                  @Override public String getMessage() { throw new IllegalStateException(); }
                }
                """),
            "cannot list its components: speechless.Brought$Speechless"));
  }

  static List<Broken> components() {
    return List.of(
        broken(
            "null-list.jar",
            CompiledJar.plugin("null-list", "1", "acme.Brought")
                .source(
                    "acme.Brought",
                    unit(
                        "acme",
                        """
                        public class Brought implements Plugin {
                          @Override public String id() { return "null-list"; }
                          @Override public List<Component<?>> components() { return null; }
                        }
                        """)),
            "its list of components is null"),
        broken(
            "null-component.jar",
            CompiledJar.plugin("null-component", "1", "acme.Brought")
                .source(
                    "acme.Brought",
                    unit(
                        "acme",
                        """
                        public class Brought implements Plugin {
                          @Override public String id() { return "null-component"; }
                          @Override public List<Component<?>> components() {
                            return Arrays.asList((Component<?>) null);
                          }
                        }
                        """)),
            "its component number 1 is null"),
        broken(
            "bad-name.jar",
            jar("bad-name", still("Still-Standing"), STILL),
            "cannot list its components",
            "lower-case letters, digits and underscores, found 'Still-Standing'"),
        broken(
            "same-names.jar",
            jar("same-names", still("twice") + ", " + still("twice"), STILL),
            "brings the augmentation 'twice' twice"),
        broken(
            "no-kind.jar",
            jar(
                "no-kind",
                "Component.of((Class) String.class, \"word\", String.class, \"A word.\")",
                ""),
            "its component 'word' is of the kind java.lang.String, which is no extension point"),
        broken(
            "null-settings.jar",
            jar(
                "null-settings",
                "new Component<>(Augmentation.class, \"still\", Still.class, null, \"Stays.\")",
                STILL),
            "augmentation 'still': has no settings (it is null)",
            "expected NoSettings.class if it has none"),
        broken(
            "no-record.jar",
            jar(
                "no-record",
                "new Component(Augmentation.class, \"still\", Still.class, String.class, \"Stays.\")",
                STILL),
            "augmentation 'still': its settings java.lang.String are no record"),
        broken(
            "of-another-kind.jar",
            jar(
                "of-another-kind",
                "Component.of((Class) Loss.class, \"still\", Still.class, \"Stays.\")",
                STILL),
            "loss 'still': of_another_kind.Brought$Still is no loss",
            "expected a class that implements dev.graft.api.loss.Loss"),
        broken(
            "inner-class.jar",
            jar("inner-class", still("still"), STILL.replace("static ", "")),
            "inner_class.Brought$Still is an inner class, which cannot be made alone"),
        broken(
            "abstract-class.jar",
            jar(
                "abstract-class",
                "Component.of(Augmentation.class, \"still\", Still.class, \"Stays.\")",
                "public abstract static class Still implements Augmentation {}"),
            "abstract_class.Brought$Still is abstract"),
        broken(
            "two-constructors.jar",
            jar(
                "two-constructors",
                still("still"),
                STILL.replace(
                    "implements Augmentation {",
                    "implements Augmentation { public Still() {} public Still(int x) {}")),
            "two_constructors.Brought$Still has 2 constructors",
            "expected one, or one that is marked with jakarta.inject.Inject"),
        broken(
            "layer-of-no-record.jar",
            jar(
                "layer-of-no-record",
                "Component.of((Class) Layer.class, \"scale\", Scale.class, \"Scales.\")",
                """
                public abstract static class Scale implements Layer {}
                """),
            "layer 'scale': the layer layer_of_no_record.Brought$Scale is not the record of its"
                + " settings"),
        broken(
            "unbindable.jar",
            settings("unbindable", "Map<String, Integer> sizes"),
            "its setting 'sizes' is of the type java.util.Map<java.lang.String, java.lang.Integer>,"
                + " which no file can hold"),
        broken(
            "bad-default.jar",
            settings(
                "bad-default", "@Setting(value = \"How far.\", defaultValue = \"far\") int by"),
            "augmentation 'moved': the default 'far' of its setting 'by': found",
            "expected an integer"),
        broken(
            "default-out-of-range.jar",
            settings(
                "default-out-of-range",
                "@Setting(value = \"How far.\", defaultValue = \"7\", max = 5) int by"),
            "the default '7' of its setting 'by': 7 is out of range"),
        broken(
            "default-no-yaml.jar",
            settings(
                "default-no-yaml",
                "@Setting(value = \"How.\", defaultValue = \"[1, 2\") List<Integer> by"),
            "the default '[1, 2' of its setting 'by' is not YAML"),
        broken(
            "setting-named-type.jar",
            settings("setting-named-type", "String type"),
            "one of its settings is named 'type'"),
        broken(
            "settings-in-themselves.jar",
            settings("settings-in-themselves", "List<Settings> children"),
            "have themselves inside"),
        broken(
            "settings-of-no-class.jar",
            path -> {
              Path library =
                  new CompiledJar()
                      .source("lib.Amount", "package lib; public record Amount(int by) {}")
                      .write(path.resolveSibling("../elsewhere/amount.jar"));
              settings("settings-of-no-class", "lib.Amount amount").against(library).write(path);
            },
            "cannot describe its components: there is no class lib.Amount"));
  }
}
