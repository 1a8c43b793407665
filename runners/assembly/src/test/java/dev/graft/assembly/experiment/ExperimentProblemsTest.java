package dev.graft.assembly.experiment;

import static dev.graft.assembly.experiment.ExperimentFolder.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentProblemsTest {
  @TempDir private Path folder;
  private ExperimentFolder files;

  @BeforeEach
  void files() {
    files = new ExperimentFolder(folder);
  }

  @Test
  void fiveMistakesAreToldAtOnce() {
    assertThat(
            files.problems(
                """
                name: five
                data: {type: shapes, image_sise: 32}
                backbone:
                  type: sequential
                  layers: [{type: conv2d, filters: many, kernel_size: 3}]
                augmentations:
                  - {type: rotat, degrees: 20}
                head: {type: softmax}
                loss: {type: binary_cross_entropy}
                training:
                  epochs: 0
                """))
        .containsExactly(
            "x.yaml:2:22: data.image_sise: unknown key 'image_sise'; expected one of: type,"
                + " classes, training, validation, image_size, channels, difficulty; did you mean"
                + " 'image_size'?",
            "x.yaml:5:36: backbone.layers[0].filters: found text 'many'; expected an integer at"
                + " least 1",
            "x.yaml:7:12: augmentations[0].type: unknown augmentation 'rotat'; expected one of:"
                + " flip, rotate, shear, shift, zoom; did you mean 'rotate'?",
            "x.yaml:9:7: loss: 'binary_cross_entropy' does not fit the head 'softmax'; expected"
                + " 'categorical_cross_entropy'; or leave 'loss' out: the head knows the one that"
                + " fits",
            "x.yaml:11:11: training.epochs: 0 is out of range; expected an integer at least 1");
  }

  @Test
  void headAndLossAreComparedThoughBothHaveMistakes() {
    assertThat(
            files.problems(
                SMALL.replace("head: {type: logit}", "head: {type: logit, dropout: 2}")
                    + "loss: {type: categorical_cross_entropy, label_smoothin: 0.1}\n"))
        .hasSize(3)
        .anySatisfy(line -> assertThat(line).contains("head.dropout: 2 is out of range"))
        .anySatisfy(line -> assertThat(line).contains("unknown key 'label_smoothin'"))
        .anySatisfy(line -> assertThat(line).contains("does not fit the head 'logit'"));
  }

  @Test
  void anUnknownHeadIsOneProblem() {
    assertThat(files.problems(SMALL.replace("logit", "logits") + "loss: binary_cross_entropy\n"))
        .containsExactly(
            "x.yaml:7:14: head.type: unknown head 'logits'; expected one of: logit, softmax; did"
                + " you mean 'logit'?");
  }

  @Test
  void missingSectionsAreAllTold() {
    assertThat(files.problems("name: x\n"))
        .hasSize(4)
        .allSatisfy(line -> assertThat(line).startsWith("x.yaml:1:1: ").contains("is missing"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .isEqualTo(
                        "x.yaml:1:1: data: is missing; expected a dataset: {type: NAME, …}, such as"
                            + " data: {type: folder, path: data/alpaca}"));
  }

  @Nested
  class Documents {
    @Test
    void aMissingFileWithSimilarNames() {
      files.write("quickstart.yaml", SMALL);

      assertThat(files.problems(folder.resolve("quikstart.yaml")))
          .containsExactly(
              "quikstart.yaml: no such file; expected an experiment file; did you mean"
                  + " 'quickstart.yaml'?");
    }

    @Test
    void aFolderInPlaceOfAFile() {
      files.write("configs/a.yaml", SMALL);
      files.write("configs/b.txt", "");

      assertThat(files.problems(folder.resolve("configs")))
          .containsExactly("configs: is a folder; expected an experiment file; it holds a.yaml");
    }

    @Test
    void aMissingFolder() {
      assertThat(files.problems(folder.resolve("no/such/x.yaml")))
          .singleElement()
          .asString()
          .startsWith("no/such/x.yaml: no such file")
          .contains("its folder is not there either");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "---\n"})
    void anEmptyFile(String text) {
      assertThat(files.problems(text))
          .singleElement()
          .asString()
          .matches("x.yaml:[12]:1: (is empty|found nothing); expected .*");
    }

    @Test
    void aFileThatIsNoMapping() {
      assertThat(files.problems("- a\n- b\n"))
          .containsExactly(
              "x.yaml:1:1: found a list; expected an experiment: a mapping with data, backbone, head, training,"
                  + " …");
    }

    @Test
    void otherThanUtf8() throws IOException {
      Path file = folder.resolve("x.yaml");
      Files.write(file, new byte[] {'a', ':', ' ', '1', '\n', 'b', ':', ' ', (byte) 0xE4, '\n'});

      assertThat(files.problems(file))
          .containsExactly(
              "x.yaml:2:4: is not UTF-8 text; expected an experiment file in UTF-8; save it as"
                  + " UTF-8");
    }

    @Test
    void aFileThatIsTooLarge() {
      assertThat(files.problems(SMALL + "#".repeat(1 << 20)))
          .containsExactly("x.yaml: is larger than 1 MiB; expected an experiment file");
    }

    @Test
    void whatIsNotYaml() {
      assertThat(files.problems("data: [1\nhead: x\n"))
          .singleElement()
          .asString()
          .isEqualTo("x.yaml:1:7: '[' is never closed; write ']' where it ends");
    }

    @Test
    void aSecondKeyAndOtherMistakesTogether() {
      assertThat(files.problems(SMALL + "seed: x\nhead: softmax\n"))
          .containsExactly(
              "x.yaml:9:7: seed: found text 'x'; expected an integer",
              "x.yaml:10:1: the key 'head' is here a second time; the first is at line 7; keep one"
                  + " of them");
    }
  }

  @Nested
  class Parts {
    @Test
    void dataThatIsNotThereIsToldAtItsPath() {
      String text =
          SMALL.replaceFirst("data: .*\n", "data:\n  type: folder\n  path: no/pictures\n");

      assertThat(files.problems(text))
          .singleElement()
          .asString()
          .startsWith("x.yaml:3:9: data.path: ")
          .contains("no/pictures");
    }

    @Test
    void dataOfOneClass() {
      files.write("pictures/cat/1.jpg", "");
      String text = SMALL.replaceFirst("data: .*\n", "data: {type: folder, path: pictures}\n");

      assertThat(files.problems(text))
          .singleElement()
          .asString()
          .startsWith("x.yaml:1:28: data.path: pictures: has one class only, 'cat'");
    }

    @Test
    void aDatasetThatCannotTellItsImageSize() {
      String text = SMALL.replaceFirst("data: .*\n", "data: {type: idx, path: no}\n");

      assertThat(files.problems(text))
          .singleElement()
          .asString()
          .startsWith("x.yaml:1:25: data.path: no: there is no such folder");
    }

    @Test
    void aHeadForOtherNumbersOfClasses() {
      assertThat(files.problems(SMALL.replace("square]", "square, star]")))
          .containsExactly(
              "x.yaml:7:7: head: head 'logit' tells two classes apart, found 3 (circle, square,"
                  + " star); use head 'softmax'");
    }

    @Test
    void imagesThatAreTooSmall() {
      assertThat(files.problems(SMALL.replace("kernel_size: 3", "kernel_size: 30")))
          .singleElement()
          .asString()
          .startsWith(
              "x.yaml:5:7: backbone.layers[0]: for images of 16x16x3: layer 'first': a 30x30");
    }

    @Test
    void aLayerThatDoesNotFitOnTheOneBefore() {
      String text = SMALL.replace("  - {type: max_pooling2d}", "  - type: dense\n      units: 3");

      assertThat(files.problems(text))
          .containsExactly(
              "x.yaml:6:7: backbone.layers[1]: for images of 16x16x3: layer 'dense': takes a"
                  + " vector, found (14, 14, 2); put flatten or a global pooling before it");
    }

    @Test
    void twoLayersOfOneName() {
      assertThat(files.problems(SMALL.replace("max_pooling2d}", "flatten, name: first}")))
          .containsExactly("x.yaml:6:29: backbone.layers[1].name: two layers are named 'first'");
    }

    @Test
    void aLayerToFreezeThatIsNotThere() {
      assertThat(
              files.problems(
                  SMALL.replace("sequential", "sequential\n  freeze: {until: frist}")
                      + "fine_tuning: {epochs: 1, freeze: {until: max_pooling}}\n"))
          .containsExactly(
              "x.yaml:4:19: backbone.freeze.until: backbone 'sequential' has no layer 'frist';"
                  + " expected one of its 3 layers, as `graft summary` lists them; did you mean"
                  + " 'first'?",
              "x.yaml:10:42: fine_tuning.freeze.until: backbone 'sequential' has no layer"
                  + " 'max_pooling'; expected one of its 3 layers, as `graft summary` lists them;"
                  + " did you mean 'max_pooling2d'?");
    }

    @Test
    void threadsOfTheRunner() {
      assertThat(files.problems(SMALL + "runner: {type: cpu, threads: -1}\n"))
          .singleElement()
          .asString()
          .startsWith("x.yaml:9:30: runner.threads: -1 is out of range");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "''", "\"a\\tb\""})
    void aNameThatCannotBeAFolders(String name) {
      assertThat(files.problems(SMALL + "name: " + name + "\n"))
          .singleElement()
          .asString()
          .startsWith("x.yaml:9:7: name: found")
          .contains("expected a name that can be a folder's");
    }
  }
}
