package dev.graft.testkit.engine;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.architecture.Node;
import dev.graft.api.engine.Batch;
import dev.graft.api.layer.Layer;
import dev.graft.api.layers.Concatenate;
import dev.graft.api.layers.Flatten;
import java.util.ArrayList;
import java.util.List;

/**
 * Small networks side by side in one, whose outputs are joined: an engine builds and runs them all
 * at once, and each is still seen apart, its parameters' gradients by their names and its output as
 * a part of the scores.
 */
final class Branches {
  private static final String OUTPUT = ": output";

  /**
   * An engine's effort to prepare a network grows faster than the network, and with each network:
   * so many branches stand in one.
   */
  private static final int TOGETHER = 15;

  private final String name;
  private final Input input;
  private final List<Architecture> networks = new ArrayList<>();
  private final List<String> outputs = new ArrayList<>();
  private Architecture.Builder net;

  /**
   * Starts with no branches.
   *
   * @param name name of the networks, told in failures
   * @param input what they are fed
   */
  Branches(String name, Input input) {
    this.name = name;
    this.input = input;
    this.net = Architecture.builder(name, input);
  }

  /**
   * Adds layers on top of each other.
   *
   * @param branch name of the branch, told in failures
   * @param layers the first on top of the network's input; at least one
   */
  void add(String branch, List<Layer> layers) {
    if (outputs.size() == TOGETHER) {
      finish();
    }
    String last = net.input();
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      String type = layer.getClass().getSimpleName();
      last = net.add("%s: %d %s".formatted(branch, i, type), layer, last);
    }
    outputs.add(net.add(branch + OUTPUT, new Flatten(), last));
  }

  /** The branches so far, in one or more networks. */
  List<Architecture> networks() {
    if (!outputs.isEmpty()) {
      finish();
    }
    return List.copyOf(networks);
  }

  private void finish() {
    if (outputs.size() > 1) {
      net.add("all branches", new Concatenate(), outputs);
    }
    networks.add(net.build());
    outputs.clear();
    net = Architecture.builder(name, input);
  }

  /**
   * A part of a network's output.
   *
   * @param name name of the branch, empty if the network has none
   * @param shape shape of its output for each example
   * @param first where it begins in the network's output
   */
  record Part(String name, Shape shape, int first) {
    /** This part of scores. */
    Batch.Floats of(Batch.Floats scores) {
      int all = scores.exampleShape().intSize();
      int own = shape.intSize();
      float[] values = new float[scores.count() * own];
      for (int i = 0; i < scores.count(); i++) {
        System.arraycopy(scores.values(), i * all + first, values, i * own, own);
      }
      return new Batch.Floats(scores.count(), shape, values);
    }
  }

  /** The branches of a network in order; the whole if it has none. */
  static List<Part> parts(Architecture network) {
    String output = network.output();
    if (network.contains(output)) {
      Node last = network.node(output);
      if (last.layer() instanceof Concatenate
          && last.inputs().stream().allMatch(name -> name.endsWith(OUTPUT))) {
        List<Part> parts = new ArrayList<>();
        int first = 0;
        for (String name : last.inputs()) {
          Shape shape = network.node(name).inputShapes().get(0);
          String branch = name.substring(0, name.length() - OUTPUT.length());
          parts.add(new Part(branch, shape, first));
          first += shape.intSize();
        }
        return parts;
      }
    }
    return List.of(new Part("", network.outputShape(), 0));
  }
}
