package dev.graft.assembly.experiment;

import dev.graft.api.augmentation.Augmentation;
import dev.graft.api.data.Dataset;
import dev.graft.api.head.Head;
import dev.graft.api.loss.Loss;
import dev.graft.api.metric.Metric;
import dev.graft.api.plugin.Setting;
import dev.graft.api.runner.RunListener;
import dev.graft.api.runner.Runner;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The top level of an experiment file.
 *
 * @param version the version of the file's form; {@code document.Migrations} has read it
 * @param include files whose settings stand below this file's; {@code document.Includes} has read
 *     them
 * @param name name of the experiment
 * @param seed seed of all randomness
 * @param data the examples
 * @param backbone the backbone, its engine and its weights
 * @param augmentations changes of training images, in order
 * @param head what is put on the backbone
 * @param loss what is made small
 * @param metrics what the model is judged by, besides loss and accuracy
 * @param startFrom a finished run whose network's weights, the head's too, are begun with
 * @param training how the head is trained
 * @param fineTuning how training goes on
 * @param listeners are told how the run goes
 * @param runner where it is computed
 * @param output the run's folder
 */
public record ExperimentSettings(
    @Setting(
            value = "The version of this file's form. A file without is of version 1.",
            defaultValue = "1",
            min = 1,
            example = "1")
        int version,
    @Setting(
            value =
                "A file, or a list of files, whose settings this one has too. What stands here goes"
                    + " over what they say, a later file over an earlier one.",
            defaultValue = "[]",
            example = "base.yaml")
        List<Path> include,
    @Setting(value = "Name of the experiment; the file's name if left out.", example = "alpacas")
        Optional<String> name,
    @Setting(
            value = "Seed of all randomness: the same seed gives the same run.",
            defaultValue = ExperimentSettings.SEED)
        long seed,
    @Setting(value = "Where the pictures come from.", example = "{type: folder, path: data/alpaca}")
        Dataset data,
    @Setting(
            value = "The body of the network, its engine and its weights.",
            example = "{type: mobilenet_v2}")
        BackboneSettings backbone,
    @Setting(
            value = "Random changes of the training images, in order.",
            defaultValue = "[]",
            example = "[{type: flip}]")
        List<Augmentation> augmentations,
    @Setting(value = "What is put on the backbone.", example = "{type: softmax}") Head head,
    @Setting(
            value = "What training makes small; the one that fits the head if left out.",
            example = "{type: categorical_cross_entropy}")
        Optional<Loss> loss,
    @Setting(
            value =
                "What the model is judged by over the validation pictures, besides loss and"
                    + " accuracy; for the epochs' lines, metrics.csv and `graft evaluate`.",
            defaultValue = "[]",
            example = "[{type: auc}]")
        List<Metric> metrics,
    @Setting(
            value =
                "The folder of a finished run to go on from, on any engine: training begins with"
                    + " its whole network, the head too, in place of backbone.weights.",
            defaultValue = "none",
            example = "runs/alpacas")
        Optional<Path> startFrom,
    @Setting(value = "How the network is trained.", example = "{epochs: 5}")
        TrainingSettings training,
    @Setting(
            value = "How training goes on with other frozen layers: a mapping, or a list of them.",
            defaultValue = "[]",
            example = "{epochs: 5}")
        List<FineTuningSettings> fineTuning,
    @Setting(
            value = "What is told how the run goes, and may ask a phase to end.",
            defaultValue = "[]",
            example = "[{type: early_stopping, patience: 3}]")
        List<RunListener> listeners,
    @Setting(value = "Where it is computed.", defaultValue = "{type: cpu}") Runner runner,
    @Setting(
            value = "The run's folder; runs/NAME beside the file if left out.",
            example = "runs/alpacas")
        Optional<Path> output) {
  static final String SEED = "42";
}
