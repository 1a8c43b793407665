package dev.graft.training.data;

/**
 * The grey of a colour picture: ITU-R 601 luma, rounded to 8 bits with Pillow's integers ({@code
 * convert("L")}).
 */
final class LumaRows implements PixelRows {
  private final PixelRows colour;
  private final float[] colourRow;

  LumaRows(PixelRows colour) {
    this.colour = colour;
    this.colourRow = new float[colour.width() * 3];
  }

  @Override
  public int height() {
    return colour.height();
  }

  @Override
  public int width() {
    return colour.width();
  }

  @Override
  public int channels() {
    return 1;
  }

  @Override
  public void read(int y, float[] row) {
    colour.read(y, colourRow);
    for (int x = 0; x < width(); x++) {
      int red = (int) colourRow[3 * x];
      int green = (int) colourRow[3 * x + 1];
      int blue = (int) colourRow[3 * x + 2];
      row[x] = (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
    }
  }
}
