package dev.graft.api.imported;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Cut;
import dev.graft.api.architecture.Input;
import dev.graft.api.engine.Chunks;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.Rescaling;
import dev.graft.api.weights.Weights;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An imported network among other layers. */
class ImportedLayerTest {
  private static final ImportedFiles FILES =
      new ImportedFiles("folder", List.of(new ImportedFile("net.pt", 3, "0".repeat(64))));

  private static Architecture network(boolean parameters) {
    Architecture.Builder network =
        Architecture.builder("net", Input.image(ImageSize.rgb(224, 224)));
    network.add("rescaling", new Rescaling(1, 0));
    network.add("imported", new StandIn(FILES, parameters));
    network.add("scores", Dense.of(2));
    return network.build();
  }

  @Test
  void oneWithoutParametersIsThePrefixAllTheSame() {
    Cut cut = Cut.at(network(false), Set.of());

    assertThat(cut.prefix().orElseThrow().layerNames()).containsExactly("rescaling", "imported");
  }

  @Test
  void oneThatIsTrainedIsNot() {
    assertThat(Cut.at(network(true), Set.of()).prefix()).isEmpty();
    assertThat(Cut.at(network(true), Set.of("imported")).prefix()).isPresent();
  }

  @Test
  void itsFirstValuesAreThoseOfItsFiles() {
    Weights weights = Weights.initial(network(true), 1);

    assertThat(weights.get("imported", "kernel")).isEqualTo(StandIn.VALUES.get("kernel"));
    weights.requireFor(network(true), "initial weights");
  }

  @Test
  void whatItHidesIsCountedAsNotTrainable() {
    assertThat(network(true).node("imported").parameterCount()).isEqualTo(9);
    assertThat(network(true).node("imported").trainableParameterCount()).isEqualTo(2);
    assertThat(network(false).parameterCount()).isEqualTo(7 + 12);
  }

  /** 224 * 224 * 3 elements, 16 times: 2^26 of them in 27 examples. */
  @Test
  void roomIsLeftForWhatItComputesInside() {
    assertThat(Chunks.of(network(true)).size()).isEqualTo(27);
  }
}
