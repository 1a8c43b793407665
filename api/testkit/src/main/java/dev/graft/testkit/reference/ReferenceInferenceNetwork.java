package dev.graft.testkit.reference;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Parameter;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.util.HashMap;
import java.util.Map;

/** Inference, layer by layer as the architecture says. */
final class ReferenceInferenceNetwork implements InferenceNetwork {
  private final Architecture architecture;
  private final ForwardPass pass;
  private final Map<String, Map<String, Tensor>> constants = new HashMap<>();
  private volatile boolean closed;

  ReferenceInferenceNetwork(Architecture architecture, Weights weights) {
    this.architecture = architecture;
    this.pass = new ForwardPass(architecture);
    for (Node node : pass.nodes()) {
      Map<String, Tensor> own = new HashMap<>();
      for (Parameter parameter : node.parameters()) {
        FloatTensor value = weights.get(node.name(), parameter.name());
        own.put(parameter.name(), Tensor.constant(value.shape(), value.values()));
      }
      constants.put(node.name(), own);
    }
  }

  @Override
  public Architecture architecture() {
    return architecture;
  }

  @Override
  public Batch.Floats run(Batch inputs) {
    if (closed) {
      throw new IllegalStateException("network '" + architecture.name() + "' is closed");
    }
    Tensor output = pass.run(inputs, this::variables);
    return new Batch.Floats(inputs.count(), architecture.outputShape(), output.floats());
  }

  private LayerVariables variables(Node node) {
    return new LayerVariables(
        node,
        Mode.INFERENCE,
        constants.get(node.name()),
        (layer, rate, shape) -> {
          throw new IllegalStateException("nothing is dropped in inference");
        });
  }

  @Override
  public void close() {
    closed = true;
  }
}
