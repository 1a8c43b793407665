package dev.graft.testkit.reference;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.layer.Parameter;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What changes while a network is trained: parameters, statistics, slots, number of steps. */
final class NetworkState {
  private final TrainingProgram program;
  private final Map<String, FloatTensor> values = new LinkedHashMap<>();
  private final Map<String, FloatTensor> slots = new LinkedHashMap<>();
  private long steps;

  NetworkState(TrainingProgram program, Weights weights) {
    this.program = program;
    setWeights(weights);
    for (Node node : program.network().nodes()) {
      for (Parameter parameter : node.parameters()) {
        if (program.trains(node.name(), parameter)) {
          for (String slot : program.optimizer().slots()) {
            setSlot(
                node.name(),
                parameter.name(),
                slot,
                new FloatTensor(parameter.shape(), new float[parameter.shape().intSize()]));
          }
        }
      }
    }
  }

  FloatTensor get(String layer, String parameter) {
    return values.get(Weights.key(layer, parameter));
  }

  void set(String layer, String parameter, FloatTensor value) {
    values.put(Weights.key(layer, parameter), value);
  }

  FloatTensor slot(String layer, String parameter, String slot) {
    return slots.get(slotKey(layer, parameter, slot));
  }

  void setSlot(String layer, String parameter, String slot, FloatTensor value) {
    slots.put(slotKey(layer, parameter, slot), value);
  }

  long steps() {
    return steps;
  }

  void countStep() {
    steps++;
  }

  /** Copies of all parameters. */
  Weights weights() {
    return copy(values);
  }

  /** Copies of all slots. */
  Weights slots() {
    return copy(slots);
  }

  void restore(Weights weights, Weights newSlots, long newSteps) {
    if (newSteps < 0) {
      throw new IllegalArgumentException("steps are not negative, found " + newSteps);
    }
    weights.requireFor(program.network(), "weights");
    slots.forEach((key, old) -> requireSlot(key, old.shape(), newSlots));
    setWeights(weights);
    slots.replaceAll((key, old) -> copy(newSlots.tensors().get(key)));
    steps = newSteps;
  }

  private void setWeights(Weights weights) {
    Architecture network = program.network();
    for (Node node : network.nodes()) {
      for (Parameter parameter : node.parameters()) {
        set(node.name(), parameter.name(), copy(weights.get(node.name(), parameter.name())));
      }
    }
  }

  private static void requireSlot(String key, Shape expected, Weights slots) {
    FloatTensor found = slots.tensors().get(key);
    if (found == null || !found.shape().equals(expected)) {
      throw new ProblemException(
          Problem.at("slots", found == null ? "no value" : "found shape " + found.shape())
              .withSubject(key)
              .expecting("shape " + expected));
    }
  }

  private static String slotKey(String layer, String parameter, String slot) {
    return Weights.key(layer, parameter) + "/" + slot;
  }

  private static Weights copy(Map<String, FloatTensor> tensors) {
    Map<String, FloatTensor> copies = new LinkedHashMap<>();
    tensors.forEach((key, tensor) -> copies.put(key, copy(tensor)));
    return Weights.of(copies);
  }

  private static FloatTensor copy(FloatTensor tensor) {
    float[] values = tensor.values();
    return new FloatTensor(tensor.shape(), Arrays.copyOf(values, values.length));
  }
}
