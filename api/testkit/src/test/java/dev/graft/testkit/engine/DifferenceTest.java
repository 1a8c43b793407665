package dev.graft.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.engine.Batch;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  private static final Shape SHAPE = Shape.of(2, 3);
  private static final float[] TRUTH = {1, 2, 3, 4, -5, 6};

  private static String between(float[] found) {
    return Difference.between("scores", SHAPE, found, TRUTH, 1e-2).map(Object::toString).orElse("");
  }

  @Test
  void tellsWhereTheLargestIsAndHowManyThereAre() {
    assertThat(between(new float[] {1, 2, 3.2f, 4, -5.5f, 6.01f}))
        .startsWith("scores: at [1, 1] of (2, 3) found -5.5, expected -5.0")
        .contains("off by 0.083 of the largest value 6.000", "2 of 6 values");
  }

  @Test
  void isNoneWithinTheTolerance() {
    assertThat(between(new float[] {1, 2.05f, 3, 4, -5, 6})).isEmpty();
  }

  @Test
  void isThereWhereAValueIsNotANumber() {
    assertThat(between(new float[] {1, 2, 3, Float.NaN, -5, 6})).contains("found NaN");
    assertThat(between(new float[] {1, 2, 3, 4, -5, Float.POSITIVE_INFINITY})).contains("Infinity");
  }

  @Test
  void comparesEachBranchByItsOwnLargestValue() {
    Branches branches = new Branches("two", Spread.INPUT);
    branches.add("large", List.of(new Spread(Shape.of(2), 0, 1)));
    branches.add("small", List.of(new Spread(Shape.of(1, 2), 0, 1)));
    Architecture network = branches.networks().get(0);
    Batch.Floats truth = new Batch.Floats(1, Shape.of(4), new float[] {1000, 2000, 1, 2});
    Batch.Floats found = new Batch.Floats(1, Shape.of(4), new float[] {1000.5f, 2000, 1, 2.5f});

    assertThatThrownBy(() -> Closeness.check("scores", network, found, truth, 1e-3))
        .hasMessageContaining("branch 'small': at [0, 0, 1] of (1, 1, 2) found 2.5")
        .hasMessageNotContaining("large'");
    assertThatCode(() -> Closeness.check("scores", network, truth, truth, 0))
        .doesNotThrowAnyException();
  }
}
