package dev.graft.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.Labels;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.Placement;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import dev.graft.testkit.reference.ReferenceEngine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoftmaxHeadTest {
  private static final Labels THREE = Labels.sorted(List.of("ant", "bee", "wasp"));

  private static SoftmaxHead head(Pooling pooling, double dropout) {
    return new SoftmaxHead(new SoftmaxHead.Settings(Optional.ofNullable(pooling), dropout));
  }

  @Test
  void hasOneOutputForEachClass() {
    Architecture layers = head(null, 0.5).layers(Shape.of(4, 4, 10), THREE);
    assertThat(layers.layerNames()).containsExactly("head_pooling", "head_dropout", "logits");
    assertThat(layers.outputShape()).isEqualTo(Shape.of(3));
    assertThat(layers.parameterCount()).isEqualTo(33);
    assertThat(head(null, 0).layers(Shape.of(10), Labels.sorted(List.of("a", "b"))).outputShape())
        .isEqualTo(Shape.of(2));
  }

  @Test
  void isForTwoClassesOrMore() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> head(null, 0).layers(Shape.of(4), new Labels(List.of("ant"))))
        .withMessage("head 'softmax' tells two or more classes apart, found one (ant)");
  }

  /** Two channels of 1x2: (1, 10) and (3, 30); the kernel takes one, the other, and the sum. */
  @ParameterizedTest
  @CsvSource({"AVERAGE, 2.5, 20.5, 22.5", "MAX, 3.5, 30.5, 33.5"})
  void scoresAreLogits(Pooling pooling, float ant, float bee, float wasp) {
    Architecture layers = head(pooling, 0.5).layers(Shape.of(1, 2, 2), THREE);
    Weights weights =
        Weights.of(
            Map.of(
                "logits/kernel",
                new FloatTensor(Shape.of(2, 3), new float[] {1, 0, 1, 0, 1, 1}),
                "logits/bias",
                new FloatTensor(Shape.of(3), new float[] {0.5f, 0.5f, 0.5f})));
    try (InferenceNetwork network =
        new ReferenceEngine().infer(layers, weights, Placement.cpu(1))) {
      float[] scores =
          network.run(new Batch.Floats(1, Shape.of(1, 2, 2), new float[] {1, 10, 3, 30})).values();
      assertThat(scores).containsExactly(new float[] {ant, bee, wasp}, within(1e-6f));
    }
  }
}
