package dev.graft.assembly.document;

import static dev.graft.assembly.experiment.ExperimentFolder.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.experiment.Experiment;
import dev.graft.api.head.Decision;
import dev.graft.assembly.experiment.ExperimentFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IncludesTest {
  @TempDir private Path folder;
  private ExperimentFolder files;

  @BeforeEach
  void files() {
    files = new ExperimentFolder(folder);
    files.write("base.yaml", SMALL);
  }

  private Experiment read(String text, String... overrides) {
    return files.read(text, overrides).experiment();
  }

  @Nested
  class Precedence {
    @Test
    void theFileItselfGoesOverWhatItIncludes() {
      Experiment experiment = read("training: {epochs: 7}\ninclude: base.yaml\nseed: 1\n");

      assertThat(experiment.phases().get(0).epochs()).isEqualTo(7);
      assertThat(experiment.seed()).isEqualTo(1);
      assertThat(experiment.decision()).isInstanceOf(Decision.Sigmoid.class);
    }

    @Test
    void laterFilesGoOverEarlierOnes() {
      files.write("one.yaml", "seed: 1\ntraining: {epochs: 1, batch_size: 3}\n");
      files.write("two.yaml", "seed: 2\ntraining: {epochs: 4}\n");

      Experiment experiment = read("include: [base.yaml, one.yaml, two.yaml]\n");

      assertThat(experiment.seed()).isEqualTo(2);
      assertThat(experiment.phases().get(0).epochs()).isEqualTo(4);
      assertThat(experiment.phases().get(0).batchSize()).isEqualTo(3);
    }

    @Test
    void theCommandLineGoesOverAll() {
      Experiment experiment =
          read("include: base.yaml\ntraining: {epochs: 7}\n", "training.epochs=9", "seed=5");

      assertThat(experiment.phases().get(0).epochs()).isEqualTo(9);
      assertThat(experiment.seed()).isEqualTo(5);
    }

    @Test
    void aComponentOfAnotherTypeReplacesTheWholeOne() {
      files.write(
          "data.yaml", "runner: {type: cpu, threads: 3}\nhead: {type: logit, dropout: 0.5}\n");

      Experiment experiment =
          read(
              """
              include: [base.yaml, data.yaml]
              head: {type: softmax}
              runner: {type: cpu, threads: 2}
              """);

      assertThat(experiment.decision()).isInstanceOf(Decision.Softmax.class);
      assertThat(experiment.resolved()).contains("head: {type: softmax, dropout: 0.0}");
    }

    @Test
    void aComponentOfTheSameTypeOrWithoutOneIsMerged() {
      files.write("more.yaml", "head: {dropout: 0.5}\ndata: {type: shapes, training: 8}\n");

      Experiment experiment = read("include: [base.yaml, more.yaml]\n");

      assertThat(experiment.resolved()).contains("head: {type: logit, dropout: 0.5,");
      assertThat(experiment.data().training()).hasSize(8);
      assertThat(experiment.data().validation()).hasSize(4);
    }

    @Test
    void aListReplacesTheOther() {
      files.write("more.yaml", "augmentations: [{type: flip}, {type: rotate, degrees: 3}]\n");

      Experiment experiment =
          read("include: [base.yaml, more.yaml]\naugmentations: [{type: flip}]\n");

      assertThat(experiment.augmentations()).hasSize(1);
    }

    @Test
    void nothingInPlaceOfAValueTakesItAway() {
      files.write("more.yaml", "loss: {type: binary_cross_entropy, label_smoothing: 0.5}\n");

      assertThat(read("include: [base.yaml, more.yaml]\nloss:\n").resolved())
          .contains("label_smoothing: 0.0");
    }
  }

  @Test
  void whatAnIncludedFileIncludesBeginsAtItsOwnFolder() {
    files.write("parts/network.yaml", SMALL);
    files.write("parts/more/all.yaml", "include: ../network.yaml\n");

    assertThat(files.problems("include: [parts/more/all.yaml]\n")).isEmpty();
  }

  @Test
  void pathsBeginAtTheFolderOfTheFileThatSaysThem() {
    files.write("shared/pictures/a/1.png", "");
    files.write("shared/data.yaml", "data: {type: folder, path: pictures}\n");

    assertThat(files.problems("include: [base.yaml, shared/data.yaml]\n"))
        .singleElement()
        .asString()
        .startsWith("shared/data.yaml:1:28: data.path: shared/pictures: has one class only");
  }

  @Test
  void theResolvedExperimentHoldsEverythingAndIncludesNothing() {
    files.write("shared/out.yaml", "output: runs/x\n");

    String resolved = read("include: [base.yaml, shared/out.yaml]\n").resolved();

    assertThat(resolved)
        .contains("\nversion: 1\n", "type: sequential", "output: " + folder + "/shared/runs/x")
        .doesNotContain("include");
    assertThat(read(resolved).resolved()).isEqualTo(resolved);
  }

  @Test
  void oneFileIncludedOnTwoWaysIsNoCircle() {
    files.write("one.yaml", "include: base.yaml\nseed: 1\n");
    files.write("two.yaml", "include: base.yaml\n");

    assertThat(read("include: [one.yaml, two.yaml]\n").seed()).isEqualTo(1);
  }

  @Nested
  class Wrong {
    @Test
    void everyProblemIsToldWhereItsValueStands() {
      files.write("parts/head.yaml", "seed: 3\nhead: {type: logit, dropout: 2}\n");

      assertThat(
              files.problems(
                  "include: [base.yaml, parts/head.yaml]\ntraining: {epochs: 0}\n", "seed=x"))
          .containsExactly(
              "x.yaml:2:20: training.epochs: 0 is out of range; expected an integer at least 1",
              "parts/head.yaml:2:30: head.dropout: 2 is out of range; expected a number in [0, 1)",
              "--set seed=x: seed: found text 'x'; expected an integer");
    }

    @Test
    void aCircleIsToldWithItsFiles() {
      files.write("one.yaml", "include: parts/two.yaml\n");
      files.write("parts/two.yaml", "seed: 1\ninclude: [../base.yaml, ../one.yaml]\n");

      assertThat(files.problems("include: one.yaml\n"))
          .containsExactly(
              "parts/two.yaml:2:25: include: includes itself: one.yaml -> parts/two.yaml ->"
                  + " one.yaml; take one of these includes away");
    }

    @Test
    void aFileThatIncludesItself() {
      assertThat(files.problems("include: ./x.yaml\n"))
          .containsExactly(
              "x.yaml:1:10: include: includes itself: x.yaml -> x.yaml; take one of these includes"
                  + " away");
    }

    @Test
    void aCircleThroughALink() throws IOException {
      Files.createSymbolicLink(folder.resolve("link.yaml"), folder.resolve("x.yaml"));

      assertThat(files.problems("include: link.yaml\n"))
          .singleElement()
          .asString()
          .contains("includes itself: x.yaml -> x.yaml");
    }

    @Test
    void aMissingFileIsTheOnlyProblemOfWhatItWouldHaveSaid() {
      assertThat(files.problems("include: bas.yaml\nseed: 1\n"))
          .containsExactly(
              "x.yaml:1:10: include: there is no file bas.yaml; expected a path from this file's"
                  + " folder on; did you mean 'base.yaml'?");
    }

    @Test
    void severalFilesThatCannotBeReadAreToldTogether() {
      files.write("tab.yaml", "a:\n\tb: 1\n");
      files.write("list.yaml", "- a\n");
      files.write("empty.yaml", "# nothing\n");

      assertThat(files.problems("include: [tab.yaml, list.yaml, empty.yaml, nowhere.yaml]\n"))
          .containsExactly(
              "x.yaml:1:44: include: there is no file nowhere.yaml; expected a path from this file's"
                  + " folder on",
              "tab.yaml:2:1: a tab begins this line; indent with spaces",
              "list.yaml:1:1: found a list; expected settings: a mapping with data, backbone, head,"
                  + " training, …",
              "empty.yaml:1:1: is empty; expected settings: a mapping with data, backbone, head,"
                  + " training, …");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "include: 3 | 1:10 | found the number 3",
          "include: {a: 1} | 1:10 | found a mapping",
          "include: [base.yaml, [a]] | 1:22 | found a list",
          "include: . | 1:10 | is a folder",
          "include: '' | 1:10 | found text ''",
          "include: https://example.org/base.yaml | 1:10 | found the address",
        })
    void whatIsNoFile(String text, String place, String what) {
      assertThat(files.problems(text))
          .singleElement()
          .asString()
          .startsWith("x.yaml:" + place + ": include: ")
          .contains(what);
    }

    @Test
    void filesOneInAnotherAreLimited() {
      for (int i = 0; i < Includes.MAX_DEPTH; i++) {
        files.write("f" + i + ".yaml", "include: f" + (i + 1) + ".yaml\n");
      }
      files.write("f" + Includes.MAX_DEPTH + ".yaml", SMALL);

      assertThat(files.problems("include: f2.yaml\n")).isEmpty();
      assertThat(files.problems("include: f1.yaml\n"))
          .containsExactly(
              "f9.yaml:1:10: include: is included by a file that is included, and so on, too often;"
                  + " expected at most 10 files one in another");
    }

    @Test
    void filesInAllAreLimited() {
      StringBuilder list = new StringBuilder("include: [base.yaml");
      for (int i = 1; i < Includes.MAX_FILES; i++) {
        files.write("f" + i + ".yaml", "seed: " + i + "\n");
        list.append(", f").append(i).append(".yaml");
      }

      assertThat(files.problems(list + "]\n"))
          .singleElement()
          .asString()
          .contains("includes too many files; expected at most 50 in all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"include=base.yaml", "version=1", "include[0]=a"})
    void onTheCommandLine(String override) {
      assertThat(files.problems(SMALL, override))
          .singleElement()
          .asString()
          .contains("only a file itself can say");
    }
  }
}
