package dev.graft.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.graft.api.engine.InferenceVariables;
import dev.graft.api.engine.MaskArrays;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.engine.TrainingVariables;
import dev.graft.api.layer.Mode;
import java.util.LinkedHashMap;
import java.util.Map;

/** A pass through a network to its loss, and back to the gradients. */
final class LossPass {
  /**
   * What a pass finds. Its tensors live as long as the computation.
   *
   * @param scores the scores in training mode
   * @param meanLoss mean loss of the batch, a scalar
   * @param gradients of the mean loss by each parameter that is trained, by {@code
   *     layer/parameter}, in the network's order
   * @param statistics the new value of each statistic, by {@code layer/parameter}
   */
  record Found(
      NDArray scores,
      NDArray meanLoss,
      Map<String, NDArray> gradients,
      Map<String, NDArray> statistics) {}

  private final TrainingProgram program;
  private final TensorStore parameters;
  private final TorchModules modules;
  private final LayerPass pass;
  private final MaskArrays masks;

  LossPass(TrainingProgram program, TensorStore parameters, TorchModules modules, LayerPass pass) {
    this.program = program;
    this.parameters = parameters;
    this.modules = modules;
    this.pass = pass;
    this.masks = new MaskArrays(program.randomness());
  }

  /**
   * Goes through the network and back. Changes nothing.
   *
   * @param manager that of the computation
   */
  Found run(NDManager manager, DjlOps ops, TrainingBatch batch) {
    Map<String, NDArray> trained = trained(manager);
    Map<String, NDArray> statistics = new LinkedHashMap<>();
    NDArray inputs = HostTensors.examples(manager, batch.inputs(), 0, batch.inputs().count());
    NDArray targets = HostTensors.examples(manager, batch.targets(), 0, batch.targets().count());
    modules.zeroGradients();
    NDArray[] scores = new NDArray[1];
    NDArray meanLoss =
        Gradients.of(
            manager,
            () -> {
              scores[0] =
                  pass.apply(
                      manager,
                      ops,
                      inputs,
                      node ->
                          program.mode(node) == Mode.TRAINING
                              ? new TrainingVariables<>(
                                  node,
                                  key -> trained.getOrDefault(key, parameters.get(key)),
                                  (layer, rate, shape) ->
                                      HostTensors.floats(
                                          manager,
                                          shape,
                                          masks.draw(layer, rate, shape, batch),
                                          0,
                                          batch.inputs().count()),
                                  (key, value) -> statistics.put(key, Kept.valueBy(manager, value)))
                              : new InferenceVariables<>(
                                  node, key -> trained.getOrDefault(key, parameters.get(key))),
                      program::mode);
              return ops.mean(program.losses(ops, scores[0], targets), false, 0);
            });
    trained.replaceAll((key, tensor) -> modules.gradient(key).orElseGet(tensor::getGradient));
    return new Found(scores[0], meanLoss, trained, statistics);
  }

  /**
   * The parameters that are trained, over the same memory, as tensors whose gradient is recorded.
   * New ones in each pass: a tensor adds up the gradients of all passes it takes part in.
   */
  private Map<String, NDArray> trained(NDManager manager) {
    Map<String, NDArray> trained = new LinkedHashMap<>();
    for (String key : program.trainedShapes().keySet()) {
      NDArray tensor = Kept.valueBy(manager, parameters.get(key));
      tensor.setRequiresGradient(true);
      trained.put(key, tensor);
    }
    return trained;
  }
}
