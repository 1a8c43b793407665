package dev.graft.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
  @ParameterizedTest
  @CsvSource({
    "epochs, epochs, 0",
    "epcohs, epochs, 1",
    "epoch, epochs, 1",
    "eepochs, epochs, 1",
    "epachs, epochs, 1",
    "'', epochs, 6",
    "ca, abc, 3",
    "kitten, sitting, 3"
  })
  void distanceIsOptimalStringAlignment(String a, String b, int distance) {
    assertThat(Suggestion.distance(a, b)).isEqualTo(distance);
    assertThat(Suggestion.distance(b, a)).isEqualTo(distance);
  }

  @Test
  void theNearestComeFirst() {
    List<String> known = List.of("block_1_add", "block_12_add", "block_2_add", "conv_1");

    assertThat(Suggestion.forName("block_12_ad", known))
        .contains("did you mean 'block_12_add' or 'block_1_add' or 'block_2_add'?");
    assertThat(Suggestion.nearest("block_12_ad", known, 1)).containsExactly("block_12_add");
  }

  @Test
  void caseAndDashesDoNotCount() {
    assertThat(Suggestion.forName("MobileNet-V2", List.of("mobilenet_v2", "mobilenet")))
        .contains("did you mean 'mobilenet_v2'?");
  }

  @Test
  void whatIsFarIsNotSuggested() {
    assertThat(Suggestion.forName("resnet", List.of("mobilenet_v2", "sequential"))).isEmpty();
    assertThat(Suggestion.forName("x", List.of("y"))).isEmpty();
    assertThat(Suggestion.forName("x", List.of())).isEmpty();
  }
}
