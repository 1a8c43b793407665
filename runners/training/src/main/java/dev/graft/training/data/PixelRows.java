package dev.graft.training.data;

/** A decoded picture that is read row by row, so that a large one is not held twice. */
interface PixelRows {
  /** Number of rows. */
  int height();

  /** Pixels of a row. */
  int width();

  /** 1 for grey, 3 for red, green, blue. */
  int channels();

  /**
   * Gives one row.
   *
   * @param y from 0
   * @param row receives {@code width * channels} values in [0, 255]
   */
  void read(int y, float[] row);
}
