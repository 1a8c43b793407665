package dev.graft.cli;

import static dev.graft.cli.CommandLineRun.graft;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of {@code configs} is an experiment, whose network is what its comments say. */
class ConfigsTest {
  private static final Path CONFIGS = Path.of("../../configs");

  /**
   * Number of classes and of all parameters; the latter are Keras's of the same networks, with a
   * dense layer on top of the pooled features.
   */
  private record Expected(int classes, String total) {}

  private static final Map<String, Expected> NETWORKS =
      Map.of(
          "quickstart", new Expected(0, "61,300"),
          "mnist", new Expected(10, "260,476"),
          "cats-dogs-scratch", new Expected(2, "1,667,169"),
          "cats-dogs-augmented", new Expected(2, "1,667,169"),
          "cats-dogs-xception", new Expected(2, "20,863,529"),
          "cats-dogs-mobilenetv2-finetune", new Expected(2, "2,259,265"),
          "alpaca-mobilenetv2", new Expected(2, "411,489"),
          "alpaca-squeezenet", new Expected(2, "723,009"),
          "two-cats-and-neither-resnet50", new Expected(3, "23,593,859"),
          "three-classes-softmax", new Expected(3, "2,261,827"));

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(CONFIGS)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.yaml$", "");
  }

  /** Neither pictures nor weights are there. */
  private static String summary(String name, int classes) {
    String file = CONFIGS.resolve(name + ".yaml").toString();
    CommandLineRun run =
        classes == 0
            ? graft("summary", file)
            : graft("summary", file, "--classes", Integer.toString(classes));
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    return run.out();
  }

  @ParameterizedTest
  @MethodSource("files")
  void isANetworkOfTheSizeItSays(Path file) throws IOException {
    Expected expected = NETWORKS.get(name(file));

    assertThat(expected).as("the row of %s in this test", file).isNotNull();
    assertThat(summary(name(file), expected.classes()))
        .contains("\nTotal params: " + expected.total() + " (");
    // A number in the file's comments is the network's.
    assertThat(Files.readString(file).lines().filter(line -> line.startsWith("#")))
        .filteredOn(line -> line.matches(".*[0-9],[0-9]{3} parameters.*"))
        .allMatch(line -> line.contains(expected.total() + " parameters"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void isNamedAsItsFileAndExplainedBeforeItBegins(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    String name = name(file);

    assertThat(lines).contains("name: " + name, "output: ../runs/" + name);
    assertThat(lines.subList(0, lines.indexOf("name: " + name)))
        .hasSizeGreaterThanOrEqualTo(4)
        .allMatch(line -> line.startsWith("#"));
    assertThat(Files.readString(CONFIGS.resolve("README.md"))).contains("| `" + name + ".yaml` |");
  }

  @Test
  void theTutorialsPhasesTrainWhatTheTutorialPrints() {
    assertThat(summary("cats-dogs-mobilenetv2-finetune", 2))
        .contains(
            "trains 1,281 of 2,259,265 parameters", "trains 1,862,721 of 2,259,265 parameters");
  }

  @Test
  void resNetsLastStageIsUnfrozen() {
    assertThat(summary("two-cats-and-neither-resnet50", 3))
        .contains("trains 6,147 of 23,593,859 parameters")
        .containsPattern("conv4_block6_3_conv .* frozen +conv4_block6_2_relu")
        .containsPattern("conv5_block1_1_conv .* 2 +conv4_block6_out");
  }
}
