package dev.graft.augmentations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.graft.api.Image;
import dev.graft.api.augmentation.Affine;
import dev.graft.api.augmentation.Fill;
import dev.graft.api.augmentation.Fill.Mode;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotateTest {
  @Test
  void positiveAnglesTurnCounterClockwise() {
    Image image = Picture.grey("1 2 3", "4 5 6", "7 8 9");
    assertThat(Picture.rows(Picture.changed(image, Rotate.rotation(90, Fill.nearest()))))
        .containsExactly("3 6 9", "2 5 8", "1 4 7");
    assertThat(Picture.rows(Picture.changed(image, Rotate.rotation(-90, Fill.nearest()))))
        .containsExactly("7 4 1", "8 5 2", "9 6 3");
  }

  @Test
  void turnsAboutTheCentreOfWhatIsNotSquare() {
    // Half a turn fits any picture; a quarter of a wide one looks above and below it.
    Image wide = Picture.grey("1 2 3 4 5", "6 7 8 9 10", "11 12 13 14 15");
    assertThat(Picture.rows(Picture.changed(wide, Rotate.rotation(180, Fill.nearest()))))
        .containsExactly("15 14 13 12 11", "10 9 8 7 6", "5 4 3 2 1");
    Fill black = new Fill(Mode.CONSTANT, 0);
    assertThat(Picture.rows(Picture.changed(wide, Rotate.rotation(90, black))))
        .containsExactly("0 4 9 14 0", "0 3 8 13 0", "0 2 7 12 0");
  }

  @Test
  void mixesPixelsInBetween() {
    // At 45 degrees a corner of a 3x3 picture shows a place sqrt(2) from the centre: straight to
    // the side and 0.414 of a pixel outside.
    Image image = Picture.grey("0 0 0", "0 100 200", "0 0 0");
    Image turned = Picture.changed(image, Rotate.rotation(45, new Fill(Mode.CONSTANT, 0)));
    // Old place of the top right corner (1, -1): (sqrt 2, 0); 0.5858 * 200.
    assertThat(turned.at(0, 2, 0)).isEqualTo(117);
    // Of the right edge (1, 0): (0.7071, 0.7071); 0.2929 * (0.2929 * 100 + 0.7071 * 200).
    assertThat(turned.at(1, 2, 0)).isEqualTo(50);
    assertThat(turned.at(1, 1, 0)).isEqualTo(100);
  }

  @Test
  void anglesAreDrawnEvenly() {
    Rotate rotate = new Rotate(new Rotate.Settings(40, Mode.NEAREST, 0));
    ToDoubleFunction<Affine> angle = drawn -> Math.toDegrees(Math.atan2(drawn.yx(), drawn.xx()));
    Draws.of(rotate, angle).areEvenBetween(-40, 40);
  }

  @Test
  void theFillIsHandedOn() {
    Rotate rotate = new Rotate(new Rotate.Settings(10, Mode.CONSTANT, 128));
    assertThat(Draws.one(rotate).fill()).contains(new Fill(Mode.CONSTANT, 128));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 181, Double.NaN})
  void anAngleIsAtMostHalfATurn(double degrees) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Rotate.Settings(degrees, Mode.NEAREST, 0))
        .withMessageContaining("[0, 180] degrees, found " + degrees);
  }

  @Test
  void aFillValueNeedsAConstantFill() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Rotate.Settings(10, Mode.WRAP, 7))
        .withMessageContaining("'constant' only, found 7.0 with 'wrap'");
  }
}
