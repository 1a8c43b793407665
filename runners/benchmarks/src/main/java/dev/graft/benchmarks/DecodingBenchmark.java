package dev.graft.benchmarks;

import dev.graft.api.Image;
import dev.graft.api.ImageSize;
import dev.graft.api.data.ImageInput;
import dev.graft.training.data.PictureReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Decoding a picture file of a camera's proportions and resizing it, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecodingBenchmark {
  /** The file's format. */
  @Param({"jpeg", "png"})
  public String format = "";

  /** Width of the picture; its height is three quarters of that. */
  @Param("500")
  public int width;

  /** Height and width of the image that is made of it. */
  @Param("160")
  public int size;

  private PictureReader reader;
  private byte[] file;

  /** Paints the picture: smooth colours with the noise of a sensor. */
  @Setup
  public void paint() throws IOException {
    BufferedImage picture = new BufferedImage(width, width * 3 / 4, BufferedImage.TYPE_INT_RGB);
    Random noise = new Random(1);
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < width; x++) {
        int rgb = 0;
        for (int c = 0; c < 3; c++) {
          double smooth = 128 + 60 * Math.sin(x * 0.02 * (c + 1)) + 50 * Math.cos(y * 0.03 - c);
          double value = smooth + 4 * noise.nextGaussian();
          rgb = rgb << 8 | (int) Math.max(0, Math.min(255, value));
        }
        picture.setRGB(x, y, rgb);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (!ImageIO.write(picture, format, bytes)) {
      throw new IOException("this JDK writes no " + format);
    }
    file = bytes.toByteArray();
    reader = new PictureReader(ImageInput.stretch(ImageSize.rgb(size, size)));
  }

  /** A picture. */
  @Benchmark
  public Image decode() {
    return reader.read(file, "picture");
  }
}
