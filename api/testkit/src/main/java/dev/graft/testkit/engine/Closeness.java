package dev.graft.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.engine.Batch;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How near an engine must come to the truth: relative to the largest value of each tensor. Where
 * several tensors are compared, all that differ are told together.
 */
final class Closeness {
  private Closeness() {}

  static void check(String what, float[] found, float[] expected, double tolerance) {
    assertThat(found).as("number of values of %s", what).hasSameSizeAs(expected);
    List<Difference> differences = new ArrayList<>();
    Difference.between(what, Shape.of(expected.length), found, expected, tolerance)
        .ifPresent(differences::add);
    tell(differences);
  }

  static void check(String what, Batch.Floats found, Batch.Floats expected, double tolerance) {
    List<Difference> differences = new ArrayList<>();
    requireShape(what, found, expected);
    Difference.between(what, shape(expected), found.values(), expected.values(), tolerance)
        .ifPresent(differences::add);
    tell(differences);
  }

  /** Scores of a network, each of its {@link Branches} for itself. */
  static void check(
      String what,
      Architecture network,
      Batch.Floats found,
      Batch.Floats expected,
      double tolerance) {
    requireShape(what, found, expected);
    List<Difference> differences = new ArrayList<>();
    for (Branches.Part part : Branches.parts(network)) {
      String which = part.name().isEmpty() ? what : what + " of branch '" + part.name() + "'";
      Batch.Floats truth = part.of(expected);
      Difference.between(which, shape(truth), part.of(found).values(), truth.values(), tolerance)
          .ifPresent(differences::add);
    }
    tell(differences);
  }

  private static void requireShape(String what, Batch.Floats found, Batch.Floats expected) {
    assertThat(found.count()).as("examples of %s", what).isEqualTo(expected.count());
    assertThat(found.exampleShape()).as("shape of %s", what).isEqualTo(expected.exampleShape());
  }

  private static Shape shape(Batch.Floats batch) {
    int[] example = batch.exampleShape().dimensions();
    int[] all = new int[example.length + 1];
    all[0] = batch.count();
    System.arraycopy(example, 0, all, 1, example.length);
    return Shape.of(all);
  }

  static void check(String what, Weights found, Weights expected, double tolerance) {
    assertThat(found.tensors().keySet())
        .as("names of %s", what)
        .containsExactlyInAnyOrderElementsOf(expected.tensors().keySet());
    List<Difference> differences = new ArrayList<>();
    for (Map.Entry<String, FloatTensor> tensor : expected.tensors().entrySet()) {
      FloatTensor truth = tensor.getValue();
      FloatTensor other = found.tensors().get(tensor.getKey());
      String which = what + " of " + tensor.getKey();
      assertThat(other.shape()).as("shape of the %s", which).isEqualTo(truth.shape());
      Difference.between(which, truth.shape(), other.values(), truth.values(), tolerance)
          .ifPresent(differences::add);
    }
    tell(differences);
  }

  private static void tell(List<Difference> differences) {
    if (!differences.isEmpty()) {
      StringBuilder text = new StringBuilder("differs from the reference");
      differences.forEach(difference -> text.append("\n  ").append(difference));
      fail(text.toString());
    }
  }
}
