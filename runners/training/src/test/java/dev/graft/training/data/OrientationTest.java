package dev.graft.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Image;
import dev.graft.api.ImageSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrientationTest {
  /** What EXIF says of the first row and column, worked out by hand for the picture abc/def. */
  @ParameterizedTest
  @CsvSource({
    "1, abc/def",
    "2, cba/fed",
    "3, fed/cba",
    "4, def/abc",
    "5, ad/be/cf",
    "6, da/eb/fc",
    "7, fc/eb/da",
    "8, cf/be/ad",
  })
  void turnsAsExifSays(int tag, String expected) {
    Image turned = Orientation.ofTag(tag).upright(image("abc/def"));

    assertThat(turned).isEqualTo(image(expected));
  }

  @Test
  void unknownTagsTurnNothing() {
    assertThat(Orientation.ofTag(0)).isEqualTo(Orientation.UPRIGHT);
    assertThat(Orientation.ofTag(9)).isEqualTo(Orientation.UPRIGHT);
    assertThat(Orientation.ofTag(-1)).isEqualTo(Orientation.UPRIGHT);
  }

  /** One letter a pixel, its red, green and blue different. */
  private static Image image(String rows) {
    int height = (int) rows.chars().filter(letter -> letter == '/').count() + 1;
    int[] letters = rows.chars().filter(letter -> letter != '/').toArray();
    byte[] pixels = new byte[letters.length * 3];
    for (int i = 0; i < letters.length; i++) {
      pixels[3 * i] = (byte) letters[i];
      pixels[3 * i + 1] = (byte) (letters[i] + 50);
      pixels[3 * i + 2] = (byte) (letters[i] + 100);
    }
    return new Image(new ImageSize(height, letters.length / height, 3), pixels);
  }
}
