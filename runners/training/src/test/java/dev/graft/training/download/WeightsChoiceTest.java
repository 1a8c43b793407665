package dev.graft.training.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.graft.api.ImageSize;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.PublishedWeights;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
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
        Set.of(),
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

  private static PublishedWeights bringing(String variant, Set<String> brings, String... more) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("variant", variant);
    if (more.length > 0) {
      settings.put(more[0], more[1]);
    }
    return new PublishedWeights(
        "imagenet",
        "rescaled",
        settings,
        brings,
        OptionalInt.empty(),
        URI.create("https://example.org/" + variant + ".h5"),
        variant + ".h5",
        Optional.empty(),
        OptionalLong.empty());
  }

  private static final List<PublishedWeights> RESCALED =
      List.of(
          bringing("keras", Set.of("rescaling"), "rescaling", "true"),
          bringing("pytorch", Set.of()));

  @Test
  void weightsBringTheirOwnSettingsWhereTheExperimentDoesNotSayThem() {
    Map<String, ?> defaults = Map.of("variant", "keras", "rescaling", false);

    assertThat(WeightsChoice.brought(RESCALED, "imagenet", "rescaled", defaults, Set.of()))
        .isEqualTo(Map.of("rescaling", "true"));
    assertThat(
            WeightsChoice.brought(RESCALED, "imagenet", "rescaled", defaults, Set.of("rescaling")))
        .as("said otherwise")
        .isEmpty();
    assertThat(
            WeightsChoice.brought(
                RESCALED,
                "imagenet",
                "rescaled",
                Map.of("variant", "pytorch", "rescaling", false),
                Set.of("variant")))
        .as("weights that bring nothing")
        .isEmpty();
    assertThat(WeightsChoice.brought(RESCALED, "other", "rescaled", defaults, Set.of())).isEmpty();
  }

  @Test
  void aFileOfAPublishedNameAndOtherSettingsIsDoubted() {
    Map<String, ?> plain = Map.of("variant", "keras", "rescaling", false);

    assertThat(WeightsChoice.doubt(RESCALED, "keras.h5", "rescaled", plain))
        .hasValueSatisfying(
            note -> assertThat(note).contains("set {rescaling: true} if these are they"));
    assertThat(
            WeightsChoice.doubt(
                RESCALED, "keras.h5", "rescaled", Map.of("variant", "keras", "rescaling", true)))
        .isEmpty();
    assertThat(WeightsChoice.doubt(RESCALED, "mine.h5", "rescaled", plain)).isEmpty();
    assertThat(WeightsChoice.doubt(RESCALED, "keras.h5", "other", plain)).isEmpty();
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
