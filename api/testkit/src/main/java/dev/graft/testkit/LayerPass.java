package dev.graft.testkit;

import dev.graft.api.Shape;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Parameter;
import dev.graft.api.layer.Variables;
import dev.graft.testkit.reference.ReferenceOps;
import dev.graft.testkit.reference.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** One layer applied once in the reference engine, with all that it asked for remembered. */
final class LayerPass implements Variables<Tensor> {
  static final ReferenceOps OPS = new ReferenceOps();

  private final Map<String, Parameter> declared = new LinkedHashMap<>();
  private final Map<String, Tensor> values = new LinkedHashMap<>();
  private final Map<String, Tensor> assigned = new LinkedHashMap<>();
  private final Set<String> read = new LinkedHashSet<>();
  private final long[] examples;
  private final Mode mode;
  private int masks;
  private Tensor output;

  private LayerPass(Layer layer, List<Shape> inputs, long[] examples, Mode mode) {
    this.examples = examples;
    this.mode = mode;
    for (Parameter parameter : layer.parameters(inputs)) {
      float[] initial =
          parameter.initializer().values(parameter.shape(), Draws.generator(parameter.name()));
      declared.put(parameter.name(), parameter);
      values.put(
          parameter.name(),
          Tensor.variable(
              parameter.shape(), Draws.learnt("learnt " + parameter.name(), parameter, initial)));
    }
  }

  /**
   * Applies a layer, with parameters as after some learning.
   *
   * @param shapes shape of one example of each input
   * @param examples index of each example, which decides its dropout mask
   */
  static LayerPass of(
      Layer layer, List<Shape> shapes, List<Tensor> inputs, Mode mode, long... examples) {
    LayerPass pass = new LayerPass(layer, shapes, examples, mode);
    pass.again(layer, inputs);
    return pass;
  }

  /** Applies the layer again, with the same variables as they are now. */
  Tensor again(Layer layer, List<Tensor> inputs) {
    masks = 0;
    output = layer.apply(OPS, inputs, this, mode);
    if (output == null) {
      throw new AssertionError("apply gave null");
    }
    return output;
  }

  Tensor output() {
    return output;
  }

  Map<String, Tensor> assigned() {
    return assigned;
  }

  /** Parameters whose values the layer asked for. */
  Set<String> read() {
    return read;
  }

  /** How many dropout masks it asked for. */
  int masks() {
    return masks;
  }

  /** The trainable parameters. */
  Map<String, Tensor> trained() {
    Map<String, Tensor> trained = new LinkedHashMap<>(values);
    trained.keySet().removeIf(name -> !declared.get(name).trainable());
    return trained;
  }

  @Override
  public Tensor get(String parameter) {
    require(parameter);
    read.add(parameter);
    return values.get(parameter);
  }

  @Override
  public void assign(String parameter, Tensor value) {
    Parameter found = require(parameter);
    if (mode == Mode.INFERENCE) {
      throw new AssertionError("it assigned '%s' in inference".formatted(parameter));
    }
    if (found.trainable()) {
      throw new AssertionError(
          "it assigned '%s', which is trainable: the optimizer changes it".formatted(parameter));
    }
    if (!Shape.of(value.dimensions()).equals(found.shape())) {
      throw new AssertionError(
          "it assigned %s to '%s' of %s".formatted(value, parameter, found.shape()));
    }
    assigned.put(parameter, value);
  }

  @Override
  public Tensor dropoutMask(double rate, Shape exampleShape) {
    if (mode == Mode.INFERENCE) {
      throw new AssertionError("it asked for a dropout mask in inference");
    }
    masks++;
    List<Double> mask = new ArrayList<>();
    for (long example : examples) {
      RandomGenerator random = Draws.generator("mask of example " + example);
      for (int i = 0; i < exampleShape.intSize(); i++) {
        mask.add(random.nextDouble() < rate ? 0 : 1 / (1 - rate));
      }
    }
    int[] dimensions = batch(examples.length, exampleShape);
    return Tensor.constant(dimensions, mask.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private Parameter require(String parameter) {
    Parameter found = declared.get(parameter);
    if (found == null) {
      throw new AssertionError(
          "it asked for '%s', but declared %s".formatted(parameter, declared.keySet()));
    }
    return found;
  }

  /** The sizes of a batch of examples. */
  static int[] batch(int count, Shape example) {
    int[] dimensions = new int[example.rank() + 1];
    dimensions[0] = count;
    System.arraycopy(example.dimensions(), 0, dimensions, 1, example.rank());
    return dimensions;
  }
}
