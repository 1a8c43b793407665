package dev.graft.tensorflow;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.api.architecture.PaddingFolding;
import dev.graft.api.engine.InferenceVariables;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.engine.TrainingVariables;
import dev.graft.api.engine.UpdatedSlots;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Parameter;
import dev.graft.api.optimizer.GradientClipping;
import dev.graft.api.weights.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * The nodes of a training program: the network twice over the same variables, in training and in
 * inference mode, the loss of each, the gradients, and what a step assigns.
 */
final class TrainingGraph {
  private final TrainingProgram program;
  private final Ops tf;
  private final GraphOps ops;
  private final VariableStore parameters;
  private final VariableStore slots;
  private final DropoutMasks masks;
  private final NetworkInput input;
  private final Placeholder<TFloat32> targets;
  private final Placeholder<TFloat32> learningRate;
  private final Placeholder<TFloat32> step;

  private final Operand<TFloat32> trainingScores;
  private final Operand<TFloat32> meanLoss;
  private final Operand<TFloat32> inferenceScores;
  private final Operand<TFloat32> losses;
  private final List<ResourceVariable> trained;
  private final List<Operand<TFloat32>> gradients;
  private final List<Op> assignments;
  private final List<Op> zeroSlots;

  TrainingGraph(TrainingProgram program, Graph graph, Ops tf) {
    this.program = program;
    this.tf = tf;
    this.ops = new GraphOps(tf);
    this.parameters = new VariableStore(tf);
    this.slots = new VariableStore(tf);
    this.masks = new DropoutMasks(tf, program.randomness());
    Architecture network = program.network();
    this.input = new NetworkInput(tf, network.input());
    this.targets =
        tf.placeholder(
            TFloat32.class,
            Placeholder.shape(HostTensors.batchShape(network.outputShape(), Shape.UNKNOWN_SIZE)));
    this.learningRate = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    this.step = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    this.trained = addVariables();

    // The same numbers with fewer nodes; parameters keep their names.
    Architecture computed = PaddingFolding.fold(network);
    Map<String, Operand<TFloat32>> statistics = new LinkedHashMap<>();
    this.trainingScores =
        LayerGraph.apply(
            computed,
            ops,
            input.value(),
            node ->
                program.mode(node) == Mode.TRAINING
                    ? new TrainingVariables<>(node, parameters::value, masks::add, statistics::put)
                    : new InferenceVariables<>(node, parameters::value),
            program::mode);
    this.meanLoss = ops.mean(program.losses(ops, trainingScores, targets), false, 0);
    this.inferenceScores =
        LayerGraph.apply(
            computed,
            ops,
            input.value(),
            node -> new InferenceVariables<>(node, parameters::value),
            node -> Mode.INFERENCE);
    this.losses = program.losses(ops, inferenceScores, targets);

    this.gradients =
        new GraphGradients(graph, tf)
            .of(meanLoss, trained.stream().map(ResourceVariable::value).toList());
    this.assignments = new ArrayList<>();
    statistics.forEach((key, value) -> assignments.add(parameters.get(key).assign(tf, value)));
    addUpdates();
    this.zeroSlots = slots.all().stream().map(slot -> slot.assignZeros(tf)).toList();
  }

  /** Makes a variable of each parameter and slot; gives the parameters that are trained. */
  private List<ResourceVariable> addVariables() {
    for (Node node : program.network().nodes()) {
      for (Parameter parameter : node.parameters()) {
        parameters.add(Weights.key(node.name(), parameter.name()), parameter.shape());
      }
    }
    program.slotShapes().forEach(slots::add);
    return program.trainedShapes().keySet().stream().map(parameters::get).toList();
  }

  private void addUpdates() {
    if (trained.isEmpty()) {
      return;
    }
    List<Operand<TFloat32>> clipped =
        program.clipNorm().isPresent()
            ? GradientClipping.byGlobalNorm(ops, gradients, program.clipNorm().getAsDouble())
            : gradients;
    Map<Double, Operand<TFloat32>> rates = new HashMap<>();
    rates.put(1.0, learningRate);
    for (int i = 0; i < trained.size(); i++) {
      ResourceVariable variable = trained.get(i);
      UpdatedSlots<Operand<TFloat32>> own =
          new UpdatedSlots<>(variable.key(), program.optimizer().slots(), slots::value);
      Operand<TFloat32> rate =
          rates.computeIfAbsent(
              program.rateFactor(variable.key()), factor -> ops.multiply(learningRate, factor));
      Operand<TFloat32> updated =
          program.optimizer().update(ops, variable.value(), clipped.get(i), own, rate, step);
      assignments.add(variable.assign(tf, updated));
      own.assigned().forEach((key, value) -> assignments.add(slots.get(key).assign(tf, value)));
    }
  }

  /** Whether TensorFlow may fuse its operations. */
  boolean fusible() {
    return ops.fusible();
  }

  /** What is to be restored once the session is open. */
  List<SavedModelGraph.Restoration> restorations() {
    return ops.restorations();
  }

  VariableStore parameters() {
    return parameters;
  }

  VariableStore slots() {
    return slots;
  }

  DropoutMasks masks() {
    return masks;
  }

  NetworkInput input() {
    return input;
  }

  Operand<TFloat32> targets() {
    return targets;
  }

  Operand<TFloat32> learningRate() {
    return learningRate;
  }

  Operand<TFloat32> step() {
    return step;
  }

  Operand<TFloat32> trainingScores() {
    return trainingScores;
  }

  Operand<TFloat32> meanLoss() {
    return meanLoss;
  }

  Operand<TFloat32> inferenceScores() {
    return inferenceScores;
  }

  Operand<TFloat32> losses() {
    return losses;
  }

  /** The parameters that the optimizer changes. */
  List<ResourceVariable> trained() {
    return trained;
  }

  /** The gradient of each of {@link #trained}, before clipping. */
  List<Operand<TFloat32>> gradients() {
    return gradients;
  }

  /** What a step assigns: parameters, slots, statistics. */
  List<Op> assignments() {
    return assignments;
  }

  /** What sets all slots to 0. */
  List<Op> zeroSlots() {
    return zeroSlots;
  }
}
