package dev.graft.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.Shape;
import dev.graft.api.layer.Activation;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Variables;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.AveragePooling2D;
import dev.graft.api.layers.Dropout;
import dev.graft.api.layers.MaxPooling2D;
import dev.graft.api.layers.Normalization;
import dev.graft.api.layers.Reshape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What layers compute, by hand. */
class LayerValuesTest {
  private static final ReferenceOps OPS = new ReferenceOps();

  /** One image of 1x2 with three channels. */
  private static final Tensor IMAGE = Tensor.constant(new int[] {1, 1, 2, 3}, 1, 2, 3, 4, 5, 6);

  /** One image of 3x3 with one channel. */
  private static final Tensor NINE =
      Tensor.constant(new int[] {1, 3, 3, 1}, 1, 2, 3, 4, 5, 6, 7, 8, 9);

  @Test
  void normalizationTakesItsStatisticsFromItsParameters() {
    Map<String, Tensor> statistics =
        Map.of(
            "mean", Tensor.constant(new int[] {3}, 1, 1, 2),
            "variance", Tensor.constant(new int[] {3}, 4, 0.25, 0));

    Tensor y =
        new Normalization()
            .apply(OPS, List.of(IMAGE), new Given(statistics, IMAGE), Mode.INFERENCE);

    // A standard deviation of 0 counts as 1e-7, as in Keras.
    assertThat(y.values()).containsExactly(new double[] {0, 2, 1e7, 1.5, 8, 4e7}, within(1e-6));
  }

  @Test
  void reshapeKeepsTheRowMajorOrder() {
    Tensor y = apply(Reshape.of(3, -1), IMAGE);

    assertThat(y.dimensions()).containsExactly(1, 3, 2);
    assertThat(y.values()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void dropoutWithANoiseShapeDropsWhatSharesAPlaceOfItTogether() {
    Tensor two = Tensor.constant(new int[] {2, 1, 2, 2}, 1, 2, 3, 4, 5, 6, 7, 8);

    Tensor examples =
        dropped(Dropout.ofExamples(0.5), two, Tensor.constant(new int[] {2, 1, 1, 1}, 0, 2));
    Tensor channels =
        dropped(
            new Dropout(0.5, Optional.of(List.of(1, 1, 2))),
            two,
            Tensor.constant(new int[] {2, 1, 1, 2}, 0, 2, 2, 0));

    assertThat(examples.values()).containsExactly(0, 0, 0, 0, 10, 12, 14, 16);
    assertThat(channels.values()).containsExactly(0, 4, 0, 8, 10, 0, 14, 0);
  }

  @Test
  void dropoutOfExamplesDoesNothingInInference() {
    assertThat(apply(Dropout.ofExamples(0.9), IMAGE)).isSameAs(IMAGE);
  }

  @Test
  void hardActivationsAreThoseOfKeras() {
    Tensor x = Tensor.constant(new int[] {1, 5}, -4, -3, -1.5, 0, 4);

    assertThat(apply(new ActivationLayer(Activation.HARD_SIGMOID), x).values())
        .containsExactly(new double[] {0, 0, 0.25, 0.5, 1}, within(1e-12));
    assertThat(apply(new ActivationLayer(Activation.HARD_SWISH), x).values())
        .containsExactly(new double[] {0, 0, -0.375, 0, 4}, within(1e-12));
    assertThat(apply(new ActivationLayer(Activation.SWISH), x).values()[4])
        .isCloseTo(4 / (1 + Math.exp(-4)), within(1e-12));
  }

  @Test
  void samePoolingDoesNotCountWhatIsPadded() {
    assertThat(apply(AveragePooling2D.same(3, 1), NINE).values())
        .containsExactly(new double[] {3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7}, within(1e-12));
  }

  @Test
  void poolingOverOneValueThinsOut() {
    assertThat(apply(MaxPooling2D.of(1).strides(2), NINE).values()).containsExactly(1, 3, 7, 9);
  }

  private static Tensor apply(Layer layer, Tensor x) {
    return layer.apply(OPS, List.of(x), new Given(Map.of(), x), Mode.INFERENCE);
  }

  private static Tensor dropped(Dropout layer, Tensor x, Tensor mask) {
    return layer.apply(OPS, List.of(x), new Given(Map.of(), mask), Mode.TRAINING);
  }

  /** Parameters of given values, and one dropout mask, which must be asked for in its shape. */
  private record Given(Map<String, Tensor> values, Tensor mask) implements Variables<Tensor> {
    @Override
    public Tensor get(String parameter) {
      return values.get(parameter);
    }

    @Override
    public void assign(String parameter, Tensor value) {
      throw new AssertionError("nothing is assigned");
    }

    @Override
    public Tensor dropoutMask(double rate, Shape exampleShape) {
      assertThat(exampleShape).isEqualTo(OPS.exampleShape(mask));
      return mask;
    }
  }
}
