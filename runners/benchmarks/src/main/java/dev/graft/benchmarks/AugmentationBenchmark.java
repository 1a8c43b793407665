package dev.graft.benchmarks;

import dev.graft.api.Image;
import dev.graft.api.ImageSize;
import dev.graft.api.augmentation.Fill;
import dev.graft.api.engine.Batch;
import dev.graft.api.experiment.NamedAugmentation;
import dev.graft.api.random.Randomness;
import dev.graft.augmentations.Flip;
import dev.graft.augmentations.Rotate;
import dev.graft.augmentations.Shear;
import dev.graft.augmentations.Zoom;
import dev.graft.training.input.AugmentedImages;
import dev.graft.training.input.ImageSource;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * Augmenting a batch of images on one thread: a flip, a rotation, a shear and a zoom, drawn and
 * made in one resampling, as in {@code configs/alpaca-mobilenetv2.yaml}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AugmentationBenchmark {
  /** Images in the batch. */
  @Param("32")
  public int batch;

  /** Height and width of the images. */
  @Param("160")
  public int size;

  private Images images;
  private List<NamedAugmentation> augmentations;
  private int epoch;

  /** Images that lie in memory. */
  private record Images(ImageSize size, List<Image> images) implements ImageSource {
    static Images of(Batch.Pixels batch) {
      int bytes = batch.size().bytes();
      return new Images(
          batch.size(),
          IntStream.range(0, batch.count())
              .mapToObj(
                  i ->
                      new Image(
                          batch.size(),
                          Arrays.copyOfRange(batch.values(), i * bytes, (i + 1) * bytes)))
              .toList());
    }

    @Override
    public int count() {
      return images.size();
    }

    @Override
    public Image image(int index) {
      return images.get(index);
    }
  }

  /** Makes the images. */
  @Setup
  public void build() {
    images = Images.of(new MobileNetV2Workload(batch, size, 1).pictures());
    augmentations =
        List.of(
            new NamedAugmentation(
                "0:flip", new Flip(new Flip.Settings(Flip.Direction.HORIZONTAL, 0.5))),
            new NamedAugmentation(
                "1:rotate", new Rotate(new Rotate.Settings(40, Fill.Mode.NEAREST, 0))),
            new NamedAugmentation(
                "2:shear", new Shear(new Shear.Settings(11.5, Fill.Mode.NEAREST, 0))),
            new NamedAugmentation(
                "3:zoom",
                new Zoom(
                    new Zoom.Settings(
                        OptionalDouble.of(0.2),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        true,
                        Fill.Mode.NEAREST,
                        0))));
  }

  /** A batch, with other draws at every call. */
  @Benchmark
  public void augment(Blackhole results) {
    AugmentedImages changed =
        new AugmentedImages(images, augmentations, new Randomness(1), epoch++);
    for (int i = 0; i < changed.count(); i++) {
      results.consume(changed.image(i));
    }
  }
}
