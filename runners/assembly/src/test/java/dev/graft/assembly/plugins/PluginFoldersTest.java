package dev.graft.assembly.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.problem.ProblemException;
import dev.graft.assembly.Graft;
import dev.graft.assembly.components.InstalledPlugin;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginFoldersTest {
  @TempDir private Path folder;

  private Path folder(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  @Test
  void theCommandLinesComeFirstThenTheVariablesThenGraftsOwn() throws IOException {
    Path option = folder("option");
    Path first = folder("first");
    Path second = folder("second");
    Path home = folder("home/plugins");

    PluginFolders folders =
        PluginFolders.of(
            List.of(option),
            Optional.of(first + File.pathSeparator + File.pathSeparator + second),
            Optional.of(folder.resolve("home")));

    assertThat(folders.existing()).containsExactly(option, first, second, home);
  }

  @Test
  void oneThatIsNamedTwiceCountsOnce() throws IOException {
    Path one = folder("one");

    PluginFolders folders =
        PluginFolders.of(
            List.of(one, one.resolve("../one")), Optional.of(one.toString()), Optional.empty());

    assertThat(folders.existing()).containsExactly(one);
  }

  @Test
  void onlyGraftsOwnMayBeMissing() throws IOException {
    Path file = Files.writeString(folder.resolve("file.jar"), "");
    PluginFolders folders =
        new PluginFolders(
            List.of(folder.resolve("gone"), file), Optional.of(folder.resolve("nowhere")));

    assertThatThrownBy(folders::existing)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problems()).hasSize(2);
              assertThat(e.problems().get(0).toString())
                  .contains("gone: there is no such folder; expected a folder of plugins");
              assertThat(e.problems().get(1).what()).isEqualTo("is no folder");
            });
    assertThat(new PluginFolders(List.of(), Optional.of(folder.resolve("nowhere"))).existing())
        .isEmpty();
  }

  @Test
  void pluginsLoadByFolderAndThenByName() throws IOException {
    Path one = folder("one");
    Path two = folder("two");
    PluginSources.sound("zebra").write(one.resolve("a.jar"));
    PluginSources.sound("ant").write(one.resolve("b/any.jar"));
    PluginSources.sound("mole").write(one.resolve("c.JAR"));
    PluginSources.sound("bee").write(two.resolve("bee.jar"));
    PluginSources.sound("ant").write(two.resolve("ant.jar"));
    PluginSources.sound("hidden").write(two.resolve(".hidden.jar"));

    try (Graft graft = Graft.installed(new PluginFolders(List.of(one, two), Optional.empty()))) {
      assertThat(graft.components().plugins())
          .filteredOn(plugin -> !plugin.isGraftsOwn())
          .map(InstalledPlugin::id)
          .containsExactly("zebra", "ant", "mole", "bee");
      assertThat(graft.components().plugins().get(0).isGraftsOwn()).isTrue();
      assertThat(graft.leftOut())
          .singleElement()
          .satisfies(
              plugin ->
                  assertThat(plugin.problem().toString())
                      .startsWith(two.resolve("ant.jar") + ": has the id 'ant' of another plugin, ")
                      .contains(one.resolve("b").toString()));
    }
  }
}
