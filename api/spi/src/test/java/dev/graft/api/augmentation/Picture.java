package dev.graft.api.augmentation;

import dev.graft.api.Image;
import dev.graft.api.ImageSize;
import java.util.regex.Pattern;

/** Small pictures written out as numbers. */
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

  /** A colour picture whose green is the grey one upside down in value and whose blue is halved. */
  static Image coloured(Image grey) {
    byte[] pixels = new byte[3 * grey.pixels().length];
    for (int i = 0; i < grey.pixels().length; i++) {
      int value = grey.pixels()[i] & 0xff;
      pixels[3 * i] = (byte) value;
      pixels[3 * i + 1] = (byte) (255 - value);
      pixels[3 * i + 2] = (byte) (value / 2);
    }
    return new Image(ImageSize.rgb(grey.size().height(), grey.size().width()), pixels);
  }

  /** One channel of a picture. */
  static Image channel(Image image, int channel) {
    ImageSize size = image.size();
    byte[] pixels = new byte[size.height() * size.width()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = image.pixels()[i * size.channels() + channel];
    }
    return new Image(new ImageSize(size.height(), size.width(), 1), pixels);
  }

  /** The numbers of a greyscale picture, as {@link #grey} takes them, for readable failures. */
  static String text(Image image) {
    StringBuilder text = new StringBuilder();
    for (int y = 0; y < image.size().height(); y++) {
      text.append(y == 0 ? "" : "\n");
      for (int x = 0; x < image.size().width(); x++) {
        text.append(x == 0 ? "" : " ").append(image.at(y, x, 0));
      }
    }
    return text.toString();
  }
}
