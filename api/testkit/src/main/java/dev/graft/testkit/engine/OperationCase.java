package dev.graft.testkit.engine;

import dev.graft.api.Shape;

/**
 * An operation and what it is computed of.
 *
 * @param operation the operation
 * @param shape shape of one example
 * @param low smallest value
 * @param high largest value
 */
record OperationCase(OperationLayer operation, Shape shape, double low, double high) {
  @Override
  public String toString() {
    return operation + " of " + shape;
  }
}
