package dev.graft.augmentations;

import dev.graft.api.Image;
import dev.graft.api.ImageSize;
import dev.graft.api.augmentation.Change;
import dev.graft.api.augmentation.ImageChanges;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/** Small pictures written out as numbers, and what augmentations make of them. */
final class Picture {
  private Picture() {}

  /** A greyscale picture, one string for each row. */
  static Image grey(String... rows) {
    int[] values =
        Pattern.compile("\\s+")
            .splitAsStream(String.join(" ", rows))
            .mapToInt(Integer::parseInt)
            .toArray();
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) values[i];
    }
    return new Image(new ImageSize(rows.length, values.length / rows.length, 1), pixels);
  }

  /** A picture of random pixels. */
  static Image noise(ImageSize size, long seed) {
    byte[] pixels = new byte[size.bytes()];
    new SplittableRandom(seed).nextBytes(pixels);
    return new Image(size, pixels);
  }

  /** The rows of a greyscale picture, for readable failures. */
  static String[] rows(Image image) {
    String[] rows = new String[image.size().height()];
    for (int y = 0; y < rows.length; y++) {
      StringBuilder row = new StringBuilder();
      for (int x = 0; x < image.size().width(); x++) {
        row.append(x == 0 ? "" : " ").append(image.at(y, x, 0));
      }
      rows[y] = row.toString();
    }
    return rows;
  }

  /** The picture after changes. */
  static Image changed(Image image, Change... changes) {
    return ImageChanges.of(List.of(changes)).applyTo(image);
  }
}
