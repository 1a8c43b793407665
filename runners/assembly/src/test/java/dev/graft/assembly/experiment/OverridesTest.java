package dev.graft.assembly.experiment;

import static dev.graft.assembly.experiment.ExperimentFolder.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.experiment.Experiment;
import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverridesTest {
  @TempDir private Path folder;
  private ExperimentFolder files;

  @BeforeEach
  void files() {
    files = new ExperimentFolder(folder);
  }

  @Test
  void takeThePlaceOfTheFilesOrAreAdded() {
    Experiment experiment =
        files
            .read(
                SMALL,
                "training.epochs=9",
                "training.epochs=5",
                "training.optimizer.type=sgd",
                "training.optimizer.learning_rate=0.5",
                "backbone.layers[0].filters=4",
                "augmentations=[flip]",
                "name=changed")
            .experiment();

    assertThat(experiment.phases().get(0).epochs()).isEqualTo(5);
    assertThat(experiment.phases().get(0).optimizer().learningRate()).isEqualTo(0.5);
    assertThat(experiment.backbone().node("first").outputShape().channels()).isEqualTo(4);
    assertThat(experiment.augmentations()).hasSize(1);
    assertThat(experiment.name()).isEqualTo("changed");
    assertThat(experiment.provenance().get("overrides"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(7);
  }

  @Test
  void changeTheDefaultWhereTheFileSaysNothing() {
    Experiment experiment =
        files
            .read(
                SMALL + "fine_tuning: {epochs: 1}\n",
                "runner.threads=1",
                "training.optimizer.learning_rate=0.5",
                "fine_tuning.optimizer.beta_1=0.5")
            .experiment();

    assertThat(experiment.resolved())
        .contains("runner: {type: cpu, threads: 1}")
        .contains("{type: adam, learning_rate: 0.5, beta_1: 0.9,")
        .contains("{type: adam, learning_rate: 1.0E-4, beta_1: 0.5,");
  }

  @Test
  void pathsBeginAtTheWorkingFolder() {
    assertThat(files.read(SMALL, "output=target/somewhere").experiment().output())
        .isEqualTo(Path.of("target/somewhere").toAbsolutePath());
  }

  @Test
  void anEmptyValueLeavesTheSettingOut() {
    assertThat(files.read(SMALL + "seed: 7\n", "seed=").experiment().seed()).isEqualTo(42);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "training.epochs        | --set training.epochs: has no '='; expected PATH=VALUE, such as training.epochs=3 or augmentations[0].degrees=20",
        "=3                     | --set =3: '' is not the path of a setting; expected PATH=VALUE, such as training.epochs=3 or augmentations[0].degrees=20",
        "a..b=3                 | --set a..b=3: 'a..b' is not the path of a setting; expected PATH=VALUE, such as training.epochs=3 or augmentations[0].degrees=20",
        "training.epochs=many   | --set training.epochs=many: training.epochs: found text 'many'; expected an integer at least 1",
        "training.epcohs=3      | --set training.epcohs=3: training.epcohs: unknown key 'epcohs'; expected one of: epochs, batch_size, optimizer, batch_normalization, learning_rate, schedule, layer_decay, rates, clip_norm, cached_variants; did you mean 'epochs'?",
        "head.type=softmaxx     | --set head.type=softmaxx: head.type: unknown head 'softmaxx'; expected one of: logit, softmax; did you mean 'softmax'?",
        "seed.x=3               | --set seed.x=3: seed: is the number 1, which has no key 'x'; set the whole of it: seed={type: 1, x: …}",
        "backbone.layers.x=3    | --set backbone.layers.x=3: backbone.layers: is a list, which has no key 'x'; name one of its items: backbone.layers[0].x=…",
        "backbone.layers[2]=3   | --set backbone.layers[2]=3: backbone.layers: has no item [2]: it has 2, counted from 0",
        "training[0]=3          | --set training[0]=3: training: is a mapping, not a list",
        "seed=[1                | --set seed=[1: '[' is never closed; write ']' where it ends",
      })
  void wrongOnes(String override, String problem) {
    assertThat(files.problems(SMALL + "seed: 1\n", override)).containsExactly(problem);
  }

  @Test
  void wrongOnesAndTheFilesMistakesTogether() {
    assertThat(files.problems(SMALL + "seed: x\n", "nothing"))
        .hasSize(2)
        .satisfiesExactly(
            line -> assertThat(line).startsWith("x.yaml:9:7: seed"),
            line -> assertThat(line).startsWith("--set nothing: has no '='"));
  }

  @Test
  void aNamedComponentIsSetAsAWhole() {
    assertThat(
            files.problems(
                SMALL.replace("{epochs: 2}", "{epochs: 2, optimizer: adam}"),
                "training.optimizer.learning_rate=0.1"))
        .containsExactly(
            "--set training.optimizer.learning_rate=0.1: training.optimizer: is text 'adam', which"
                + " has no key 'learning_rate'; set the whole of it: training.optimizer={type:"
                + " adam, learning_rate: …}");
  }
}
