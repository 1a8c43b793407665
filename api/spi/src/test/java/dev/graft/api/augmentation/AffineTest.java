package dev.graft.api.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.augmentation.Fill.Mode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AffineTest {
  private static final Affine FIRST = new Affine(1, 2, 3, 4, 5, 6, Optional.empty());
  private static final Affine SECOND =
      new Affine(7, -8, 9, -10, 11, 12, Optional.of(Fill.nearest()));

  @Test
  void oneChangeAfterAnotherLooksThroughTheSecondIntoTheFirst() {
    Affine joined = FIRST.then(SECOND);

    double x = 0.25;
    double y = -3;
    double betweenX = 7 * x - 8 * y + 9;
    double betweenY = -10 * x + 11 * y + 12;
    assertThat(joined.xx() * x + joined.xy() * y + joined.x0())
        .isCloseTo(betweenX + 2 * betweenY + 3, within(1e-12));
    assertThat(joined.yx() * x + joined.yy() * y + joined.y0())
        .isCloseTo(4 * betweenX + 5 * betweenY + 6, within(1e-12));
  }

  @Test
  void theOnlyFillIsKept() {
    assertThat(FIRST.then(SECOND).fill()).contains(Fill.nearest());
    assertThat(SECOND.then(FIRST).fill()).contains(Fill.nearest());
    assertThat(FIRST.then(FIRST).fill()).isEmpty();
  }

  @Test
  void differentFillsDoNotJoin() {
    Affine black = new Affine(1, 0, 1, 0, 1, 0, Optional.of(new Fill(Mode.CONSTANT, 0)));
    Affine white = new Affine(1, 0, 1, 0, 1, 0, Optional.of(new Fill(Mode.CONSTANT, 255)));

    assertThat(black.joins(black)).isTrue();
    assertThat(black.joins(FIRST)).isTrue();
    assertThat(black.joins(white)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> black.then(white))
        .withMessageContaining("fill differently");
  }

  @Test
  void identityChangesNothing() {
    assertThat(Affine.identity().isIdentity()).isTrue();
    assertThat(FIRST.then(Affine.identity())).isEqualTo(FIRST);
    assertThat(Affine.identity().then(FIRST)).isEqualTo(FIRST);
    assertThat(FIRST.isIdentity()).isFalse();
  }

  @Test
  void numbersAreFinite() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Affine(1, 0, Double.NaN, 0, 1, 0, Optional.empty()))
        .withMessageContaining("finite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Affine(1, 0, 0, Double.NEGATIVE_INFINITY, 1, 0, Optional.empty()))
        .withMessageContaining("finite");
  }

  @Test
  void aFillValueIsAPixelValueAndForConstantOnly() {
    assertThat(new Fill(Mode.CONSTANT, 127.5).value()).isEqualTo(127.5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Fill(Mode.CONSTANT, 256))
        .withMessageContaining("[0, 255]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Fill(Mode.NEAREST, 3))
        .withMessage("a fill value is for fill 'constant' only, found 3.0 with 'nearest'");
  }
}
