package dev.graft.training.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.graft.api.ImageSize;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.PublishedWeights;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WeightsChoiceTest {
  private static final List<PublishedWeights> PUBLISHED =
      List.of(
          weights("imagenet", Map.of("alpha", "0.5", "variant", "keras"), 96),
          weights("imagenet", Map.of("alpha", "0.5", "variant", "keras"), 224),
          weights("imagenet", Map.of("alpha", "1.0", "variant", "keras"), 224),
          weights("imagenet1k_v2", Map.of("alpha", "1.0", "variant", "pytorch"), 0));

  private static PublishedWeights weights(String name, Map<String, String> settings, int side) {
    String file = name + settings.get("alpha") + "_" + side;
    return new PublishedWeights(
        name,
        "net",
        settings,
        side == 0 ? OptionalInt.empty() : OptionalInt.of(side),
        URI.create("https://example.org/" + file),
        file,
        Optional.empty(),
        OptionalLong.empty());
  }

  private static WeightsChoice choose(
      String name, String backbone, Map<String, ?> settings, int side) {
    return WeightsChoice.of(PUBLISHED, name, backbone, settings, ImageSize.rgb(side, side));
  }

  @Test
  void takesTheOneOfTheSettingsAndTheImagesSize() {
    WeightsChoice choice =
        choose("imagenet", "net", Map.of("alpha", 0.5, "variant", "keras", "extra", 3), 96);

    assertThat(choice.weights().fileName()).isEqualTo("imagenet0.5_96");
    assertThat(choice.note()).isEmpty();
    assertThat(choose("imagenet", "net", Map.of("alpha", 1, "variant", "keras"), 224).note())
        .isEmpty();
  }

  @Test
  void takesTheUsualOneForImagesOfAnotherSizeAndSaysSo() {
    WeightsChoice choice = choose("imagenet", "net", Map.of("alpha", 0.5, "variant", "keras"), 100);

    assertThat(choice.weights().fileName()).isEqualTo("imagenet0.5_224");
    assertThat(choice.note().orElseThrow())
        .contains("100x100")
        .contains("taking those for 224x224");
  }

  @Test
  void tellsTheSettingsThatThereAreAndTheNearest() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> choose("imagenet", "net", Map.of("alpha", 0.7, "variant", "keras"), 96))
        .withMessageContaining("weights 'imagenet' are not published for these settings")
        .withMessageContaining("nearest: set {alpha: 0.5}");
  }

  @Test
  void tellsTheNamesThatThereAre() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> choose("imagnet", "net", Map.of(), 96))
        .withMessageContaining("expected imagenet or imagenet1k_v2, a file of weights, or none")
        .withMessageContaining("did you mean 'imagenet'");
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> choose("imagenet", "sequential", Map.of(), 96))
        .withMessageContaining("no weights are known to be published for backbone 'sequential'");
  }
}
