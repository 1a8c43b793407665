package dev.graft.djl;

import ai.djl.ndarray.NDArray;
import dev.graft.api.architecture.ActivationFolding;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.BatchNormFolding;
import dev.graft.api.architecture.Folded;
import dev.graft.api.architecture.PaddingFolding;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.Chunks;
import dev.graft.api.engine.Device;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.InferenceVariables;
import dev.graft.api.engine.ParallelChunks;
import dev.graft.api.engine.Placement;
import dev.graft.api.layer.Mode;
import dev.graft.api.weights.Weights;
import java.util.Optional;

/** A network with batch normalisation folded, whose parameters stay as they are. */
final class DjlInferenceNetwork implements InferenceNetwork {
  private final Architecture architecture;
  private final NetworkMemory memory;
  private final TensorStore parameters;
  private final TorchModules modules;
  private final LayerPass pass;
  private final Optional<FusedConvolutions> convolutions;
  private final ParallelChunks chunks;

  private DjlInferenceNetwork(
      Architecture architecture,
      Architecture folded,
      Weights weights,
      NetworkMemory memory,
      Placement placement) {
    this.architecture = architecture;
    this.memory = memory;
    this.parameters = new TensorStore(memory.manager());
    Folded computed = ActivationFolding.fold(PaddingFolding.fold(folded), weights);
    computed.weights().tensors().forEach(parameters::set);
    this.modules = new TorchModules(memory.manager(), folded);
    this.pass = new LayerPass(computed.architecture());
    this.convolutions =
        placement.device().kind() == Device.Kind.CPU
            ? FusedConvolutions.load(memory.manager(), parameters::holds)
            : Optional.empty();
    Chunks all = Chunks.of(folded);
    int threads = placement.device().kind() == Device.Kind.CPU ? placement.threads() : 1;
    this.chunks = new ParallelChunks(all.dividedBy(threads), all, threads);
  }

  /** Folds batch normalisation where that is exact, and takes the weights over. */
  static DjlInferenceNetwork build(
      Architecture architecture, Weights weights, Placement placement) {
    Folded folded = BatchNormFolding.fold(architecture, weights);
    return build(architecture, folded.architecture(), folded.weights(), placement);
  }

  /**
   * Takes the weights of a network over as it is.
   *
   * @param architecture what the network says it is
   * @param folded what is computed
   */
  static DjlInferenceNetwork build(
      Architecture architecture, Architecture folded, Weights weights, Placement placement) {
    NetworkMemory memory = new NetworkMemory(architecture.name(), placement);
    try {
      return new DjlInferenceNetwork(architecture, folded, weights, memory, placement);
    } catch (RuntimeException | Error e) {
      memory.close();
      throw e;
    }
  }

  @Override
  public Architecture architecture() {
    return architecture;
  }

  @Override
  public Batch.Floats run(Batch inputs) {
    inputs.requireFor(architecture.input());
    int size = architecture.outputShape().intSize();
    float[] outputs = new float[Math.multiplyExact(inputs.count(), size)];
    chunks.forEach(
        inputs.count(),
        (first, count, threads) ->
            memory.compute(
                threads,
                manager -> {
                  NDArray output =
                      pass.apply(
                          manager,
                          new DjlOps(
                              manager, memory.clipping(), modules, parameters::holds, convolutions),
                          HostTensors.examples(manager, inputs, first, count),
                          node -> new InferenceVariables<>(node, parameters::get),
                          node -> Mode.INFERENCE);
                  HostTensors.read(output, outputs, first * size);
                  return outputs;
                }));
    return new Batch.Floats(inputs.count(), architecture.outputShape(), outputs);
  }

  @Override
  public int batchesAtOnce() {
    return chunks.batchesAtOnce();
  }

  @Override
  public void close() {
    chunks.close();
    memory.close();
  }
}
