package dev.graft.cli;

import static dev.graft.cli.CommandLineRun.graft;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PluginsCommandTest {
  @Test
  void everythingAFileCanNameIsListedByKind() {
    CommandLineRun run = graft("plugins");

    assertThat(run.exitCode()).isZero();
    assertThat(run.outLines())
        .contains("Augmentations", "Backbones", "Datasets", "Engines", "Heads", "Layers", "Losses")
        .contains("Optimizers", "Runners", "Weights readers");
    for (String name :
        new String[] {
          "mobilenet_v2",
          "efficientnet_b0",
          "xception",
          "sequential",
          "tensorflow",
          "logit",
          "softmax",
          "binary_cross_entropy",
          "categorical_cross_entropy",
          "sgd",
          "rmsprop",
          "adam",
          "adamw",
          "flip",
          "rotate",
          "shear",
          "zoom",
          "shift",
          "folder",
          "idx",
          "shapes",
          "cpu",
          "gpu",
          "keras_archive",
          "keras_h5",
          "pytorch",
          "conv2d"
        }) {
      assertThat(run.out()).containsPattern("(?m)^  " + name + " +\\S");
    }
  }

  @Test
  void aNameGivesItsSettings() {
    CommandLineRun run = graft("plugins", "rotate");

    assertThat(run.exitCode()).isZero();
    assertThat(run.outLines().get(0)).isEqualTo("rotate (augmentation, from plugin augmentations)");
    assertThat(run.out())
        .containsPattern("(?m)^degrees +a number +required +in \\[0, 180] degrees ")
        .containsPattern("(?m)^fill +one of: nearest, constant, reflect, wrap +nearest +What is")
        .containsPattern("(?m)^fill_value +a number +0 +in \\[0, 255] +The value outside")
        .contains("Example: 40");
  }

  @Test
  void anUnknownNameGetsTheNearestOne() {
    CommandLineRun run = graft("plugins", "mobilnet");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("'mobilnet'", "did you mean 'mobilenet'");
  }

  @Test
  void anIdOfGraftsOwnGivesWhatThePluginBrings() {
    CommandLineRun run = graft("plugins", "heads");

    assertThat(run.exitCode()).isZero();
    assertThat(run.outLines().get(0)).matches("heads \\S+ \\(plugin that comes with Graft\\)");
    assertThat(run.outLines()).contains("Heads");
    assertThat(run.out()).containsPattern("(?m)^  logit +\\S").doesNotContain("mobilenet");
  }

  @Test
  void aNameOfAComponentAndOfAPluginGivesBoth() {
    assertThat(graft("plugins", "djl").out())
        .contains("djl (engine, from plugin djl)", "(plugin that comes with Graft)");
  }

  @Test
  void anUnknownIdGetsTheNearestOne() {
    CommandLineRun run = graft("plugins", "augmentation");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("there is no component or plugin 'augmentation'")
        .contains("did you mean 'augmentations'");
  }

  @Test
  void whereNothingIsDroppedInNoSuchSectionIsShown() {
    assertThat(graft("plugins").out()).doesNotContain("dropped in", "left out");
  }
}
