package dev.graft.cli;

import static dev.graft.cli.CommandLineRun.graft;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.Events;

/** What {@code graft new plugin} writes is compiled, tested, dropped in and trained. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NewPluginTest {
  private Path folder;
  private WrittenPlugin plugin;

  @BeforeAll
  void writeAndCompile(@TempDir Path ofAll) throws IOException {
    folder = ofAll;
    plugin = WrittenPlugin.written(folder, "hat-trick");
  }

  /** Both engines are on the class path of this test: the contracts hold the plugin to them. */
  @Test
  void itsTestsPassOnBothEngines() throws Exception {
    Events passed = plugin.tested().testEvents().succeeded();

    assertThat(passed.count()).as("tests that pass").isGreaterThan(200);
    assertThat(passed.stream().map(event -> event.getTestDescriptor().getDisplayName()))
        .contains("tensorflow", "djl");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tensorflow", "djl"})
  void itTrainsAsADroppedInJar(String engine) {
    String run = folder.resolve("run-" + engine).toString();

    CommandLineRun trained =
        plugin.run("train", "--set", "backbone.engine=" + engine, "--output", run);

    assertThat(trained.exitCode()).as(trained.out() + trained.err()).isZero();
    assertThat(trained.out() + trained.err()).contains("brier");
    assertThat(graft("evaluate", run, "--plugins", plugin.jar().getParent().toString()).out())
        .contains("accuracy");
  }

  @Test
  void withoutTheJarItsNamesAreUnknown() {
    CommandLineRun run = graft("check", plugin.project().resolve("experiment.yaml").toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("hat_trick_net", "hat_trick_head", "hat_trick_focal");
  }

  @ParameterizedTest
  @EnumSource(PluginPart.class)
  void ofOneKindItWorksAlike(PluginPart kind, @TempDir Path own) throws Exception {
    WrittenPlugin one = WrittenPlugin.written(own, "solo", "--kind", kind.kind());

    assertThat(one.tested().testEvents().succeeded().count()).isGreaterThan(15);
    CommandLineRun checked = one.run("check");
    assertThat(checked.exitCode()).as(checked.err()).isZero();
    assertThat(graft("plugins", "--plugins", one.jar().getParent().toString()).out())
        .contains("solo_");
  }
}
