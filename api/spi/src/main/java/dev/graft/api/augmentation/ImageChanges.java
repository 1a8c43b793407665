package dev.graft.api.augmentation;

import dev.graft.api.Image;
import dev.graft.api.Stable;
import dev.graft.api.plugin.BrokenContractException;
import java.util.ArrayList;
import java.util.List;

/**
 * The changes drawn for one image, in order, ready to be made. Consecutive {@link Affine}s are
 * multiplied into one, so that the image is resampled once however many there are; only a change of
 * pixels between two, or two different fills, make it more. Immutable; pure Java, so an image comes
 * out the same on any machine.
 *
 * <p>The resampling is bilinear, from old coordinates rounded to 1/65536 of a pixel, to the nearest
 * value, halves up. Flips and quarter turns of square images copy pixels exactly. Where a pixel
 * lies between the image and what is outside, it is a mixture of the two, as everywhere else.
 *
 * @since 0.1
 */
@Stable
public final class ImageChanges {
  private final List<Change> steps;

  private ImageChanges(List<Change> steps) {
    this.steps = List.copyOf(steps);
  }

  /**
   * Joins what can be joined and leaves out what changes nothing.
   *
   * @param drawn the changes, the first to be made first
   */
  public static ImageChanges of(List<? extends Change> drawn) {
    List<Change> steps = new ArrayList<>();
    for (Change change : drawn) {
      if (change instanceof Affine affine) {
        join(steps, affine);
      } else {
        steps.add(change);
      }
    }
    steps.removeIf(step -> step instanceof Affine affine && affine.isIdentity());
    return new ImageChanges(steps);
  }

  private static void join(List<Change> steps, Affine next) {
    if (next.isIdentity()) {
      return;
    }
    int last = steps.size() - 1;
    if (last >= 0 && steps.get(last) instanceof Affine before && before.joins(next)) {
      steps.set(last, before.then(next));
    } else {
      steps.add(next);
    }
  }

  /** What is left to do: no two {@link Affine}s that join follow each other, none is identity. */
  public List<Change> steps() {
    return steps;
  }

  /**
   * Makes the changes.
   *
   * @param image is not changed
   * @return a new image of the same size; the very same one if there is nothing to do
   * @throws BrokenContractException if a change of pixels gives an image of another size
   */
  public Image applyTo(Image image) {
    Image changed = image;
    for (Change step : steps) {
      if (step instanceof Affine affine) {
        changed = AffineResampling.resample(changed, affine);
      } else if (step instanceof Change.Pixels pixels) {
        changed = pixels.of().apply(changed);
        if (!changed.size().equals(image.size())) {
          throw new BrokenContractException(
              pixels.of(),
              "a change must keep the image's size: found %s, expected %s"
                  .formatted(changed.size(), image.size()));
        }
      }
    }
    return changed;
  }
}
