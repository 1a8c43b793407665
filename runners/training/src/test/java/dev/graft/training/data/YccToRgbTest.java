package dev.graft.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class YccToRgbTest {
  private static final int EXAMPLES = 400;

  @Test
  void coloursAreThoseOfLibjpeg() throws Exception {
    Random random = new Random(4);
    int[] extremes = {0, 1, 127, 128, 129, 254, 255};
    for (int i = 0; i < EXAMPLES; i++) {
      // Those of the first third are extreme, and many of their sums are outside of 0 … 255.
      int[] ycc =
          (i < EXAMPLES / 3
                  ? random.ints(3, 0, extremes.length).map(at -> extremes[at])
                  : random.ints(3, 0, 256))
              .toArray();

      int[] found = {
        YccToRgb.red(ycc[0], ycc[2]),
        YccToRgb.green(ycc[0], ycc[1], ycc[2]),
        YccToRgb.blue(ycc[0], ycc[1])
      };

      assertThat(found).as("Y, Cb, Cr %s", IntStream.of(ycc).boxed().toList()).isEqualTo(rgb(ycc));
    }
  }

  @Test
  void greyStaysGrey() {
    for (int luma = 0; luma < 256; luma++) {
      assertThat(YccToRgb.red(luma, 128)).isEqualTo(luma);
      assertThat(YccToRgb.green(luma, 128, 128)).isEqualTo(luma);
      assertThat(YccToRgb.blue(luma, 128)).isEqualTo(luma);
    }
  }

  /** What libjpeg makes of a picture in which all samples are the same. */
  private static int[] rgb(int[] ycc) throws IOException, UnreadablePictureException {
    byte[] jpeg = PictureFiles.jpegOfComponents(PictureFiles.uniform(8, 8, ycc));
    float[] row = new float[8 * 3];
    new PictureDecoder().decode(jpeg).rows().read(0, row);
    return IntStream.range(0, 3).map(i -> (int) row[i]).toArray();
  }
}
