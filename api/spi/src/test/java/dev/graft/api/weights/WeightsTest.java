package dev.graft.api.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightsTest {
  private static Architecture network(int filters) {
    Architecture.Builder builder = Architecture.builder("net", Input.image(ImageSize.rgb(8, 8)));
    builder.add("a", Conv2D.of(filters, 3));
    builder.add("b", Conv2D.of(filters, 3));
    builder.add("norm", BatchNormalization.of(0.9, 0.001));
    return builder.build();
  }

  @Test
  void initialValuesAreOfTheSeedAndTheParametersName() {
    Weights weights = Weights.initial(network(4), 7);

    assertThat(weights.tensors().keySet())
        .containsExactly(
            "a/kernel",
            "a/bias",
            "b/kernel",
            "b/bias",
            "norm/gamma",
            "norm/beta",
            "norm/moving_mean",
            "norm/moving_variance");
    assertThat(weights).isEqualTo(Weights.initial(network(4), 7));
    assertThat(weights.get("a", "kernel"))
        .isNotEqualTo(Weights.initial(network(4), 8).get("a", "kernel"));
    // One seed for all layers once gave a network that never learned.
    float[] a = weights.get("a", "kernel").values();
    float[] b = weights.get("b", "kernel").values();
    assertThat(a[0]).isNotEqualTo(b[0]);
    assertThat(weights.get("a", "bias").values()).containsOnly(0);
    assertThat(weights.get("norm", "gamma").values()).containsOnly(1);
  }

  @Test
  void whatFitsIsAccepted() {
    Weights.initial(network(4), 7).requireFor(network(4), "file");
  }

  @Test
  void allThatDoesNotFitIsToldAtOnce() {
    Map<String, FloatTensor> tensors =
        new LinkedHashMap<>(Weights.initial(network(4), 7).tensors());
    tensors.remove("a/bias");
    tensors.put("norm/gamma", new FloatTensor(Shape.of(2), new float[2]));

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> Weights.of(tensors).requireFor(network(4), "w.h5"))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .extracting(Object::toString)
                    .containsExactly(
                        "w.h5: layer 'a', bias: no value; expected shape (4)",
                        "w.h5: layer 'norm', gamma: found shape (2); expected shape (4)"));
  }

  @Test
  void aMissingValueIsNotFound() {
    Weights weights = Weights.empty();

    assertThat(weights.find("a", "kernel")).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> weights.get("a", "kernel"))
        .withMessageContaining("a/kernel");
  }

  @Test
  void othersReplaceAndOnlySelects() {
    Weights old = Weights.initial(network(4), 7);
    FloatTensor ones = new FloatTensor(Shape.of(4), new float[] {1, 1, 1, 1});

    Weights changed = old.with(Weights.of(Map.of("a/bias", ones, "x/y", ones)));

    assertThat(changed.get("a", "bias")).isEqualTo(ones);
    assertThat(changed.get("b", "kernel")).isEqualTo(old.get("b", "kernel"));
    assertThat(changed.find("x", "y")).isPresent();
    assertThat(changed.only(network(4)).find("x", "y")).isEmpty();
    assertThat(changed.only(network(4).upTo("a")).tensors().keySet())
        .containsExactly("a/kernel", "a/bias");
    assertThat(old.get("a", "bias").values()).containsOnly(0);
  }

  @Test
  void theHashIsOfNamesShapesAndValues() {
    Weights weights = of("a/k", Shape.of(2, 1), 1, 2);

    assertThat(weights.sha256())
        .hasSize(64)
        .isEqualTo(of("a/k", Shape.of(2, 1), 1, 2).sha256())
        .isNotEqualTo(of("a/l", Shape.of(2, 1), 1, 2).sha256())
        .isNotEqualTo(of("a/k", Shape.of(1, 2), 1, 2).sha256())
        .isNotEqualTo(of("a/k", Shape.of(2, 1), 1, 3).sha256());
  }

  @Test
  void equalityIsBitForBit() {
    assertThat(of("a/k", Shape.of(1), Float.NaN)).isEqualTo(of("a/k", Shape.of(1), Float.NaN));
    assertThat(of("a/k", Shape.of(1), 0f)).isNotEqualTo(of("a/k", Shape.of(1), -0f));
  }

  @Test
  void aTensorHasAsManyValuesAsItsShape() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FloatTensor(Shape.of(2, 2), new float[3]))
        .withMessageContaining("(2, 2)")
        .withMessageContaining("found 3");
  }

  @Test
  void noSourceMeansInitialValues() {
    assertThat(WeightsSource.none().load(network(4), 3)).isEqualTo(Weights.initial(network(4), 3));
    assertThat(WeightsSource.none().description()).isEqualTo("none");
  }

  private static Weights of(String key, Shape shape, float... values) {
    return Weights.of(Map.of(key, new FloatTensor(shape, values)));
  }
}
