package dev.graft.training.input;

import dev.graft.api.engine.Batch;
import dev.graft.api.experiment.NamedAugmentation;
import dev.graft.api.random.Randomness;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;

/** Images as a network's input, prepared by the workers. */
public final class ImageInputs implements NetworkInputs {
  private final IntFunction<ImageSource> imagesByEpoch;
  private final Workers workers;

  private ImageInputs(IntFunction<ImageSource> imagesByEpoch, Workers workers) {
    this.imagesByEpoch = imagesByEpoch;
    this.workers = workers;
  }

  /** The images as they are, the same in each epoch. */
  public static ImageInputs plain(ImageSource images, Workers workers) {
    return new ImageInputs(epoch -> images, workers);
  }

  /** The images changed at random, in each epoch anew. */
  public static ImageInputs augmented(
      ImageSource images,
      List<NamedAugmentation> augmentations,
      Randomness randomness,
      Workers workers) {
    return new ImageInputs(
        epoch -> new AugmentedImages(images, augmentations, randomness, epoch), workers);
  }

  @Override
  public Iterator<Batch> batches(int epoch, int[] examples, int batchSize) {
    return new ImageBatches(imagesByEpoch.apply(epoch), examples, batchSize, workers);
  }
}
