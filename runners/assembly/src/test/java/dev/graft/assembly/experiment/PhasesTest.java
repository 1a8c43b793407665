package dev.graft.assembly.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.graft.api.architecture.Freeze;
import dev.graft.api.architecture.LayerRates;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.experiment.Phase;
import dev.graft.api.layer.Mode;
import dev.graft.api.optimizer.LearningRates;
import dev.graft.training.schedule.CosineDecay;
import dev.graft.training.schedule.Warmup;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a file's sections become phases: what each freezes, and how fast it learns. */
class PhasesTest {
  private static final String BLOCKS =
      """
      data: {type: shapes, classes: [circle, square], training: 4, validation: 4, image_size: 16}
      backbone:
        type: sequential
        layers:
          - {type: conv2d, filters: 2, kernel_size: 3, name: stem}
          - {type: conv2d, filters: 2, kernel_size: 3, name: block_1_conv}
          - {type: conv2d, filters: 2, kernel_size: 3, name: block_1_project}
          - {type: conv2d, filters: 2, kernel_size: 3, name: block_2_conv}
          - {type: max_pooling2d}
          - {type: conv2d, filters: 2, kernel_size: 3, name: block_3_conv}
      head: {type: logit}
      """;

  @TempDir private Path folder;
  private ExperimentFolder files;

  @BeforeEach
  void files() {
    files = new ExperimentFolder(folder);
  }

  private List<Phase> phases(String sections) {
    return files.read(BLOCKS + sections).experiment().phases();
  }

  private List<String> problems(String sections) {
    return files.problems(BLOCKS + sections);
  }

  @Test
  void aNetworkFromNothingLearnsItsStatistics() {
    assertThat(
            phases(
                """
        training: {epochs: 1}
        fine_tuning: {epochs: 1, freeze: {until: stem}}
        """))
        .extracting(Phase::batchNormalization)
        .containsExactly(Mode.TRAINING, Mode.TRAINING);
  }

  @Test
  void whatBeginsFrozenKeepsItsStatistics() {
    String frozen =
        BLOCKS.replace("  type: sequential", "  type: sequential\n  freeze: {until: stem}");
    assertThat(
            files
                .read(
                    frozen
                        + """
                        training: {epochs: 1}
                        fine_tuning:
                          - {epochs: 1}
                          - {epochs: 1, batch_normalization: training}
                        """)
                .experiment()
                .phases())
        .extracting(Phase::batchNormalization)
        .containsExactly(Mode.INFERENCE, Mode.INFERENCE, Mode.TRAINING);
  }

  @Test
  void theFirstLayersAreFrozen() {
    Experiment experiment =
        files
            .read(
                BLOCKS
                    + """
                training: {epochs: 1}
                fine_tuning: {epochs: 1, freeze: {layers: 3}}
                """)
            .experiment();

    Freeze freeze = experiment.phases().get(1).freeze();
    assertThat(freeze).isEqualTo(new Freeze.Layers(3));
    assertThat(freeze.frozenLayers(experiment.backbone()))
        .containsExactly("rescaling", "stem", "block_1_conv");
  }

  @Test
  void moreLayersThanThereAre() {
    assertThat(
            problems(
                """
                training: {epochs: 1}
                fine_tuning:
                  - {epochs: 1, freeze: {layers: 8}}
                  - {epochs: 1, freeze: {layers: -1}}
                """))
        .containsExactly(
            "x.yaml:14:34: fine_tuning[0].freeze.layers: there are not 8 layers; expected 0 to 7:"
                + " backbone 'sequential' has 7 layers, the input included, as `graft summary`"
                + " numbers them",
            "x.yaml:15:34: fine_tuning[1].freeze.layers: -1 is negative; expected 0 to 7: backbone"
                + " 'sequential' has 7 layers, the input included, as `graft summary` numbers"
                + " them");
  }

  @Test
  void aMisspeltLayerOfAPhase() {
    assertThat(
            problems(
                """
                training: {epochs: 1}
                fine_tuning:
                  - {epochs: 1, freeze: {until: block_1_conv}}
                  - {epochs: 1, freeze: {until: block_1_cnv}}
                """))
        .containsExactly(
            "x.yaml:15:33: fine_tuning[1].freeze.until: backbone 'sequential' has no layer"
                + " 'block_1_cnv'; expected one of its 7 layers, as `graft summary` lists them; did"
                + " you mean 'block_1_conv' or 'block_2_conv' or 'block_3_conv'?");
  }

