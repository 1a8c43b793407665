package dev.graft.tensorflow;

import dev.graft.api.Shape;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Variables by name, in order: a network's parameters, or an optimizer's slots. */
final class VariableStore {
  private final Ops tf;
  private final Map<String, ResourceVariable> variables = new LinkedHashMap<>();

  VariableStore(Ops tf) {
    this.tf = tf;
  }

  /** Adds a variable. */
  ResourceVariable add(String key, Shape shape) {
    ResourceVariable variable = new ResourceVariable(tf, key, shape);
    if (variables.putIfAbsent(key, variable) != null) {
      throw new IllegalArgumentException("there are two variables " + key);
    }
    return variable;
  }

  /**
   * A variable.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  ResourceVariable get(String key) {
    ResourceVariable variable = variables.get(key);
    if (variable == null) {
      throw new IllegalArgumentException("there is no variable " + key);
    }
    return variable;
  }

  /** The value of a variable before the step; see {@link #get}. */
  Operand<TFloat32> value(String key) {
    return get(key).value();
  }

  Collection<ResourceVariable> all() {
    return variables.values();
  }

  /** The values of all variables as they are now. */
  Weights read(GraphSession session) {
    if (variables.isEmpty()) {
      return Weights.empty();
    }
    List<ResourceVariable> all = List.copyOf(variables.values());
    List<float[]> values;
    try (Feeds nothing = new Feeds()) {
      values = session.run(nothing, all.stream().map(ResourceVariable::value).toList(), List.of());
    }
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    for (int i = 0; i < all.size(); i++) {
      tensors.put(all.get(i).key(), new FloatTensor(all.get(i).shape(), values.get(i)));
    }
    return Weights.of(tensors);
  }

  /** Feeds a value to each variable; gives what assigns them. */
  List<Op> assignFed(Feeds feeds, Weights values) {
    List<Op> assignments = new ArrayList<>();
    for (ResourceVariable variable : variables.values()) {
      assignments.add(variable.assignFed(feeds, values.tensors().get(variable.key())));
    }
    return assignments;
  }
}
