package dev.graft.tensorflow;

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
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A graph of constants, batch normalisation folded. */
final class TensorFlowInferenceNetwork implements InferenceNetwork {
  private final Architecture architecture;
  private final GraphSession session;
  private final NetworkInput input;
  private final Operand<TFloat32> output;
  private final ParallelChunks chunks;

  private TensorFlowInferenceNetwork(
      Architecture architecture,
      Architecture folded,
      Weights weights,
      GraphSession session,
      Placement placement) {
    this.architecture = architecture;
    this.session = session;
    GraphOps ops = new GraphOps(session.tf());
    this.input = new NetworkInput(session.tf(), folded.input());
    Map<String, Operand<TFloat32>> constants = new HashMap<>();
    weights
        .tensors()
        .forEach((key, value) -> constants.put(key, ops.constant(value.shape(), value.values())));
    this.output =
        LayerGraph.apply(
            PaddingFolding.fold(folded),
            ops,
            input.value(),
            node -> new InferenceVariables<>(node, constants::get),
            node -> Mode.INFERENCE);
    this.chunks =
        placement.device().kind() == Device.Kind.CPU
            ? ParallelChunks.cached(folded, placement.threads())
            : new ParallelChunks(Chunks.of(folded), Chunks.of(folded), 1);
    session.startLater(ops.fusible(), ops.restorations());
  }

  /** Folds batch normalisation where that is exact, and builds the graph. */
  static TensorFlowInferenceNetwork build(
      Architecture architecture, Weights weights, Placement placement) {
    Folded folded = BatchNormFolding.fold(architecture, weights);
    return build(architecture, folded.architecture(), folded.weights(), placement);
  }

  /**
   * Builds the graph of a network as it is.
   *
   * @param architecture what the network says it is
   * @param folded what is computed
   */
  static TensorFlowInferenceNetwork build(
      Architecture architecture, Architecture folded, Weights weights, Placement placement) {
    GraphSession session = new GraphSession(architecture.name(), placement);
    try {
      return new TensorFlowInferenceNetwork(architecture, folded, weights, session, placement);
    } catch (RuntimeException | Error e) {
      session.close();
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
        (first, count, threads) -> {
          try (Feeds feeds = new Feeds()) {
            input.feed(feeds, inputs, first, count);
            float[] part = session.run(feeds, output, threads);
            System.arraycopy(part, 0, outputs, first * size, part.length);
          }
        });
    return new Batch.Floats(inputs.count(), architecture.outputShape(), outputs);
  }

  @Override
  public int batchesAtOnce() {
    return chunks.batchesAtOnce();
  }

  @Override
  public void close() {
    chunks.close();
    session.close();
  }
}