  @Test
  void theLearningRateHasAShortForm() {
    List<Phase> phases =
        phases(
            """
            training: {epochs: 1, learning_rate: 0.125, optimizer: {type: sgd, momentum: 0.9}}
            fine_tuning:
              - {epochs: 1, learning_rate: 0.0625}
              - {epochs: 1, optimizer: {learning_rate: 0.5}}
              - {epochs: 1}
            """);

    assertThat(phases).extracting(Phase::learningRate).containsExactly(0.125, 0.0625, 0.5, 0.0001);
    assertThat(phases.get(1).optimizer().getClass().getSimpleName()).isEqualTo("Adam");
  }

  @Test
  void aLearningRateIsGivenOnce() {
    assertThat(
            problems(
                """
                training: {epochs: 1, learning_rate: 0.1, optimizer: {type: sgd, learning_rate: 0.2}}
                """))
        .containsExactly(
            "x.yaml:12:38: training.learning_rate: is given twice: 0.1 here, 0.2 by the optimizer;"
                + " leave one of them out");
  }

  @Test
  void aScheduleStartsAnewInEachPhase() {
    List<Phase> phases =
        phases(
            """
            training: {epochs: 2, batch_size: 2, schedule: {type: cosine_decay, alpha: 0.5}}
            fine_tuning:
              epochs: 4
              learning_rate: 0.01
              schedule: {type: warmup, then: {type: exponential_decay, decay_rate: 0.5}}
            """);

    assertThat(phases.get(0).schedule().orElseThrow()).isInstanceOf(CosineDecay.class);
    assertThat(phases.get(1).schedule().orElseThrow()).isInstanceOf(Warmup.class);
    LearningRates training = phases.get(0).learningRates(4);
    assertThat(training.at(0)).isEqualTo(0.001);
    assertThat(training.at(4)).isEqualTo(0.0005);
    // As many steps an epoch as in training: one of warm-up is two steps.
    LearningRates fineTuning = phases.get(1).learningRates(4);
    assertThat(fineTuning.at(2)).isEqualTo(0.01);
    assertThat(fineTuning.at(4)).isEqualTo(0.005);
    assertThat(phases("training: {epochs: 1}\n").get(0).learningRates(4).at(7)).isEqualTo(0.001);
  }

