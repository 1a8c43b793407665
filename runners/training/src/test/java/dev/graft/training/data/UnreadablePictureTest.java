package dev.graft.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.ImageSize;
import dev.graft.api.data.ImageInput;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnreadablePictureTest {
  private final PictureReader reader = new PictureReader(ImageInput.stretch(ImageSize.rgb(8, 8)));

  @Test
  void aMissingFileIsNamed(@TempDir Path folder) {
    Path file = folder.resolve("no.jpg");

    assertThatThrownBy(() -> reader.read(file))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(file + ": there is no such file");
  }

  @Test
  void aFolderIsNoPicture(@TempDir Path folder) {
    assertThatThrownBy(() -> reader.read(folder))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(folder + ": is a folder");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<!DOCTYPE html><title>404</title>|is HTML text",
        "<svg xmlns='x'/>|is an SVG drawing",
        "hello|is text",
        "version https://git-lfs.github.com/spec/v1|is a Git LFS pointer",
        "RIFF1234WEBPVP8 |is a WebP picture",
        "%PDF-1.4|is a PDF document",
      })
  void otherContentIsToldByName(String content, String what) {
    Problem problem = problem(content.getBytes(StandardCharsets.ISO_8859_1));

    assertThat(problem.where()).isEqualTo("some.jpg");
    assertThat(problem.what()).contains(what);
    assertThat(problem.expected()).contains("JPEG");
    assertThat(problem.remedy()).contains("remove");
  }

  @Test
  void anEmptyFileIsRefused() {
    Problem problem = problem(new byte[0]);

    assertThat(problem.what()).isEqualTo("is 0 bytes");
    assertThat(problem.remedy()).isEqualTo("replace the file by a good copy, or remove it");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0005, 0.003, 0.1, 0.3, 0.5, 0.9, 0.99})
  void aPictureThatIsCutShortIsRefused(double share) throws IOException {
    BufferedImage picture = PictureFiles.noise(120, 160);
    BufferedImage indexed = new BufferedImage(160, 120, BufferedImage.TYPE_BYTE_INDEXED);
    indexed.getGraphics().drawImage(picture, 0, 0, null);
    for (String format : new String[] {"jpeg", "png", "gif", "bmp"}) {
      byte[] whole = PictureFiles.written(format.equals("gif") ? indexed : picture, format);
      byte[] cut = Arrays.copyOf(whole, Math.max(16, (int) (share * whole.length)));

      assertThat(problem(cut).what()).as(format).containsAnyOf("ends early", "damaged");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.3, 0.5, 0.9, 0.99})
  void aProgressiveJpegThatIsCutShortIsRefused(double share) throws IOException {
    byte[] whole = PictureFiles.progressiveJpeg(PictureFiles.noise(120, 160));
    reader.read(whole, "whole.jpg");

    // Cut within a table of codes, what is left of it makes no sense.
    assertThat(problem(Arrays.copyOf(whole, (int) (share * whole.length))).what())
        .containsAnyOf("JPEG data ends early", "JPEG data is damaged");
  }

  @Test
  void aJpegThatIsCutAndClosedIsRefused() throws IOException {
    byte[] whole = PictureFiles.written(PictureFiles.noise(120, 160), "jpeg");
    byte[] closed = Arrays.copyOf(whole, whole.length / 2);
    closed[closed.length - 2] = (byte) 0xff;
    closed[closed.length - 1] = (byte) 0xd9;

    assertThat(problem(closed).what()).isEqualTo("JPEG data ends early");
  }

  @Test
  void aJpegThatLacksItsEndMarkerAloneIsRead() throws IOException {
    byte[] whole = PictureFiles.written(PictureFiles.noise(120, 160), "jpeg");

    assertThat(reader.read(Arrays.copyOf(whole, whole.length - 2), "some.jpg"))
        .isEqualTo(reader.read(whole, "some.jpg"));
  }

  @Test
  void damagedDataAreRefused() throws IOException {
    byte[] png = PictureFiles.written(PictureFiles.noise(50, 50), "png");
    Arrays.fill(png, png.length / 2, png.length / 2 + 100, (byte) 0x5a);
    byte[] jpeg = PictureFiles.written(PictureFiles.noise(50, 50), "jpeg");
    jpeg[4] = 0;
    jpeg[5] = 0;

    assertThat(problem(png).what()).startsWith("PNG data is damaged");
    assertThat(problem(jpeg).what()).startsWith("JPEG data is damaged");
  }

  @Test
  void aJpegOfAnotherKindIsNamed() throws IOException {
    byte[] jpeg = PictureFiles.written(PictureFiles.noise(16, 16), "jpeg");

    assertThat(problem(withFrame(jpeg, 0xc3)).what()).contains("lossless");
    assertThat(problem(withFrame(jpeg, 0xc9)).what()).contains("arithmetic");
  }

  @Test
  void hugePicturesAreRefusedBeforeTheyAreDecoded() throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.write(PictureFiles.pngSignature());
    png.write(PictureFiles.chunk("IHDR", PictureFiles.pngHeader(20_000, 10_001, 8, 2)));
    png.write(PictureFiles.chunk("IDAT", new byte[0]));
    byte[] jpeg = PictureFiles.written(PictureFiles.noise(16, 16), "jpeg");
    int frame = frame(jpeg);
    Arrays.fill(jpeg, frame + 5, frame + 9, (byte) 0xf0);

    assertThat(problem(png.toByteArray()).what())
        .isEqualTo(
            "is a picture of 20000 x 10001 pixels (height x width), more than 200 megapixels");
    assertThat(problem(jpeg).what()).contains("61680 x 61680").contains("200 megapixels");
  }

  private static byte[] withFrame(byte[] jpeg, int marker) {
    byte[] changed = jpeg.clone();
    changed[frame(jpeg) + 1] = (byte) marker;
    return changed;
  }

  /** Where the start-of-frame marker stands. */
  private static int frame(byte[] jpeg) {
    for (int at = 2; ; at++) {
      if ((jpeg[at] & 0xff) == 0xff && (jpeg[at + 1] & 0xff) == 0xc0) {
        return at;
      }
    }
  }

  private Problem problem(byte[] file) {
    try {
      reader.read(file, "some.jpg");
    } catch (ProblemException e) {
      assertThat(e.problems()).hasSize(1);
      return e.problems().get(0);
    }
    throw new AssertionError("was read");
  }
}
