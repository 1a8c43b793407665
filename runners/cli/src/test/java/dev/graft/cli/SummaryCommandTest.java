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
    assertThat(summary("cats-dogs-cnn", "--classes", "2"))
        .contains("logits (Dense)", "\nTotal params: 1,667,169 (6.36 MB)");
  }

  @Test
  void aFrozenBackboneCountsAsNotTrainable() {
    assertThat(summary("alpaca-mobilenetv2", "--classes", "2"))
        .contains("\nTotal params: 411,489", "\nTrainable params: 1,281 ")
        .contains("\nNon-trainable params: 410,208")
        .contains("  Total params: 410,208", "  Trainable params: 396,128")
        .contains("Conv_1_bn (BatchNormalization)")
        .contains("trains 1,281 of 411,489 parameters", "frozen up to 'Conv_1_bn'");
  }

  @Test
  void eachPhaseTellsWhatItTrains() {
    assertThat(summary("three-classes-softmax", "--classes", "3"))
        .contains("  Total params: 2,257,984", "  Trainable params: 2,223,872")
        .contains("In training", "In fine_tuning")
        .containsPattern("block_13_expand .*frozen +trained\n")
        .containsPattern("block_12_project_BN .*frozen +frozen\n")
        .contains("\nTraining: 5 epochs", "\nFine tuning: 5 epochs");
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
