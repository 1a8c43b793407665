package dev.graft.api.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.layers.Add;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.Flatten;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.layers.Rescaling;
import dev.graft.api.problem.ProblemException;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  /** a - b - c - sum(b, c) - d, on images of 8x8. */
  private static Architecture residual() {
    Architecture.Builder builder =
        Architecture.builder("residual", Input.image(ImageSize.rgb(8, 8)));
    builder.add("a", new Rescaling(1.0 / 255, 0));
    String b = builder.add("b", Conv2D.of(4, 3).same());
    String c = builder.add("c", BatchNormalization.of(0.9, 0.001));
    builder.add("sum", new Add(), b, c);
    builder.add("d", Conv2D.of(2, 3));
    return builder.build();
  }

  private static Architecture head() {
    Architecture.Builder builder = Architecture.builder("head", Input.features(Shape.of(6, 6, 2)));
    builder.add("head_pooling", new GlobalAveragePooling2D(false));
    builder.add("logits", Dense.of(1));
    return builder.build();
  }

  @Test
  void infersShapesAndCounts() {
    Architecture network = residual();

    assertThat(network.layerNames()).containsExactly("a", "b", "c", "sum", "d");
    assertThat(network.output()).isEqualTo("d");
    assertThat(network.outputShape()).isEqualTo(Shape.of(6, 6, 2));
    assertThat(network.node("sum").inputs()).containsExactly("b", "c");
    assertThat(network.node("sum").inputShapes())
        .containsExactly(Shape.of(8, 8, 4), Shape.of(8, 8, 4));
    // b: 3*3*3*4 + 4, c: 4 * 4 of which half are statistics, d: 3*3*4*2 + 2
    assertThat(network.parameterCount()).isEqualTo(112 + 16 + 74);
    assertThat(network.trainableParameterCount()).isEqualTo(112 + 8 + 74);
  }

  @Test
  void aLayerGoesOnTopOfTheLastUnlessItSaysOtherwise() {
    assertThat(residual().node("a").inputs()).containsExactly("input");
    assertThat(residual().node("c").inputs()).containsExactly("b");
  }

  @Test
  void anUnknownLayerIsNotThere() {
    assertThat(residual().contains("e")).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> residual().node("e"))
        .withMessageContaining("network 'residual' has no layer 'e'");
  }

  @Test
  void theBuilderRefusesTakenNamesUnknownInputsAndLayersThatDoNotFit() {
    Architecture.Builder builder = Architecture.builder("net", Input.image(ImageSize.rgb(8, 8)));
    builder.add("a", Conv2D.of(4, 3));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.add("a", new Flatten()))
        .withMessageContaining("layer 'a'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.add("input", new Flatten()))
        .withMessageContaining("layer 'input'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.add(" ", new Flatten()))
        .withMessageContaining("blank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.add("b", new Flatten(), "later"))
        .withMessageContaining("no layer 'later'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.add("b", Dense.of(2)))
        .withMessageContaining("layer 'b'")
        .withMessageContaining("(6, 6, 4)");
    assertThat(builder.last()).isEqualTo("a");
    assertThat(builder.shape("input")).isEqualTo(Shape.of(8, 8, 3));
  }

  @Test
  void aBuilderGoesOnWithoutChangingWhatItBuilt() {
    Architecture.Builder builder = Architecture.builder("net", Input.image(ImageSize.rgb(8, 8)));
    builder.add("a", Conv2D.of(4, 3));
    Architecture first = builder.build();
    builder.add("b", new Flatten());

    assertThat(first.layerNames()).containsExactly("a");
    assertThat(builder.build("a").output()).isEqualTo("a");
    assertThat(builder.build("a").outputShape()).isEqualTo(Shape.of(6, 6, 4));
  }

  @Test
  void aHeadIsPutOnTop() {
    Architecture whole = residual().then("whole", head());

    assertThat(whole.name()).isEqualTo("whole");
    assertThat(whole.layerNames())
        .containsExactly("a", "b", "c", "sum", "d", "head_pooling", "logits");
    assertThat(whole.node("head_pooling").inputs()).containsExactly("d");
    assertThat(whole.outputShape()).isEqualTo(Shape.of(1));
    assertThat(whole.upTo("d").named("residual")).isEqualTo(residual());
  }

  @Test
  void aHeadThatPassesItsInputOnAddsNothing() {
    Architecture empty = Architecture.builder("empty", Input.features(Shape.of(6, 6, 2))).build();
    Architecture.Builder unused = Architecture.builder("x", Input.features(Shape.of(6, 6, 2)));
    unused.add("side", new Flatten());

    assertThat(residual().then("residual", empty)).isEqualTo(residual());
    assertThat(residual().then("whole", unused.build("features")).output()).isEqualTo("d");
  }

  @Test
  void aHeadOfAnotherShapeOrWithATakenNameIsRefused() {
    Architecture other = Architecture.builder("other", Input.features(Shape.of(5))).build();
    Architecture.Builder taken = Architecture.builder("x", Input.features(Shape.of(6, 6, 2)));
    taken.add("d", new Flatten());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> residual().then("whole", other))
        .withMessage("'residual' gives (6, 6, 2), but 'other' takes (5)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> residual().then("whole", taken.build()))
        .withMessageContaining("layer 'd'");
  }

  @Test
  void upToLeavesOutWhatIsNotNeeded() {
    Architecture.Builder builder = Architecture.builder("net", Input.image(ImageSize.rgb(8, 8)));
    String a = builder.add("a", new Rescaling(1, 0));
    builder.add("side", Conv2D.of(1, 1), a);
    builder.add("b", Conv2D.of(2, 1), a);
    Architecture network = builder.build();

    assertThat(network.upTo("b").layerNames()).containsExactly("a", "b");
    assertThat(network.upTo("a").layerNames()).containsExactly("a");
    assertThat(network.upTo("a").output()).isEqualTo("a");
  }

  @Test
  void afterTakesTheLayersOutputAsItsInput() {
    Architecture top = residual().after("sum");

    assertThat(top.layerNames()).containsExactly("d");
    assertThat(top.input())
        .isEqualTo(new Input("sum", Shape.of(8, 8, 4), Input.ElementType.FLOAT32));
    assertThat(top.node("d").inputs()).containsExactly("sum");
    assertThat(residual().after("d").layerNames()).isEmpty();
    assertThat(residual().after("d").outputShape()).isEqualTo(Shape.of(6, 6, 2));
  }

  @Test
  void afterRefusesACutThatAnotherTensorCrosses() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> residual().after("c"))
        .withMessageContaining("no layer 'b'");
  }

  @Test
  void upToThenAfterIsTheWhole() {
    for (String layer : new String[] {"a", "b", "sum", "d"}) {
      Architecture network = residual();
      assertThat(network.upTo(layer).then("residual", network.after(layer))).isEqualTo(network);
    }
  }

  @Test
  void freezingIsByLayerOrder() {
    assertThat(new Freeze.All().frozenLayers(residual()))
        .containsExactly("a", "b", "c", "sum", "d");
    assertThat(new Freeze.None().frozenLayers(residual())).isEmpty();
    assertThat(new Freeze.Until("c").frozenLayers(residual())).containsExactly("a", "b", "c");
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> new Freeze.Until("summ").frozenLayers(residual()))
        .withMessageContaining("no layer 'summ'")
        .withMessageContaining("did you mean 'sum'?");
  }
}
