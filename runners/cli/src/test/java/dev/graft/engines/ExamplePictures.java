package dev.graft.engines;

import dev.graft.api.ImageSize;
import dev.graft.api.Labels;
import dev.graft.api.data.DataSplit;
import dev.graft.api.data.Example;
import dev.graft.api.data.Resize;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.layer.HeightWidth;
import dev.graft.training.data.FolderDataset;
import dev.graft.training.data.ShapeKind;
import dev.graft.training.data.ShapesDataset;
import dev.graft.training.input.Targets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Pictures to train on, the same ones in the same order in every run.
 *
 * @param size height and width are equal, three channels
 * @param labels the classes
 * @param examples the pictures
 */
record ExamplePictures(ImageSize size, Labels labels, List<Example> examples) {
  /** Shapes as the dataset {@code shapes} paints them; the classes take turns. */
  static ExamplePictures painted(int count, int side, ShapeKind... kinds) {
    DataSplit split =
        new ShapesDataset(
                new ShapesDataset.Settings(
                    List.of(kinds), count, kinds.length, HeightWidth.of(side), 3, 0.5))
            .split(17);
    return new ExamplePictures(ImageSize.rgb(side, side), split.labels(), split.training());
  }

  /** Those of a folder with a sub-folder for each class, shuffled. */
  static ExamplePictures folder(Path folder, int side) {
    DataSplit split =
        new FolderDataset(
                new FolderDataset.Settings(
                    folder,
                    Optional.empty(),
                    OptionalDouble.of(0.1),
                    HeightWidth.of(side),
                    3,
                    Resize.STRETCH,
                    1))
            .split(17);
    List<Example> shuffled = new ArrayList<>(split.training());
    Collections.shuffle(shuffled, new Random(17));
    return new ExamplePictures(ImageSize.rgb(side, side), split.labels(), shuffled);
  }

  /** All of them. */
  Batch.Pixels pixels() {
    return pixels(0, examples.size());
  }

  Batch.Pixels pixels(int from, int count) {
    byte[] values = new byte[count * size.bytes()];
    for (int i = 0; i < count; i++) {
      byte[] image = examples.get(from + i).image().pixels();
      System.arraycopy(image, 0, values, i * image.length, image.length);
    }
    return new Batch.Pixels(count, size, values);
  }

  /** What the scores of some of them should become. */
  Batch.Floats targets(int from, int count, int outputs) {
    return new Targets(outputs)
        .of(IntStream.range(from, from + count).map(i -> examples.get(i).label()).toArray());
  }

  /** Some of them to learn from, in the first epoch. */
  TrainingBatch batch(int from, int count, int outputs) {
    return batch(pixels(from, count), from, 0, outputs);
  }

  /**
   * Some of them to learn from.
   *
   * @param inputs themselves, or what is computed of them
   * @param from the first of them
   */
  TrainingBatch batch(Batch inputs, int from, int epoch, int outputs) {
    return new TrainingBatch(
        inputs,
        targets(from, inputs.count(), outputs),
        epoch,
        IntStream.range(from, from + inputs.count()).asLongStream().toArray());
  }
}
