package dev.graft.testkit.reference;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Node;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.layer.Parameter;
import dev.graft.api.optimizer.GradientClipping;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.api.optimizer.Slots;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Training: a pass, its gradients, the optimizer, one after the other. */
final class ReferenceTrainingNetwork implements TrainingNetwork {
  private static final ReferenceOps OPS = new ReferenceOps();

  private final TrainingProgram program;
  private final ForwardPass pass;
  private final NetworkState state;
  private boolean closed;

  ReferenceTrainingNetwork(TrainingProgram program, Weights weights) {
    this.program = program;
    this.pass = new ForwardPass(program.network());
    this.state = new NetworkState(program, weights);
  }

  @Override
  public TrainingProgram program() {
    requireOpen();
    return program;
  }

  @Override
  public Step step(TrainingBatch batch, double learningRate) {
    requireOpen();
    LossPass learning = LossPass.training(program, pass, state, batch);
    List<Tensor> gradients = learning.gradients(program);
    if (program.clipNorm().isPresent() && !gradients.isEmpty()) {
      gradients = GradientClipping.byGlobalNorm(OPS, gradients, program.clipNorm().getAsDouble());
    }
    state.countStep();
    Tensor number = OPS.constant((double) state.steps());
    Iterator<Tensor> next = gradients.iterator();
    for (Node node : program.network().nodes()) {
      for (Parameter parameter : node.parameters()) {
        if (program.trains(node.name(), parameter)) {
          String key = Weights.key(node.name(), parameter.name());
          Tensor rate = OPS.constant(learningRate * program.rateFactor(key));
          update(node.name(), parameter, next.next(), rate, number);
        }
      }
    }
    learning.assignStatistics(state);
    return new Step((float) learning.meanLoss().values()[0], scores(learning));
  }

  private void update(
      String layer, Parameter parameter, Tensor gradient, Tensor learningRate, Tensor step) {
    Optimizer optimizer = program.optimizer();
    Shape shape = parameter.shape();
    FloatTensor old = state.get(layer, parameter.name());
    StateSlots slots = new StateSlots(layer, parameter.name());
    Tensor value =
        optimizer.update(
            OPS, Tensor.constant(old.shape(), old.values()), gradient, slots, learningRate, step);
    state.set(layer, parameter.name(), new FloatTensor(shape, value.floats()));
    slots.assigned.forEach(
        (slot, tensor) ->
            state.setSlot(layer, parameter.name(), slot, new FloatTensor(shape, tensor.floats())));
  }

  @Override
  public Weights gradients(TrainingBatch batch) {
    requireOpen();
    LossPass learning = LossPass.training(program, pass, state, batch);
    Iterator<Tensor> gradients = learning.gradients(program).iterator();
    Map<String, FloatTensor> named = new LinkedHashMap<>();
    for (Node node : program.network().nodes()) {
      for (Parameter parameter : node.parameters()) {
        if (program.trains(node.name(), parameter)) {
          named.put(
              Weights.key(node.name(), parameter.name()),
              new FloatTensor(parameter.shape(), gradients.next().floats()));
        }
      }
    }
    return Weights.of(named);
  }

  @Override
  public Evaluation evaluate(Batch inputs, Batch.Floats targets) {
    requireOpen();
    LossPass look = LossPass.inference(program, pass, state, inputs, targets);
    return new Evaluation(look.losses().floats(), scores(look));
  }

  private Batch.Floats scores(LossPass look) {
    Tensor scores = look.scores();
    return new Batch.Floats(scores.dimension(0), OPS.exampleShape(scores), scores.floats());
  }

  @Override
  public Weights weights() {
    requireOpen();
    return state.weights();
  }

  @Override
  public Weights slots() {
    requireOpen();
    return state.slots();
  }

  @Override
  public long steps() {
    requireOpen();
    return state.steps();
  }

  @Override
  public void restore(Weights weights, Weights slots, long steps) {
    requireOpen();
    state.restore(weights, slots, steps);
  }

  @Override
  public void close() {
    closed = true;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("network '" + program.network().name() + "' is closed");
    }
  }

  /** One parameter's slots during one step. */
  private final class StateSlots implements Slots<Tensor> {
    private final String layer;
    private final String parameter;
    private final Map<String, Tensor> assigned = new HashMap<>();

    StateSlots(String layer, String parameter) {
      this.layer = layer;
      this.parameter = parameter;
    }

    @Override
    public Tensor get(String slot) {
      FloatTensor value = state.slot(layer, parameter, requireSlot(slot));
      return Tensor.constant(value.shape(), value.values());
    }

    @Override
    public void assign(String slot, Tensor value) {
      assigned.put(requireSlot(slot), value);
    }

    private String requireSlot(String slot) {
      if (!program.optimizer().slots().contains(slot)) {
        throw new IllegalArgumentException("the optimizer declared no slot '" + slot + "'");
      }
      return slot;
    }
  }
}
