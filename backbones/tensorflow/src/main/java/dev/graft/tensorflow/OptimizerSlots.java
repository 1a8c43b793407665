package dev.graft.tensorflow;

import dev.graft.api.optimizer.Slots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What the optimizer remembers of one parameter, as variables. */
final class OptimizerSlots implements Slots<Operand<TFloat32>> {
  private final ResourceVariable parameter;
  private final Map<String, ResourceVariable> slots = new LinkedHashMap<>();
  private final Map<String, Operand<TFloat32>> assigned = new LinkedHashMap<>();

  /**
   * Makes the slots of one parameter.
   *
   * @param store receives them
   */
  OptimizerSlots(ResourceVariable parameter, List<String> names, VariableStore store) {
    this.parameter = parameter;
    for (String name : names) {
      slots.put(name, store.add(parameter.key() + "/" + name, parameter.shape()));
    }
  }

  @Override
  public Operand<TFloat32> get(String slot) {
    return variable(slot).value();
  }

  @Override
  public void assign(String slot, Operand<TFloat32> value) {
    variable(slot);
    if (assigned.put(slot, value) != null) {
      throw new IllegalStateException(
          "the optimizer assigns slot '%s' of %s twice".formatted(slot, parameter.key()));
    }
  }

  private ResourceVariable variable(String slot) {
    ResourceVariable variable = slots.get(slot);
    if (variable == null) {
      throw new IllegalArgumentException(
          "the optimizer has slots %s, but asks for '%s'".formatted(slots.keySet(), slot));
    }
    return variable;
  }

  /** What gives the slots their new values. */
  List<Op> assignments(Ops tf) {
    List<Op> assignments = new ArrayList<>();
    assigned.forEach((slot, value) -> assignments.add(variable(slot).assign(tf, value)));
    return assignments;
  }
}
