package dev.graft.architectures;

/** Numbers of channels that divide by 8, as mobile processors like them. */
final class Divisible {
  private Divisible() {}

  /**
   * The nearest multiple of 8 that is not more than a tenth smaller: {@code _make_divisible} of
   * Keras's MobileNetV2, {@code _depth} of its MobileNetV3, {@code round_filters} of its
   * EfficientNet.
   *
   * @param channels number of channels before rounding, above 0
   */
  static int by8(double channels) {
    int nearest = Math.max(8, (int) (channels + 4) / 8 * 8);
    return nearest < 0.9 * channels ? nearest + 8 : nearest;
  }
}
