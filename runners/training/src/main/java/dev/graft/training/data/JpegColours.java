package dev.graft.training.data;

/** What the components of a JPEG picture mean. */
enum JpegColours {
  GREY(1),
  YCBCR(3),
  RGB(3),
  CMYK(4),
  INVERTED_CMYK(4),
  INVERTED_YCCK(4),
  UNKNOWN(0);

  private final int components;

  JpegColours(int components) {
    this.components = components;
  }

  /** Number of components. */
  int components() {
    return components;
  }

  /**
   * Tells it as libjpeg does ({@code default_decompress_parms}).
   *
   * @param ids the components' identifiers
   * @param jfif whether there is a JFIF marker
   * @param adobeTransform the Adobe marker's transform, or -1 if there is no such marker; Adobe
   *     writes CMYK inverted
   */
  static JpegColours of(int[] ids, boolean jfif, int adobeTransform) {
    return switch (ids.length) {
      case 1 -> GREY;
      case 3 -> {
        if (jfif) {
          yield YCBCR;
        }
        if (adobeTransform >= 0) {
          yield adobeTransform == 0 ? RGB : YCBCR;
        }
        yield ids[0] == 'R' && ids[1] == 'G' && ids[2] == 'B' ? RGB : YCBCR;
      }
      case 4 -> {
        if (adobeTransform < 0) {
          yield CMYK;
        }
        yield adobeTransform == 0 ? INVERTED_CMYK : INVERTED_YCCK;
      }
      default -> UNKNOWN;
    };
  }
}
