package dev.graft.augmentations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.Image;
import dev.graft.api.augmentation.Affine;
import dev.graft.api.augmentation.Fill;
import dev.graft.api.augmentation.Fill.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShearTest {
  @Test
  void positiveAnglesMoveTheLowerHalfToTheRight() {
    // sin 30 = 0.5: the upper row is taken half a pixel from the right, the lower from the left.
    Image columns = Picture.grey("10 20 40", "10 20 40", "10 20 40");
    assertThat(Picture.rows(Picture.changed(columns, Shear.shear(30, Fill.nearest()))))
        .containsExactly("15 30 40", "10 20 40", "10 15 30");
    assertThat(Picture.rows(Picture.changed(columns, Shear.shear(-30, Fill.nearest()))))
        .containsExactly("10 15 30", "10 20 40", "15 30 40");
  }

  @Test
  void theHeightGrowsByTheCosine() {
    // cos 30 = 0.866: the upper row is seen at 1 - 0.866 = 0.134.
    Image rows = Picture.grey("0 0 0", "100 100 100", "200 200 200");
    assertThat(Picture.rows(Picture.changed(rows, Shear.shear(30, Fill.nearest()))))
        .containsExactly("13 13 13", "100 100 100", "187 187 187");
  }

  @Test
  void isTheFormulaOfImageDataGenerator() {
    Affine shear = Shear.shear(11.5, Fill.nearest());
    double s = 11.5 * Math.PI / 180;
    assertThat(shear.xx()).isEqualTo(1);
    assertThat(shear.xy()).isCloseTo(-Math.sin(s), within(1e-15));
    assertThat(shear.yx()).isZero();
    assertThat(shear.yy()).isCloseTo(Math.cos(s), within(1e-15));
  }

  @Test
  void anglesAreDrawnEvenly() {
    Shear shear = new Shear(new Shear.Settings(11.5, Mode.NEAREST, 0));
    Draws.of(shear, drawn -> Math.toDegrees(Math.asin(-drawn.xy()))).areEvenBetween(-11.5, 11.5);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 90, Double.NaN})
  void anAngleIsLessThanARightOne(double degrees) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Shear.Settings(degrees, Mode.NEAREST, 0))
        .withMessageContaining("[0, 90) degrees, found " + degrees);
  }
}
