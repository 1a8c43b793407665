package dev.graft.training.input;

import dev.graft.api.Image;
import dev.graft.api.ImageSize;
import dev.graft.api.Sha256;
import dev.graft.api.augmentation.Affine;
import dev.graft.api.augmentation.Change;
import dev.graft.training.features.Digest;
import java.util.List;
import java.util.Optional;

/**
 * Images changed at random, each known by what was drawn for it: the same picture with the same
 * changes is the same image, whatever seed, epoch or settings they were drawn from. Changes of
 * pixels, which cannot be compared, make an image known only when it is there.
 *
 * @param images the images as they are
 * @param changed the same images, changed
 */
public record VersionImages(KeyedImages images, AugmentedImages changed) implements KeyedImages {
  @Override
  public ImageSize size() {
    return changed.size();
  }

  @Override
  public int count() {
    return changed.count();
  }

  @Override
  public Image image(int index) {
    return changed.image(index);
  }

  @Override
  public Optional<Digest> key(int index) {
    Optional<Digest> plain = images.key(index);
    List<Change> steps = changed.changes(index).steps();
    if (plain.isEmpty() || steps.isEmpty()) {
      return plain;
    }
    Sha256 sum = new Sha256().add("changed\n").add(plain.get().bytes());
    for (Change step : steps) {
      if (!(step instanceof Affine affine)) {
        return Optional.empty();
      }
      sum.add(text(affine));
    }
    return Optional.of(Digest.ofSum(sum.bytes()));
  }

  /** All that decides the change, with every bit of its numbers. */
  private static String text(Affine affine) {
    return "%x %x %x %x %x %x %s\n"
        .formatted(
            Double.doubleToLongBits(affine.xx()),
            Double.doubleToLongBits(affine.xy()),
            Double.doubleToLongBits(affine.x0()),
            Double.doubleToLongBits(affine.yx()),
            Double.doubleToLongBits(affine.yy()),
            Double.doubleToLongBits(affine.y0()),
            affine.fill());
  }
}