  @Test
  void whatAScheduleDoesNotTake() {
    assertThat(
            problems(
                """
                training:
                  epochs: 1
                  schedule: {type: cosine_decay, decay_epochs: 1, decay_steps: 10}
                fine_tuning:
                  epochs: 1
                  schedule: {type: cosine_dekay}
                """))
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .startsWith("x.yaml:14:64: training.schedule.decay_steps: decay_steps cannot"),
            second ->
                assertThat(second)
                    .startsWith(
                        "x.yaml:17:20: fine_tuning.schedule.type: unknown learning rate schedule"
                            + " 'cosine_dekay'; expected one of: cosine_decay,")
                    .endsWith("did you mean 'cosine_decay'?"));
  }

  @Test
  void layersLearnAtRatesOfTheirOwn() {
    List<Phase> phases =
        phases(
            """
            training: {epochs: 1}
            fine_tuning:
              - {epochs: 1, layer_decay: 0.5}
              - epochs: 1
                rates: [{until: stem, factor: 0.01}, {until: block_2_conv, factor: 0.1}]
            """);

    assertThat(phases)
        .extracting(Phase::layerRates)
        .containsExactly(
            new LayerRates.Uniform(),
            new LayerRates.Decay(0.5),
            new LayerRates.Steps(
                List.of(
                    new LayerRates.Step("stem", 0.01), new LayerRates.Step("block_2_conv", 0.1))));
  }

  @Test
  void ratesOfLayersThatCannotBeMeant() {
    assertThat(
            problems(
                """
                training: {epochs: 1, rates: [{until: stm, factor: 0.1}]}
                fine_tuning:
                  - {epochs: 1, rates: [{until: block_2_conv, factor: 0.1}, {until: stem, factor: 0.2}]}
                  - {epochs: 1, layer_decay: 0.9, rates: [{until: stem, factor: 0.1}]}
                  - {epochs: 1, layer_decay: 1.5}
                """))
        .containsExactly(
            "x.yaml:12:39: training.rates[0].until: backbone 'sequential' has no layer 'stm';"
                + " expected one of its 7 layers, as `graft summary` lists them; did you mean"
                + " 'stem'?",
            "x.yaml:14:69: fine_tuning[0].rates[1].until: 'stem' is not above the layer of the item"
                + " before; expected layers from the first to the last, each above the one before",
            "x.yaml:15:42: fine_tuning[1].rates: cannot stand beside layer_decay; give one of them",
            "x.yaml:16:30: fine_tuning[2].layer_decay: 1.5 is out of range; expected a number in (0,"
                + " 1]");
  }

  @Test
  void gradualUnfreezingIsAPhaseForEachStage() {
    List<Phase> phases =
        phases(
            """
            training: {epochs: 1}
            fine_tuning:
              - {epochs: 5, learning_rate: 0.5, layer_decay: 0.5, schedule: cosine_decay, clip_norm: 1, gradual_unfreezing: {}}
              - {epochs: 6, freeze: {until: stem}, gradual_unfreezing: {stages: 2, epochs: 3}}
            """);

    assertThat(phases)
        .extracting(Phase::name, Phase::epochs, Phase::freeze)
        .containsExactly(
            tuple("training", 1, new Freeze.None()),
            tuple("fine_tuning_unfreezing_1", 1, new Freeze.Until("max_pooling2d")),
            tuple("fine_tuning_unfreezing_2", 1, new Freeze.Until("block_1_project")),
            tuple("fine_tuning_unfreezing_3", 1, new Freeze.Until("stem")),
            tuple("fine_tuning", 5, new Freeze.None()),
            tuple("fine_tuning_2_unfreezing_1", 3, new Freeze.Until("block_1_project")),
            tuple("fine_tuning_2", 6, new Freeze.Until("stem")));
    assertThat(phases.subList(1, 4))
        .allSatisfy(
            phase ->
                assertThat(phase)
                    .usingRecursiveComparison()
                    .ignoringFields("name", "epochs", "freeze")
                    .isEqualTo(phases.get(4)));
  }

  @Test
  void nothingToUnfreezeStepByStep() {
    assertThat(
            problems(
                """
                training: {epochs: 1}
                fine_tuning: {epochs: 1, freeze: {until: block_2_conv}, gradual_unfreezing: {stages: 1}}
                """))
        .containsExactly(
            "x.yaml:13:77: fine_tuning.gradual_unfreezing: there is nothing to unfreeze step by"
                + " step: the first step would train all that is not frozen; expected a `freeze`"
                + " that leaves more than the first stages to be trained; leave gradual_unfreezing"
                + " out, or lower `freeze`");
  }

  @Test
  void theResolvedFileGivesTheSamePhases() {
    Experiment first =
        files
            .read(
                BLOCKS
                    + """
                    training:
                      epochs: 1
                      learning_rate: 0.25
                      schedule: {type: reduce_on_plateau, patience: 3}
                      rates: [{until: stem, factor: 0.01}]
                    fine_tuning:
                      - epochs: 2
                        learning_rate: 0.125
                        freeze: {layers: 3}
                        layer_decay: 0.75
                        schedule:
                          type: warmup
                          epochs: 0.5
                          then: {type: piecewise_constant_decay, boundary_steps: [3], values: [1, 2]}
                        gradual_unfreezing: {stages: 1, epochs: 2}
                    """,
                "backbone.freeze={layers: 7}")
            .experiment();

    Experiment again =
        files.read(files.write("deeper/experiment.yaml", first.resolved())).experiment();

    assertThat(again.resolved()).isEqualTo(first.resolved());
    assertThat(first.resolved())
        .contains("freeze: {layers: 7}", "freeze: {layers: 3}")
        .contains("optimizer: {type: adam, learning_rate: 0.25, ")
        .contains("gradual_unfreezing: {stages: 1, epochs: 2}", "layer_decay: 0.75");
    assertThat(again.phases()).hasSize(4);
    assertThat(again.phases())
        .usingRecursiveComparison()
        // The short form of the learning rate has gone into the optimizer.
        .ignoringFieldsMatchingRegexes("optimizer.*")
        .isEqualTo(first.phases());
    assertThat(again.phases())
        .extracting(phase -> phase.optimizer().learningRate())
        .containsExactly(0.25, 0.125, 0.125, 0.125);
  }
}
