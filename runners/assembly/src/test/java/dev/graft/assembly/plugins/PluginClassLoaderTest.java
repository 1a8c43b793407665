package dev.graft.assembly.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.plugin.Plugin;
import dev.graft.testkit.files.CompiledJar;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginClassLoaderTest {
  private static final ClassLoader GRAFT = PluginClassLoaderTest.class.getClassLoader();

  @TempDir private Path folder;

  private PluginClassLoader open(CompiledJar... jars) {
    List<Path> files = new java.util.ArrayList<>();
    for (CompiledJar jar : jars) {
      files.add(jar.write(folder.resolve(files.size() + ".jar")));
    }
    return new PluginClassLoader("plugin test 1", files, GRAFT);
  }

  private static CompiledJar having(String type) {
    int dot = type.lastIndexOf('.');
    return new CompiledJar()
        .source(
            type,
            "package %s; public class %s {}"
                .formatted(type.substring(0, dot), type.substring(dot + 1)));
  }

  @Test
  void theApiIsGraftsEvenIfThePluginHasACopy() throws Exception {
    try (PluginClassLoader loader =
        open(having("dev.graft.api.Image"), having("org.slf4j.Logger"))) {
      assertThat(loader.loadClass("dev.graft.api.Image")).isSameAs(dev.graft.api.Image.class);
      assertThat(loader.loadClass("org.slf4j.Logger")).isSameAs(org.slf4j.Logger.class);
      assertThat(loader.loadClass(Inject.class.getName())).isSameAs(Inject.class);
      assertThat(loader.loadClass("java.sql.Connection").getModule().getName())
          .isEqualTo("java.sql");
    }
  }

  @Test
  void whatTheApiDoesNotHaveIsNotTakenFromThePlugin() throws IOException {
    try (PluginClassLoader loader = open(having("dev.graft.api.Later"))) {
      assertThatThrownBy(() -> loader.loadClass("dev.graft.api.Later"))
          .isInstanceOf(ClassNotFoundException.class);
    }
  }

  @Test
  void otherPackagesOfTheListMayBeCompletedByThePlugin() throws Exception {
    try (PluginClassLoader loader = open(having("ai.djl.special.Engine"))) {
      assertThat(loader.loadClass("ai.djl.special.Engine").getClassLoader()).isSameAs(loader);
    }
  }

  @Test
  void everythingElseIsThePluginsOwn() throws Exception {
    String guava = "com.google.common.collect.ImmutableList";
    try (PluginClassLoader with = open(having(guava), having("dev.graft.apiary.Bee"));
        PluginClassLoader without = new PluginClassLoader("plugin b 1", List.of(), GRAFT)) {
      assertThat(Class.forName(guava)).isNotNull();
      assertThat(with.loadClass(guava).getClassLoader()).isSameAs(with);
      assertThat(with.loadClass("dev.graft.apiary.Bee").getClassLoader()).isSameAs(with);
      for (String hidden :
          new String[] {
            guava,
            "com.google.inject.Guice",
            "tools.jackson.databind.ObjectMapper",
            "dev.graft.assembly.Graft",
            "dev.graft.training.LocalTrainingLoop",
            "dev.graft.testkit.files.CompiledJar"
          }) {
        assertThat(Class.forName(hidden)).isNotNull();
        assertThatThrownBy(() -> without.loadClass(hidden))
            .as(hidden)
            .isInstanceOf(ClassNotFoundException.class);
      }
    }
  }

  @Test
  void resourcesAreThePluginsOwnToo() throws IOException {
    String services = "META-INF/services/" + Plugin.class.getName();
    CompiledJar jar = new CompiledJar().entry("words.txt", "mine").entry(services, "acme.None\n");
    try (PluginClassLoader loader = open(jar);
        PluginClassLoader empty = new PluginClassLoader("plugin b 1", List.of(), GRAFT)) {
      assertThat(GRAFT.getResource(services)).isNotNull();
      assertThat(Collections.list(loader.getResources(services))).hasSize(1);
      assertThat(empty.getResource(services)).isNull();
      assertThat(Collections.list(empty.getResources(services))).isEmpty();
      assertThat(ServiceLoader.load(Plugin.class, empty)).isEmpty();
      assertThat(empty.getResource("dev/graft/assembly/Graft.class")).isNull();
      assertThat(empty.getResource("dev/graft/api/Image.class")).isNotNull();
      try (var words = loader.getResourceAsStream("words.txt")) {
        assertThat(words).hasContent("mine");
      }
    }
  }

  @Test
  void aJarForSeveralVersionsOfJavaGivesTheRightOne() throws Exception {
    byte[] newer = having("acme.Words").compiled().get("acme/Words.class");
    CompiledJar jar =
        new CompiledJar()
            .manifest("Multi-Release", "true")
            .source("acme.Words", "package acme; public class Words { public int old; }")
            .entry("META-INF/versions/17/acme/Words.class", newer)
            .entry("words.txt", "old")
            .entry("META-INF/versions/17/words.txt", "new".getBytes(StandardCharsets.UTF_8));
    try (PluginClassLoader loader = open(jar)) {
      assertThat(loader.loadClass("acme.Words").getFields()).isEmpty();
      try (var words = loader.getResourceAsStream("words.txt")) {
        assertThat(words).hasContent("new");
      }
    }
  }

  @Test
  void jarsThatTheManifestNamesBesideItAreFollowedAsJavaDoes() throws Exception {
    having("lib.Tool").write(folder.resolve("lib/tool.jar"));
    try (PluginClassLoader loader =
        open(having("acme.Thing").manifest("Class-Path", "lib/tool.jar lib/gone.jar"))) {
      assertThat(loader.loadClass("lib.Tool").getClassLoader()).isSameAs(loader);
    }
  }

  @Test
  void aStackTraceNamesThePlugin() throws Exception {
    CompiledJar jar =
        new CompiledJar()
            .source(
                "acme.Thing",
                "package acme; public class Thing { public Thing() {"
                    + " throw new IllegalStateException(); } }");
    try (PluginClassLoader loader = open(jar)) {
      assertThatThrownBy(() -> loader.loadClass("acme.Thing").getConstructor().newInstance())
          .cause()
          .satisfies(
              e ->
                  assertThat(e.getStackTrace()[0].toString())
                      .startsWith("plugin test 1//acme.Thing.<init>"));
    }
  }

  @Test
  void classesLoadInParallel() {
    try (PluginClassLoader loader = open(having("acme.Thing"))) {
      assertThat(loader.isRegisteredAsParallelCapable()).isTrue();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
