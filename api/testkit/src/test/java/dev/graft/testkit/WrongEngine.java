package dev.graft.testkit;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.Device;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.Placement;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import dev.graft.testkit.reference.ReferenceEngine;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The reference engine with a fault.
 *
 * @param fault what is wrong with it
 */
public record WrongEngine(Fault fault) implements Engine {
  /** What the author of an engine may get wrong. */
  public enum Fault {
    /** Nothing. */
    NONE,
    /** Outputs are a little too large. */
    OUTPUTS,
    /** Gradients are too large. */
    GRADIENTS,
    /** A network that was closed still works. */
    NEVER_CLOSES,
    /** What is restored is not taken. */
    RESTORES_NOTHING,
    /** All layers learn. */
    FREEZES_NOTHING
  }

  @Override
  public String description() {
    return new ReferenceEngine().description();
  }

  @Override
  public List<Device> devices() {
    return new ReferenceEngine().devices();
  }

  @Override
  public InferenceNetwork infer(Architecture network, Weights weights, Placement placement) {
    return wrong(InferenceNetwork.class, new ReferenceEngine().infer(network, weights, placement));
  }

  @Override
  public TrainingNetwork train(TrainingProgram program, Weights weights, Placement placement) {
    TrainingProgram learnt =
        fault == Fault.FREEZES_NOTHING
            ? new TrainingProgram(
                program.network(),
                Set.of(),
                program.inferenceLayers(),
                program.loss(),
                program.optimizer(),
                program.clipNorm(),
                program.randomness(),
                program.rateFactors())
            : program;
    return wrong(TrainingNetwork.class, new ReferenceEngine().train(learnt, weights, placement));
  }

  private <T> T wrong(Class<T> type, T right) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> called(right, method, arguments)));
  }

  private Object called(Object right, Method method, Object[] arguments) throws Throwable {
    boolean left =
        (fault == Fault.NEVER_CLOSES && method.getName().equals("close"))
            || (fault == Fault.RESTORES_NOTHING && method.getName().equals("restore"));
    if (left) {
      return null;
    }
    try {
      Object found = method.invoke(right, arguments);
      if (fault == Fault.OUTPUTS && method.getName().equals("run")) {
        return larger((Batch.Floats) found);
      }
      return fault == Fault.GRADIENTS && method.getName().equals("gradients")
          ? larger((Weights) found)
          : found;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static Batch.Floats larger(Batch.Floats batch) {
    return new Batch.Floats(batch.count(), batch.exampleShape(), larger(batch.values()));
  }

  private static Weights larger(Weights weights) {
    Map<String, FloatTensor> larger = new LinkedHashMap<>();
    weights
        .tensors()
        .forEach(
            (key, tensor) ->
                larger.put(key, new FloatTensor(tensor.shape(), larger(tensor.values()))));
    return Weights.of(larger);
  }

  private static float[] larger(float[] values) {
    float[] larger = values.clone();
    for (int i = 0; i < larger.length; i++) {
      larger[i] *= 1.01f;
    }
    return larger;
  }
}
