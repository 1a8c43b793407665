package dev.graft.training.input;

import dev.graft.api.Image;
import dev.graft.api.ImageSize;
import dev.graft.api.augmentation.Change;
import dev.graft.api.augmentation.ImageChanges;
import dev.graft.api.experiment.NamedAugmentation;
import dev.graft.api.random.Randomness;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Images as one epoch sees them: changed at random, each by draws of its own, so that they are the
 * same in any order of work.
 *
 * @param images the images as they are
 * @param augmentations the changes, in order
 * @param randomness the experiment's randomness
 * @param epoch epoch, from 0, counted through all phases
 */
public record AugmentedImages(
    ImageSource images, List<NamedAugmentation> augmentations, Randomness randomness, int epoch)
    implements ImageSource {
  /** Copies the list. */
  public AugmentedImages {
    augmentations = List.copyOf(augmentations);
  }

  @Override
  public ImageSize size() {
    return images.size();
  }

  @Override
  public int count() {
    return images.count();
  }

  @Override
  public Image image(int index) {
    return changes(index).applyTo(images.image(index));
  }

  /** What is drawn for an image. */
  ImageChanges changes(int index) {
    return ImageChanges.of(
        augmentations.stream().map(augmentation -> draw(augmentation, index)).toList());
  }

  private Change draw(NamedAugmentation augmentation, int index) {
    RandomGenerator random =
        randomness.forExample(epoch, index, "augmentation/" + augmentation.name());
    return augmentation.augmentation().draw(random, size());
  }
}
