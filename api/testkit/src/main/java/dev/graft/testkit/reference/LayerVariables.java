package dev.graft.testkit.reference;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Node;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Parameter;
import dev.graft.api.layer.Variables;
import java.util.LinkedHashMap;
import java.util.Map;

/** One layer's variables during one pass. */
final class LayerVariables implements Variables<Tensor> {
  /** Draws the mask of a layer. */
  @FunctionalInterface
  interface MaskSource {
    Tensor mask(String layer, double rate, Shape exampleShape);
  }

  private final Node node;
  private final Mode mode;
  private final Map<String, Tensor> values;
  private final MaskSource masks;
  private final Map<String, Tensor> assigned = new LinkedHashMap<>();

  LayerVariables(Node node, Mode mode, Map<String, Tensor> values, MaskSource masks) {
    this.node = node;
    this.mode = mode;
    this.values = values;
    this.masks = masks;
  }

  Mode mode() {
    return mode;
  }

  /** The new values of statistics, by parameter. */
  Map<String, Tensor> assigned() {
    return assigned;
  }

  @Override
  public Tensor get(String parameter) {
    declared(parameter);
    return values.get(parameter);
  }

  @Override
  public void assign(String parameter, Tensor value) {
    requireTraining();
    Parameter declared = declared(parameter);
    if (declared.trainable()) {
      throw new IllegalArgumentException(
          "layer '%s': '%s' is trained, so the layer may not assign it"
              .formatted(node.name(), parameter));
    }
    if (value.size() != declared.shape().size()) {
      throw new IllegalArgumentException(
          "layer '%s': %s does not fit '%s'".formatted(node.name(), value, declared));
    }
    assigned.put(parameter, value);
  }

  @Override
  public Tensor dropoutMask(double rate, Shape exampleShape) {
    requireTraining();
    return masks.mask(node.name(), rate, exampleShape);
  }

  private Parameter declared(String parameter) {
    return node.parameters().stream()
        .filter(declared -> declared.name().equals(parameter))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "layer '%s' declared no parameter '%s'".formatted(node.name(), parameter)));
  }

  private void requireTraining() {
    if (mode != Mode.TRAINING) {
      throw new IllegalStateException(
          "layer '%s' runs in inference mode: nothing is assigned or dropped"
              .formatted(node.name()));
    }
  }
}
