package dev.graft.training.data;

import dev.graft.api.Image;
import dev.graft.api.Sha256;
import dev.graft.api.data.EncodedPicture;
import dev.graft.api.data.ImageInput;
import dev.graft.api.data.Resize;
import dev.graft.api.problem.FileProblem;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes images of picture files: training, evaluation and prediction all read through this class.
 *
 * <p>Reads JPEG (greyscale, YCbCr, RGB, CMYK and YCCK), PNG, GIF (the first frame) and BMP, told
 * apart by their content. In order:
 *
 * <ol>
 *   <li>Samples become 8 bits each. Colour profiles are ignored, as in Keras and Pillow, and CMYK
 *       becomes RGB by the plain formula.
 *   <li>What is transparent is laid over white, as a page or a viewer shows it, whatever colour a
 *       transparent pixel has.
 *   <li>For one channel, colour becomes ITU-R 601 luma (Pillow's {@code convert("L")}); for three,
 *       grey is repeated.
 *   <li>The picture gets its size in one antialiased resampling ({@link TriangleResampling}), cut
 *       first if the input says {@link Resize#CROP}.
 *   <li>The picture is turned as its EXIF orientation says.
 * </ol>
 *
 * <p>Safe for use by several threads.
 */
public final class PictureReader {
  /** Larger pictures are refused before they are decoded. */
  static final long MOST_PIXELS = 200_000_000;

  private static final long MOST_BYTES = 1L << 30;

  private final ImageFitting fitting;
  private final byte[] described;
  private final PictureDecoder decoder = new PictureDecoder();

  /** Makes a reader for one kind of image. */
  public PictureReader(ImageInput input) {
    this.fitting = new ImageFitting(input);
    this.described = (input + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** What it makes of pictures. */
  public ImageInput input() {
    return fitting.input();
  }

  /**
   * Reads a picture.
   *
   * @param file the picture's file
   * @return an image of the input's size
   * @throws ProblemException if there is no such file, it is no picture Graft reads, it is damaged
   *     or cut short, or it has more than 200 megapixels; the problem's place is the file
   */
  public Image read(Path file) {
    return read(bytes(file), file.toString());
  }

  /**
   * Reads a picture's file, and decodes it only when that is asked for.
   *
   * @throws ProblemException if there is no such file, or it is too large to be a picture's
   */
  public EncodedPicture encoded(Path file) {
    return new ReadPicture(bytes(file), file.toString(), this);
  }

  private static byte[] bytes(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw new ProblemException(
            Problem.at(file.toString(), "is a folder").expecting("a picture file"));
      }
      if (Files.size(file) > MOST_BYTES) {
        throw new ProblemException(
            Problem.at(file.toString(), "has " + Files.size(file) + " bytes")
                .expecting("a picture file of at most 1 GiB"));
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw FileProblem.reading(file, "a picture file", e);
    }
  }

  /**
   * Reads a picture from memory.
   *
   * @param bytes the file's content
   * @param name what to call the picture in a problem
   * @throws ProblemException as {@link #read(Path)}
   */
  public Image read(byte[] bytes, String name) {
    try {
      return fitting.fit(decoder.decode(bytes));
    } catch (UnreadablePictureException e) {
      throw new ProblemException(e.problem().withWhere(name), e);
    }
  }

  private record ReadPicture(byte[] bytes, String name, PictureReader reader)
      implements EncodedPicture {
    @Override
    public byte[] sha256() {
      return new Sha256().add(reader.described).add(bytes).bytes();
    }

    @Override
    public Image image() {
      return reader.read(bytes, name);
    }
  }
}
