package dev.graft.testkit.reference;

import dev.graft.api.architecture.Node;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Parameter;
import dev.graft.api.random.DropoutMask;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One pass through a network to its loss, which remembers what a step needs. */
final class LossPass {
  private static final ReferenceOps OPS = new ReferenceOps();

  private final Tensor scores;
  private final Tensor losses;
  private final Map<String, Tensor> trained = new LinkedHashMap<>();
  private final Map<Node, LayerVariables> variables = new LinkedHashMap<>();

  private LossPass(
      TrainingProgram program,
      ForwardPass pass,
      NetworkState state,
      Mode mode,
      LayerVariables.MaskSource masks,
      Batch inputs,
      Batch.Floats targets) {
    this.scores =
        pass.run(
            inputs,
            node -> {
              LayerVariables own = variables(program, state, node, mode, masks);
              variables.put(node, own);
              return own;
            });
    if (targets.count() != inputs.count()
        || !targets.exampleShape().equals(OPS.exampleShape(scores))) {
      throw new IllegalArgumentException(
          "%d targets of %s do not fit %d scores of %s"
              .formatted(
                  targets.count(),
                  targets.exampleShape(),
                  inputs.count(),
                  OPS.exampleShape(scores)));
    }
    this.losses = program.loss().of(OPS, scores, ForwardPass.tensorOf(targets));
    if (losses.rank() != 1 || losses.size() != inputs.count()) {
      throw new IllegalStateException(
          "a loss gives one value for each of %d examples, found %s"
              .formatted(inputs.count(), losses));
    }
  }

  /** In training mode, dropout included. */
  static LossPass training(
      TrainingProgram program, ForwardPass pass, NetworkState state, TrainingBatch batch) {
    LayerVariables.MaskSource masks =
        (layer, rate, shape) -> {
          float[] mask = new float[batch.examples().length * shape.intSize()];
          DropoutMask.fill(
              program.randomness(), batch.epoch(), batch.examples(), layer, rate, mask);
          return ForwardPass.tensorOf(new Batch.Floats(batch.examples().length, shape, mask));
        };
    return new LossPass(
        program, pass, state, Mode.TRAINING, masks, batch.inputs(), batch.targets());
  }

  /** In inference mode. */
  static LossPass inference(
      TrainingProgram program,
      ForwardPass pass,
      NetworkState state,
      Batch inputs,
      Batch.Floats targets) {
    LayerVariables.MaskSource none =
        (layer, rate, shape) -> {
          throw new IllegalStateException("nothing is dropped in inference");
        };
    return new LossPass(program, pass, state, Mode.INFERENCE, none, inputs, targets);
  }

  Tensor scores() {
    return scores;
  }

  /** The loss of each example. */
  Tensor losses() {
    return losses;
  }

  Tensor meanLoss() {
    return OPS.mean(losses, false, 0);
  }

  /** The gradient of the mean loss by each parameter that is trained, in the network's order. */
  List<Tensor> gradients(TrainingProgram program) {
    Gradients gradients = Gradients.of(meanLoss());
    List<Tensor> list = new ArrayList<>();
    for (Node node : program.network().nodes()) {
      for (Parameter parameter : node.parameters()) {
        if (program.trains(node.name(), parameter)) {
          // A layer that the output does not need has no tensor here: its gradient is 0.
          Tensor tensor = trained.get(Weights.key(node.name(), parameter.name()));
          list.add(
              Tensor.constant(
                  parameter.shape().dimensions(),
                  tensor == null ? new double[parameter.shape().intSize()] : gradients.by(tensor)));
        }
      }
    }
    return list;
  }

  /** Gives the statistics that layers assigned to a state. */
  void assignStatistics(NetworkState state) {
    variables.forEach(
        (node, own) ->
            own.assigned()
                .forEach(
                    (parameter, value) ->
                        state.set(
                            node.name(),
                            parameter,
                            new FloatTensor(
                                state.get(node.name(), parameter).shape(), value.floats()))));
  }

  private LayerVariables variables(
      TrainingProgram program,
      NetworkState state,
      Node node,
      Mode mode,
      LayerVariables.MaskSource masks) {
    Map<String, Tensor> values = new HashMap<>();
    for (Parameter parameter : node.parameters()) {
      FloatTensor value = state.get(node.name(), parameter.name());
      Tensor tensor;
      if (mode == Mode.TRAINING && program.trains(node.name(), parameter)) {
        tensor = Tensor.variable(value.shape(), value.values());
        trained.put(Weights.key(node.name(), parameter.name()), tensor);
      } else {
        tensor = Tensor.constant(value.shape(), value.values());
      }
      values.put(parameter.name(), tensor);
    }
    Mode own = mode == Mode.TRAINING ? program.mode(node) : mode;
    return new LayerVariables(node, own, values, masks);
  }
}
