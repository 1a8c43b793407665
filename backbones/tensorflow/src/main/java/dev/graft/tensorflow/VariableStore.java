package dev.graft.tensorflow;

import dev.graft.api.Shape;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;

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

  /**
   * Checks that there is a value for each variable.
   *
   * @throws ProblemException naming each that lacks one or has one of another shape
   */
  void require(Weights values, String where) {
    List<Problem> problems = new ArrayList<>();
    for (ResourceVariable variable : variables.values()) {
      FloatTensor found = values.tensors().get(variable.key());
      if (found == null || !found.shape().equals(variable.shape())) {
        problems.add(
            Problem.at(where, found == null ? "no value" : "found shape " + found.shape())
                .withSubject(variable.key())
                .expecting("shape " + variable.shape()));
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  /** Feeds values that {@link #require} has passed to all variables; gives what assigns them. */
  List<Op> assignFed(Feeds feeds, Weights values) {
    List<Op> assignments = new ArrayList<>();
    for (ResourceVariable variable : variables.values()) {
      assignments.add(variable.assignFed(feeds, values.tensors().get(variable.key())));
    }
    return assignments;
  }
}
