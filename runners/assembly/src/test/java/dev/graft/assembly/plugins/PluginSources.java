package dev.graft.assembly.plugins;

import dev.graft.testkit.files.CompiledJar;
import dev.graft.testkit.reference.ReferenceEngine;
import java.nio.file.Path;

/** Plugins as strangers write them, as text, and jars of them. */
final class PluginSources {
  private static final String IMPORTS =
      """
      import dev.graft.api.*;
      import dev.graft.api.augmentation.*;
      import dev.graft.api.engine.*;
      import dev.graft.api.head.*;
      import dev.graft.api.layer.*;
      import dev.graft.api.loss.*;
      import dev.graft.api.ops.*;
      import dev.graft.api.plugin.*;
      import jakarta.inject.Inject;
      import java.util.*;
      """;

  private PluginSources() {}

  /** A compilation unit of a package. */
  static String unit(String packageName, String body) {
    return "package " + packageName + ";\n" + IMPORTS + body;
  }

  /** A plugin's class with components, and other members such as the components' classes. */
  static String plugin(String packageName, String id, String components, String members) {
    return unit(
        packageName,
        """
        public final class Brought implements Plugin {
          @Override public String id() { return "%s"; }
          @Override public List<Component<?>> components() { return List.of(%s); }
          %s
        }
        """
            .formatted(id, components, members));
  }

  /** A jar of a plugin whose package is its id. */
  static CompiledJar jar(String id, String components, String members) {
    String packageName = id.replace('-', '_');
    return CompiledJar.plugin(id, "1.0.0", packageName + ".Brought")
        .source(packageName + ".Brought", plugin(packageName, id, components, members));
  }

  /** An augmentation that changes nothing, and its registration under a name. */
  static String still(String name) {
    return "Component.of(Augmentation.class, \"%s\", Still.class, \"Stays.\")".formatted(name);
  }

  /** The class of {@link #still}. */
  static final String STILL =
      """
      public static final class Still implements Augmentation {
        @Override public Change draw(java.util.random.RandomGenerator random, ImageSize size) {
          return Affine.identity();
        }
      }
      """;

  /** A sound plugin with one augmentation of its id. */
  static CompiledJar sound(String id) {
    return jar(id, still(id.replace('-', '_')), STILL);
  }

  /**
   * Drops in an engine that needs no native library: the test kit's, in a folder of its own with
   * the test kit as the library that it is.
   */
  static void referenceEngine(Path plugins) {
    Path folder = plugins.resolve("reference");
    Path testkit =
        CompiledJar.copyOf(
            CompiledJar.origin(ReferenceEngine.class), folder.resolve("testkit.jar"));
    jar(
            "reference",
            """
            Component.of(Engine.class, "reference",
                dev.graft.testkit.reference.ReferenceEngine.class, "Plain Java.")""",
            "")
        .against(testkit)
        .write(folder.resolve("reference.jar"));
  }
}
