package dev.graft.testkit.engine;

import dev.graft.api.Shape;
import dev.graft.api.ops.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every operation of {@code Ops}, of tensors of several ranks and shapes. */
final class OperationCases {
  private static final Shape IMAGE = Shape.of(3, 2, 4);
  private static final Shape VECTOR = Shape.of(5);

  private OperationCases() {}

  /** All of them. */
  static List<OperationCase> all() {
    return Stream.of(ofOneTensor(), ofTwoTensors(), reductions(), windows(), norms())
        .flatMap(List::stream)
        .toList();
  }

  /** Those of images of one shape, each kind of them in one or two settings. */
  static List<OperationCase> ofImages() {
    List<Shape> operands = List.of(Shape.of(4), Shape.of(3, 1, 1));
    return all().stream()
        .filter(
            one ->
                one.shape().equals(IMAGE)
                    && !(one.operation() instanceof BinaryOperation pair
                        && !operands.contains(pair.operand())))
        .toList();
  }

  /** Functions of each element, and what moves elements. */
  static List<OperationCase> ofOneTensor() {
    List<OperationCase> cases = new ArrayList<>();
    for (UnaryOperation operation : UnaryOperation.values()) {
      cases.add(new OperationCase(operation, IMAGE, operation.low(), operation.high()));
    }
    for (UnaryOperation operation : UnaryOperation.ALONG_THE_LAST_AXIS) {
      cases.add(new OperationCase(operation, VECTOR, operation.low(), operation.high()));
    }
    cases.add(new OperationCase(UnaryOperation.SOFTMAX, Shape.of(1), -3, 3));
    cases.add(new OperationCase(UnaryOperation.LOG_SOFTMAX, Shape.of(2, 3), -3, 3));
    return cases;
  }

  /** Operations on two tensors, broadcast in every way, and the matrix product. */
  static List<OperationCase> ofTwoTensors() {
    List<OperationCase> cases = new ArrayList<>();
    List<Shape> operands =
        List.of(
            IMAGE,
            Shape.of(4),
            Shape.of(2, 4),
            Shape.of(2, 1),
            Shape.of(3, 1, 1),
            Shape.of(1, 1, 1, 4),
            Shape.scalar());
    for (BinaryOperation.Kind kind : BinaryOperation.ELEMENTWISE) {
      for (Shape operand : operands) {
        cases.add(pair(kind, IMAGE, operand, false));
      }
      // Both are repeated: [n, 1] and [1, 4], and as squeeze-and-excitation does.
      cases.add(pair(kind, Shape.of(1), Shape.of(1, 4), false));
      cases.add(pair(kind, Shape.of(1, 1, 4), Shape.of(3, 2, 1), false));
      cases.add(pair(kind, IMAGE, Shape.of(4), true));
      cases.add(pair(kind, IMAGE, Shape.scalar(), true));
    }
    cases.add(pair(BinaryOperation.Kind.ADD_BIAS, Shape.of(4), Shape.of(4), false));
    cases.add(pair(BinaryOperation.Kind.ADD_BIAS, Shape.of(3, 4), Shape.of(4), false));
    cases.add(pair(BinaryOperation.Kind.ADD_BIAS, IMAGE, Shape.of(4), false));
    cases.add(pair(BinaryOperation.Kind.ADD_BIAS, Shape.of(2, 2, 1), Shape.of(1), false));
    cases.add(pair(BinaryOperation.Kind.MATMUL, Shape.of(7), Shape.of(7, 5), false));
    cases.add(pair(BinaryOperation.Kind.MATMUL, Shape.of(1), Shape.of(1, 3), false));
    cases.add(pair(BinaryOperation.Kind.MATMUL, Shape.of(6), Shape.of(6, 1), false));
    cases.add(pair(BinaryOperation.Kind.MATMUL_TWICE, Shape.of(4), Shape.of(4, 4), false));
    return cases;
  }

  /** Divisors and what is divided lie between 0.5 and 1.5, as the operands do. */
  private static OperationCase pair(
      BinaryOperation.Kind kind, Shape x, Shape operand, boolean swapped) {
    return new OperationCase(new BinaryOperation(kind, operand, swapped), x, 0.5, 1.5);
  }

  /** Sums, means and maxima over the batch and over other axes. */
  static List<OperationCase> reductions() {
    List<OperationCase> cases = new ArrayList<>();
    int[][] axes = {{0}, {1, 2}, {-1}, {-2}, {2, 1}, {1, 2, 3}, {0, 1, 2}, {0, 1, 2, 3}};
    for (ReductionOperation.Kind kind : ReductionOperation.ALONG_AXES) {
      for (int[] along : axes) {
        cases.add(reduction(Shape.of(3, 4, 2), kind, along[0] == 1, along));
      }
      for (boolean keep : new boolean[] {false, true}) {
        cases.add(reduction(IMAGE, kind, keep, 1, 2));
        cases.add(reduction(IMAGE, kind, keep, 0));
        cases.add(reduction(VECTOR, kind, keep, 1));
      }
    }
    cases.add(reduction(Shape.of(3, 4, 2), ReductionOperation.Kind.SUM_ALL, false));
    cases.add(reduction(IMAGE, ReductionOperation.Kind.SUM_ALL, false));
    cases.add(reduction(VECTOR, ReductionOperation.Kind.SUM_ALL, false));
    return cases;
  }

  private static OperationCase reduction(
      Shape x, ReductionOperation.Kind kind, boolean keep, int... axes) {
    return new OperationCase(new ReductionOperation(kind, keep, axes), x, -2, 2);
  }

  /** One plain window of each kind; {@link WindowCases} has the others. */
  static List<OperationCase> windows() {
    Window window = new Window(2, 3, 1, 2, 1, 0, 0, 1);
    return Stream.of(WindowOperation.Kind.values())
        .map(
            kind ->
                new OperationCase(
                    new WindowOperation(kind, window, IMAGE.channels()), IMAGE, -2, 2))
        .toList();
  }

  /** Batch normalisation of images, of rows of vectors and of vectors. */
  static List<OperationCase> norms() {
    List<OperationCase> cases = new ArrayList<>();
    for (NormOperation.Kind kind : NormOperation.Kind.values()) {
      for (Shape shape : List.of(Shape.of(4, 3, 3), IMAGE, Shape.of(3, 2), VECTOR)) {
        cases.add(new OperationCase(new NormOperation(kind, shape.channels(), 1e-3), shape, -2, 3));
      }
    }
    return cases;
  }
}
