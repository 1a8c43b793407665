package dev.graft.testkit.reference;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.architecture.Node;
import dev.graft.api.engine.Batch;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A network applied to a batch, layer after layer. */
final class ForwardPass {
  private static final ReferenceOps OPS = new ReferenceOps();

  private final Architecture architecture;
  private final Architecture needed;

  ForwardPass(Architecture architecture) {
    this.architecture = architecture;
    String output = architecture.output();
    this.needed = architecture.contains(output) ? architecture.upTo(output) : architecture;
  }

  /** The layers that the output needs, in order. */
  List<Node> nodes() {
    return needed.nodes();
  }

  /**
   * The network's output.
   *
   * @param variables those of each layer
   */
  Tensor run(Batch inputs, Function<Node, LayerVariables> variables) {
    Map<String, Tensor> outputs = new HashMap<>();
    outputs.put(architecture.input().name(), tensor(inputs));
    for (Node node : nodes()) {
      List<Tensor> sources = node.inputs().stream().map(outputs::get).toList();
      LayerVariables own = variables.apply(node);
      Tensor output = node.layer().apply(OPS, sources, own, own.mode());
      if (!OPS.exampleShape(output).equals(node.outputShape())) {
        throw new IllegalStateException(
            "layer '%s' promised %s and gave %s"
                .formatted(node.name(), node.outputShape(), output));
      }
      outputs.put(node.name(), output);
    }
    return outputs.get(architecture.output());
  }

  private Tensor tensor(Batch inputs) {
    Input input = architecture.input();
    boolean fits =
        inputs instanceof Batch.Pixels == (input.type() == Input.ElementType.UINT8)
            && inputs.exampleShape().equals(input.shape());
    if (!fits) {
      throw new IllegalArgumentException(
          "network '%s' takes %s of %s, found %s of %s"
              .formatted(
                  architecture.name(),
                  input.type(),
                  input.shape(),
                  inputs.getClass().getSimpleName(),
                  inputs.exampleShape()));
    }
    return tensorOf(inputs);
  }

  /** A batch as a tensor, the batch as its first axis; bytes become 0 to 255. */
  static Tensor tensorOf(Batch batch) {
    int[] example = batch.exampleShape().dimensions();
    int[] dimensions = new int[example.length + 1];
    dimensions[0] = batch.count();
    System.arraycopy(example, 0, dimensions, 1, example.length);
    if (batch instanceof Batch.Pixels pixels) {
      double[] values = new double[pixels.values().length];
      Arrays.setAll(values, i -> pixels.values()[i] & 0xff);
      return Tensor.constant(dimensions, values);
    }
    float[] floats = ((Batch.Floats) batch).values();
    double[] values = new double[floats.length];
    Arrays.setAll(values, i -> floats[i]);
    return Tensor.constant(dimensions, values);
  }
}
