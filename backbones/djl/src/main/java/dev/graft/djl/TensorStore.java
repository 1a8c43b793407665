package dev.graft.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.graft.api.Shape;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Tensors by name, in order, that live as long as their network: its parameters, or an optimizer's
 * slots. A tensor is never changed, only replaced by another, and records no gradient.
 */
final class TensorStore {
  private final NDManager manager;
  private final Map<String, NDArray> tensors = new LinkedHashMap<>();
  private final Set<NDArray> own = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * An empty store.
   *
   * @param manager that of the network
   */
  TensorStore(NDManager manager) {
    this.manager = manager;
  }

  /** A tensor of given values; in place of the one of that name, if there is one. */
  void set(String key, FloatTensor value) {
    put(key, Kept.by(manager, HostTensors.parameter(manager, value)));
  }

  /** Zeros of the shape and memory layout of another tensor. */
  void setZeros(String key, NDArray like) {
    put(key, Kept.by(manager, like.zerosLike()));
  }

  /**
   * New values of some tensors, computed from what is there: also from one another.
   *
   * @throws IllegalStateException if one is of another shape
   */
  void replaceAll(Map<String, NDArray> values) {
    Map<String, NDArray> kept = new LinkedHashMap<>();
    values.forEach((key, value) -> kept.put(key, successor(key, value)));
    kept.forEach(this::put);
  }

  /**
   * What a tensor will be replaced by.
   *
   * @param value computed from what is there; stays its owner's
   * @throws IllegalStateException if it is of another shape
   */
  NDArray successor(String key, NDArray value) {
    NDArray old = get(key);
    if (!value.getShape().equals(old.getShape())) {
      throw new IllegalStateException(
          "the new value of %s has shape %s instead of %s"
              .formatted(key, value.getShape(), old.getShape()));
    }
    return Kept.valueBy(manager, value);
  }

  /** Puts a tensor of the network's in the place of the one of that name, which is freed. */
  void put(String key, NDArray tensor) {
    NDArray old = tensors.put(key, tensor);
    own.add(tensor);
    if (old != null) {
      own.remove(old);
      old.close();
    }
  }

  /**
   * A tensor.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  NDArray get(String key) {
    NDArray tensor = tensors.get(key);
    if (tensor == null) {
      throw new IllegalArgumentException("there is no variable " + key);
    }
    return tensor;
  }

  /** Whether a tensor is one of these, and not computed from them. */
  boolean holds(NDArray tensor) {
    return own.contains(tensor);
  }

  /** The values of all tensors as they are now. */
  Weights read() {
    Map<String, FloatTensor> values = new LinkedHashMap<>();
    tensors.forEach((key, tensor) -> values.put(key, floats(tensor)));
    return Weights.of(values);
  }

  /** A tensor's shape and values. */
  static FloatTensor floats(NDArray tensor) {
    long[] shape = tensor.getShape().getShape();
    int[] dimensions = new int[shape.length];
    for (int axis = 0; axis < shape.length; axis++) {
      dimensions[axis] = Math.toIntExact(shape[axis]);
    }
    return new FloatTensor(Shape.of(dimensions), HostTensors.read(tensor));
  }
}
