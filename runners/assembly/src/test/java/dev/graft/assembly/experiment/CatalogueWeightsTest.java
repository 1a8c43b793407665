package dev.graft.assembly.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Freeze;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.Weights;
import dev.graft.architectures.EfficientNetB0;
import dev.graft.architectures.EfficientNetSettings;
import dev.graft.architectures.MobileNet;
import dev.graft.assembly.AssembledExperiment;
import dev.graft.assembly.Graft;
import dev.graft.assembly.components.Components;
import dev.graft.training.download.DownloadSettings;
import dev.graft.training.download.WeightsCache;
import dev.graft.training.model.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueWeightsTest {
  private static final String MOBILE_NET =
      """
      data: {type: shapes, classes: [circle, square], training: 4, validation: 4, image_size: 160}
      backbone: {type: mobilenet, alpha: 0.25, weights: imagenet}
      head: {type: logit}
      training: {epochs: 1}
      """;

  private static final String FILE = "mobilenet_2_5_160_tf_no_top.h5";

  @TempDir private Path folder;

  private Path cacheFolder() {
    return folder.resolve("cache");
  }

  private AssembledExperiment read(String text, boolean offline) {
    WeightsCache cache = new WeightsCache(cacheFolder(), offline, DownloadSettings.usual());
    Graft graft = Graft.of(Components.discover(CatalogueWeightsTest.class.getClassLoader()), cache);
    return graft.experiment(new ExperimentFolder(folder).write("x.yaml", text), List.of());
  }

  /** A file that was put into the cache by hand; readers know it by content. */
  private Weights put(String name) throws IOException {
    Weights weights =
        Weights.initial(
            new MobileNet(MobileNet.Settings.of(0.25)).architecture(ImageSize.rgb(160, 160)), 5);
    Files.createDirectories(cacheFolder());
    Safetensors.write(cacheFolder().resolve(name), weights, Map.of());
    return weights;
  }

  @Test
  void publishedWeightsAreTakenFromTheCacheAndFreezeTheBackbone() throws IOException {
    Weights weights = put(FILE);

    AssembledExperiment assembled = read(MOBILE_NET, true);

    Experiment experiment = assembled.experiment();
    assertThat(experiment.weights().load(experiment.backbone(), 42)).isEqualTo(weights);
    assertThat(experiment.weights().description()).isEqualTo("imagenet (" + FILE + ")");
    assertThat(experiment.phases().get(0).freeze()).isEqualTo(new Freeze.All());
    assertThat(experiment.resolved()).contains("weights: imagenet,");
    assertThat(assembled.notes()).isEmpty();
  }

  @Test
  void imagesOfAnotherSizeGetTheUsualOnesAndANote() throws IOException {
    put("mobilenet_2_5_224_tf_no_top.h5");

    AssembledExperiment assembled = read(MOBILE_NET.replace("160", "96"), true);

    assertThat(assembled.notes()).singleElement().asString().contains("taking those for 224x224");
  }

  @Test
  void aFileThatCameInPartIsToBeDeletedWhereNoDigestIsPublished() throws IOException {
    put(FILE);
    byte[] whole = Files.readAllBytes(cacheFolder().resolve(FILE));
    Files.write(cacheFolder().resolve(FILE), Arrays.copyOf(whole, whole.length - 1000));

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> read(MOBILE_NET, true))
        .withMessageContaining("x.yaml:2:")
        .withMessageContaining("delete it from " + cacheFolder());
  }

  @Test
  void offlineTheirNameAddressAndPlaceAreTold() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> read(MOBILE_NET, true))
        .withMessageContaining("x.yaml:2:")
        .withMessageContaining("backbone.weights: ")
        .withMessageContaining(cacheFolder().resolve(FILE) + ": is not there")
        .withMessageContaining("/keras-applications/mobilenet/" + FILE)
        .withMessageContaining("put it into " + cacheFolder());
  }

  @Test
  void whatIsNotHereIsNotFetchedBeforeTraining() {
    assertThat(read(MOBILE_NET, false).experiment().weights().description())
        .isEqualTo("imagenet (" + FILE + ")");
    assertThat(cacheFolder()).doesNotExist();
  }

  @Test
  void settingsForWhichNothingIsPublishedAreTold() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> read(MOBILE_NET.replace("0.25", "0.3"), true))
        .withMessageContaining("backbone.weights: weights 'imagenet' are not published")
        .withMessageContaining("nearest: set {alpha: 0.25}");
  }

  private static final String EFFICIENT_NET =
      MOBILE_NET.replace("mobilenet, alpha: 0.25", "efficientnet_b0");

  @Test
  void whatBelongsToTheWeightsComesWithThem() {
    AssembledExperiment assembled = read(EFFICIENT_NET, false);

    assertThat(assembled.experiment().backbone().contains("rescaling_1")).isTrue();
    assertThat(assembled.experiment().resolved()).contains("imagenet_rescaling: true");
    assertThat(assembled.notes())
        .containsExactly(
            "weights 'imagenet' bring imagenet_rescaling: true for backbone 'efficientnet_b0'");
    assertThat(assembled.toFetch())
        .singleElement()
        .satisfies(weights -> assertThat(weights.fileName()).isEqualTo("efficientnetb0_notop.h5"));
  }

  @Test
  void itDoesNotComeWhereTheFileSaysOtherwise() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(
            () -> read(EFFICIENT_NET.replace("b0,", "b0, imagenet_rescaling: false,"), false))
        .withMessageContaining("nearest: set {imagenet_rescaling: true}");
    AssembledExperiment pytorch =
        read(EFFICIENT_NET.replace("b0,", "b0, variant: pytorch,"), false);
    assertThat(pytorch.experiment().backbone().contains("rescaling_1")).isFalse();
    assertThat(pytorch.notes()).isEmpty();
    AssembledExperiment untrained = read(EFFICIENT_NET.replace("imagenet", "none"), false);
    assertThat(untrained.experiment().backbone().contains("rescaling_1")).isFalse();
  }

  @Test
  void aFileOfAPublishedNameForOtherSettingsIsNoted() throws IOException {
    Weights weights =
        Weights.initial(
            new EfficientNetB0(new EfficientNetSettings(false))
                .architecture(ImageSize.rgb(160, 160)),
            5);
    Safetensors.write(folder.resolve("efficientnetb0_notop.h5"), weights, Map.of());

    AssembledExperiment assembled =
        read(EFFICIENT_NET.replace("imagenet", "efficientnetb0_notop.h5"), true);

    assertThat(assembled.notes())
        .singleElement()
        .asString()
        .contains("set {imagenet_rescaling: true} if these are they");
  }

  @Test
  void anUnknownNameIsTold() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> read(MOBILE_NET.replace("imagenet", "imagnet"), true))
        .withMessageContaining("no weights 'imagnet' are published for backbone 'mobilenet'")
        .withMessageContaining("did you mean 'imagenet'?");
  }

  @Test
  void aFileOfSuchANameIsAFile() throws IOException {
    Weights weights = put(FILE);
    Files.move(cacheFolder().resolve(FILE), folder.resolve("imagenet"));

    Experiment experiment = read(MOBILE_NET, true).experiment();

    assertThat(experiment.weights().load(experiment.backbone(), 42)).isEqualTo(weights);
    assertThat(experiment.weights().description()).isEqualTo(folder.resolve("imagenet").toString());
  }
}
