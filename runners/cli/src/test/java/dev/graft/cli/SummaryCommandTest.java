package dev.graft.cli;

import static dev.graft.cli.CommandLineRun.graft;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The totals that Keras gives for the same networks; neither data nor weights are there. */
class SummaryCommandTest {
  private static String summary(String config, String... more) {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "summary";
    arguments[1] = "../../configs/" + config + ".yaml";
    System.arraycopy(more, 0, arguments, 2, more.length);
    CommandLineRun run = graft(arguments);
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    return run.out();
  }

  @Test
  void mnist() {
    assertThat(summary("mnist", "--classes", "10"))
        .contains("conv2d (Conv2D)", "(None, 26, 26, 32)", "\nTotal params: 260,476 (1017.48 KB)")
        .contains("\nTrainable params: 260,476 (1017.48 KB)", "\nNon-trainable params: 0 (0.00 B)");
  }

  @Test
  void catsAndDogs() {
    assertThat(summary("cats-dogs-scratch", "--classes", "2"))
        .contains("logits (Dense)", "\nTotal params: 1,667,169 (6.36 MB)");
  }

  @Test
  void optimizersAndSchedulesAreCalledAsInTheFile() {
    assertThat(
            summary(
                "cats-dogs-scratch", "--classes", "2", "--set", "training.schedule=cosine_decay"))
        .contains(", rmsprop, learning rate 0.001", ", cosine decay");
  }

  @Test
  void aFrozenBackboneCountsAsNotTrainable() {
    assertThat(summary("alpaca-mobilenetv2", "--classes", "2"))
        .contains("\nTotal params: 411,489", "\nTrainable params: 1,281 ")
        .contains("\nNon-trainable params: 410,208")
        .contains("  Total params: 410,208", "  Trainable params: 396,128")
        .contains("Conv_1_bn (BatchNormalization)")
        .contains("trains 1,281 of 411,489 parameters", "frozen up to 'out_relu' (layer 154)");
  }

  @Test
  void eachPhaseTellsWhatItTrains() {
    assertThat(summary("three-classes-softmax", "--classes", "3"))
        .contains("  Total params: 2,257,984", "  Trainable params: 2,223,872")
        .contains("Param #  Trained in  Connected to")
        .containsPattern("block_13_expand .* 2 +block_12_add\n")
        .containsPattern("block_12_project_BN .*frozen +block_12_project\n")
        .contains("\n1  Training: 5 epochs", "\n2  Fine tuning: 5 epochs");
  }

  @Test
  void stagesTellTheirLayersPhasesAndRates() {
    String[] settings = {
      "--classes",
      "3",
      "--stages",
      "--set",
      "fine_tuning.layer_decay=0.5",
      "--set",
      "fine_tuning.freeze={layers: 116}",
      "--set",
      "fine_tuning.gradual_unfreezing={stages: 2}"
    };

    assertThat(summary("three-classes-softmax", settings))
        .doesNotContain("Connected to", "block_13_expand (Conv2D)")
        .contains("Stage ", "Phases", "Rate 2-4")
        .containsPattern("\nblock_12 +108-116 +block_12_add +.* frozen +0.0156\n")
        .containsPattern("\nblock_13 +117-125 +block_13_project_BN +.* 4 +0.0313\n")
        .containsPattern("\nblock_15 +.* 3-4 +0.125\n")
        .containsPattern("\nConv_1 +152-154 +out_relu +[0-9,]+ +2-4 +0.5\n")
        .containsPattern("\nhead +logits +[0-9,]+ +1-4 +1\n")
        .contains(
            "\n2  Fine tuning unfreezing 1: 1 epoch, batch size",
            "\n3  Fine tuning unfreezing 2: 1 epoch, batch size",
            "\n4  Fine tuning: 5 epochs",
            "learning rate times 0.0313 to 0.5 in the backbone, 1 in the head",
            "features are what 'block_12_add' (layer 116) gives, (None, 10, 10, 96), 37.50 KB a picture");
  }

  @Test
  void quickstartNeedsNothing() {
    assertThat(summary("quickstart")).contains("Total params: ", "Classes: circle, ");
  }

  @Test
  void withoutDataTheWayOutIsTold() {
    CommandLineRun run = graft("summary", "../../configs/mnist.yaml");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("no such folder", "--classes");
  }
}
