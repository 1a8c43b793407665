package dev.graft.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import dev.graft.api.architecture.PaddingFolding;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.Chunks;
import dev.graft.api.engine.InferenceVariables;
import dev.graft.api.engine.Placement;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.engine.UpdatedSlots;
import dev.graft.api.layer.Mode;
import dev.graft.api.optimizer.GradientClipping;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network whose parameters a step replaces by new ones. */
final class DjlTrainingNetwork implements TrainingNetwork {
  private final TrainingProgram program;
  private final NetworkMemory memory;
  private final TensorStore parameters;
  private final TensorStore slots;
  private final TorchModules modules;
  private final LayerPass pass;
  private final LossPass learning;
  private final Chunks chunks;
  private long steps;

  private DjlTrainingNetwork(TrainingProgram program, Weights weights, NetworkMemory memory) {
    this.program = program;
    this.memory = memory;
    this.parameters = new TensorStore(memory.manager());
    this.slots = new TensorStore(memory.manager());
    weights.only(program.network()).tensors().forEach(parameters::set);
    program
        .trainedShapes()
        .keySet()
        .forEach(
            key ->
                program
                    .optimizer()
                    .slots()
                    .forEach(slot -> slots.setZeros(key + '/' + slot, parameters.get(key))));
    this.modules = new TorchModules(memory.manager(), program.network());
    this.pass = new LayerPass(PaddingFolding.fold(program.network()));
    this.learning = new LossPass(program, parameters, modules, pass);
    this.chunks = Chunks.of(program.network());
  }

  /** Takes the weights over; all slots are 0. */
  static DjlTrainingNetwork build(TrainingProgram program, Weights weights, Placement placement) {
    NetworkMemory memory = new NetworkMemory(program.network().name(), placement);
    try {
      return new DjlTrainingNetwork(program, weights, memory);
    } catch (RuntimeException | Error e) {
      memory.close();
      throw e;
    }
  }

  @Override
  public TrainingProgram program() {
    memory.requireOpen();
    return program;
  }

  @Override
  public Step step(TrainingBatch batch, double learningRate) {
    require(batch.inputs(), batch.targets());
    return memory.compute(
        manager -> {
          DjlOps ops = new DjlOps(manager, memory.clipping(), modules, parameters::holds);
          LossPass.Found found = learning.run(manager, ops, batch);
          update(manager, ops, found.gradients(), learningRate);
          parameters.replaceAll(found.statistics());
          steps++;
          return new Step(
              HostTensors.read(found.meanLoss())[0],
              scores(batch.inputs().count(), HostTensors.read(found.scores())));
        });
  }

  private void update(
      NDManager manager, DjlOps ops, Map<String, NDArray> gradients, double learningRate) {
    if (gradients.isEmpty()) {
      return;
    }
    List<NDArray> clipped = List.copyOf(gradients.values());
    if (program.clipNorm().isPresent()) {
      clipped = GradientClipping.byGlobalNorm(ops, clipped, program.clipNorm().getAsDouble());
    }
    Map<Double, NDArray> rates = new HashMap<>();
    NDArray step = HostTensors.scalar(manager, (double) (steps + 1));
    int next = 0;
    for (String key : gradients.keySet()) {
      NDArray gradient = clipped.get(next++);
      // Made outside the scope: it serves the parameters that follow, too.
      NDArray rate =
          rates.computeIfAbsent(
              program.rateFactor(key),
              factor -> HostTensors.scalar(manager, learningRate * factor));
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        UpdatedSlots<NDArray> own =
            new UpdatedSlots<>(key, program.optimizer().slots(), slots::get);
        NDArray updated =
            program.optimizer().update(ops, parameters.get(key), gradient, own, rate, step);
        // The new value of one may be the old one of another: it lives as long as its new name.
        NDArray value = parameters.successor(key, updated);
        slots.replaceAll(own.assigned());
        parameters.put(key, value);
      }
    }
  }

  @Override
  public Weights gradients(TrainingBatch batch) {
    require(batch.inputs(), batch.targets());
    return memory.compute(
        manager -> {
          LossPass.Found found =
              learning.run(
                  manager,
                  new DjlOps(manager, memory.clipping(), modules, parameters::holds),
                  batch);
          Map<String, FloatTensor> gradients = new LinkedHashMap<>();
          found
              .gradients()
              .forEach((key, gradient) -> gradients.put(key, TensorStore.floats(gradient)));
          return Weights.of(gradients);
        });
  }

  private void require(Batch inputs, Batch.Floats targets) {
    memory.requireOpen();
    program.require(inputs, targets);
  }

  private Batch.Floats scores(int count, float[] values) {
    return new Batch.Floats(count, program.network().outputShape(), values);
  }

  @Override
  public Evaluation evaluate(Batch inputs, Batch.Floats targets) {
    require(inputs, targets);
    int size = program.network().outputShape().intSize();
    float[] losses = new float[inputs.count()];
    float[] scores = new float[Math.multiplyExact(inputs.count(), size)];
    chunks.forEach(
        inputs.count(),
        (first, count) ->
            memory.compute(
                manager -> {
                  DjlOps ops = new DjlOps(manager, memory.clipping(), modules, parameters::holds);
                  NDArray found =
                      pass.apply(
                          manager,
                          ops,
                          HostTensors.examples(manager, inputs, first, count),
                          node -> new InferenceVariables<>(node, parameters::get),
                          node -> Mode.INFERENCE);
                  NDArray wanted = HostTensors.examples(manager, targets, first, count);
                  HostTensors.read(program.losses(ops, found, wanted), losses, first);
                  HostTensors.read(found, scores, first * size);
                  return scores;
                }));
    return new Evaluation(losses, scores(inputs.count(), scores));
  }

  @Override
  public Weights weights() {
    return memory.compute(manager -> parameters.read());
  }

  @Override
  public Weights slots() {
    return memory.compute(manager -> slots.read());
  }

  @Override
  public long steps() {
    memory.requireOpen();
    return steps;
  }

  @Override
  public void restore(Weights weights, Weights slotValues, long stepsMade) {
    memory.requireOpen();
    program.requireState(weights, slotValues, stepsMade);
    memory.compute(
        manager -> {
          weights.only(program.network()).tensors().forEach(parameters::set);
          program
              .slotShapes()
              .keySet()
              .forEach(key -> slots.set(key, slotValues.tensors().get(key)));
          return null;
        });
    steps = stepsMade;
  }

  @Override
  public void close() {
    memory.close();
  }
}
