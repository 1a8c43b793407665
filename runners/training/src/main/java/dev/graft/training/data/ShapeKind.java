package dev.graft.training.data;

/** A shape that {@link ShapesDataset} draws. All have the area 1 and lie about the origin. */
public enum ShapeKind {
  /** A disc. */
  CIRCLE(0),
  /** A plus sign, its arms a third as wide as it is. */
  CROSS(1, 3, 1, 1, 3, 1, 3, -1, 1, -1, 1, -3, -1, -3, -1, -1, -3, -1, -3, 1, -1, 1, -1, 3),
  /** A disc with a hole of 0.55 of its radius. */
  RING(0.55),
  /** A square. */
  SQUARE(1, 1, 1, -1, -1, -1, -1, 1),
  /** A star of five points, its notches at 0.45 of its radius. */
  STAR(star(5, 0.45)),
  /** An equilateral triangle. */
  TRIANGLE(star(3, 0.5));

  /** No point of any shape is farther from the origin. */
  static final double RADIUS = 0.9;

  @SuppressWarnings("ImmutableEnumChecker") // Never written to after construction.
  private final double[] corners;

  private final double outerSquare;
  private final double innerSquare;

  /** A disc with a hole. */
  ShapeKind(double hole) {
    corners = new double[0];
    outerSquare = 1 / (Math.PI * (1 - hole * hole));
    innerSquare = outerSquare * hole * hole;
  }

  /** A polygon of any size: x and y of each corner in turn. */
  ShapeKind(double... corners) {
    double twice = 0;
    for (int i = 0; i < corners.length; i += 2) {
      int next = (i + 2) % corners.length;
      twice += corners[i] * corners[next + 1] - corners[next] * corners[i + 1];
    }
    double scale = 1 / Math.sqrt(Math.abs(twice) / 2);
    this.corners = new double[corners.length];
    for (int i = 0; i < corners.length; i++) {
      this.corners[i] = corners[i] * scale;
    }
    outerSquare = 0;
    innerSquare = 0;
  }

  /** Whether a point is inside. */
  boolean holds(double x, double y) {
    if (corners.length == 0) {
      double square = x * x + y * y;
      return square <= outerSquare && square >= innerSquare;
    }
    // A ray to the right crosses the edges an odd number of times.
    boolean inside = false;
    int last = corners.length - 2;
    for (int i = 0; i < corners.length; last = i, i += 2) {
      double y1 = corners[i + 1];
      double y2 = corners[last + 1];
      if (y1 > y != y2 > y
          && x < corners[i] + (corners[last] - corners[i]) * (y - y1) / (y2 - y1)) {
        inside = !inside;
      }
    }
    return inside;
  }

  /**
   * Points at radius 1 and notches between them; with the notch at 0.5, three points are a
   * triangle.
   */
  private static double[] star(int points, double notch) {
    double[] corners = new double[4 * points];
    for (int i = 0; i < 2 * points; i++) {
      double angle = Math.PI * i / points;
      double radius = i % 2 == 0 ? 1 : notch;
      corners[2 * i] = radius * StrictMath.sin(angle);
      corners[2 * i + 1] = -radius * StrictMath.cos(angle);
    }
    return corners;
  }
}
