package dev.graft.api.weights;

import dev.graft.api.Sha256;
import dev.graft.api.Shape;
import dev.graft.api.Stable;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.api.imported.ImportedLayer;
import dev.graft.api.layer.Parameter;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.random.Randomness;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values of a network's parameters, by {@code layer/parameter}, in the neutral layout.
 * Immutable, except that the arrays are not copied.
 *
 * @since 0.1
 */
@Stable
public final class Weights {
  private final Map<String, FloatTensor> tensors;

  private Weights(Map<String, FloatTensor> tensors) {
    this.tensors = Collections.unmodifiableMap(tensors);
  }

  /** No values. */
  public static Weights empty() {
    return new Weights(new LinkedHashMap<>());
  }

  /** The given values, by {@code layer/parameter}, in that order. */
  public static Weights of(Map<String, FloatTensor> tensors) {
    return new Weights(new LinkedHashMap<>(tensors));
  }

  /**
   * The initial values of a network, each drawn from the seed and the parameter's own name; those
   * of an imported network are what its files hold.
   *
   * @param seed the experiment's seed
   * @throws ProblemException if the files of an imported network cannot be read
   */
  public static Weights initial(Architecture architecture, long seed) {
    Randomness randomness = new Randomness(seed);
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    for (Node node : architecture.nodes()) {
      if (node.layer() instanceof ImportedLayer imported) {
        imported.values().forEach((name, value) -> tensors.put(key(node.name(), name), value));
        continue;
      }
      for (Parameter parameter : node.parameters()) {
        String key = key(node.name(), parameter.name());
        float[] values =
            parameter.initializer().values(parameter.shape(), randomness.forPurpose(key));
        tensors.put(key, new FloatTensor(parameter.shape(), values));
      }
    }
    return new Weights(tensors);
  }

  /** The key of a parameter: {@code layer/parameter}. */
  public static String key(String layer, String parameter) {
    return layer + "/" + parameter;
  }

  /**
   * The value of a parameter.
   *
   * @throws IllegalArgumentException if there is none
   */
  public FloatTensor get(String layer, String parameter) {
    return find(layer, parameter)
        .orElseThrow(() -> new IllegalArgumentException("no weights for " + key(layer, parameter)));
  }

  /** The value of a parameter, if there is one. */
  public Optional<FloatTensor> find(String layer, String parameter) {
    return Optional.ofNullable(tensors.get(key(layer, parameter)));
  }

  /** All values by {@code layer/parameter}, in order. */
  public Map<String, FloatTensor> tensors() {
    return tensors;
  }

  /** These values and others; where both have one, the other's. */
  public Weights with(Weights other) {
    Map<String, FloatTensor> all = new LinkedHashMap<>(tensors);
    all.putAll(other.tensors);
    return new Weights(all);
  }

  /** Only the values of a network's parameters, in its order. */
  public Weights only(Architecture architecture) {
    Map<String, FloatTensor> some = new LinkedHashMap<>();
    for (Node node : architecture.nodes()) {
      for (Parameter parameter : node.parameters()) {
        find(node.name(), parameter.name())
            .ifPresent(tensor -> some.put(key(node.name(), parameter.name()), tensor));
      }
    }
    return new Weights(some);
  }

  /**
   * Checks that every parameter of a network has a value of its shape.
   *
   * @param where what to call the source of the weights in the message
   * @throws ProblemException naming each layer, the expected and the found shape
   */
  public void requireFor(Architecture architecture, String where) {
    List<Problem> problems = new ArrayList<>();
    for (Node node : architecture.nodes()) {
      for (Parameter parameter : node.parameters()) {
        Shape expected = parameter.shape();
        Optional<FloatTensor> found = find(node.name(), parameter.name());
        String subject = "layer '" + node.name() + "', " + parameter.name();
        if (found.isEmpty()) {
          problems.add(
              Problem.at(where, "no value").withSubject(subject).expecting("shape " + expected));
        } else if (!found.get().shape().equals(expected)) {
          problems.add(
              Problem.at(where, "found shape " + found.get().shape())
                  .withSubject(subject)
                  .expecting("shape " + expected));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  /**
   * Checks that every one of some tensors has a value of its shape.
   *
   * @param shapes what is expected, by name
   * @param where what to call the source of the values in the message
   * @throws ProblemException naming each tensor, the expected and the found shape
   */
  public void requireAll(Map<String, Shape> shapes, String where) {
    List<Problem> problems = new ArrayList<>();
    shapes.forEach(
        (key, expected) -> {
          FloatTensor found = tensors.get(key);
          if (found == null || !found.shape().equals(expected)) {
            problems.add(
                Problem.at(where, found == null ? "no value" : "found shape " + found.shape())
                    .withSubject(key)
                    .expecting("shape " + expected));
          }
        });
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  /** SHA-256 over names, shapes and values, as 64 hexadecimal digits. */
  public String sha256() {
    Sha256 sum = new Sha256();
    tensors.forEach(
        (key, tensor) -> {
          sum.add(key + tensor.shape());
          ByteBuffer bytes =
              ByteBuffer.allocate(Float.BYTES * tensor.values().length)
                  .order(ByteOrder.LITTLE_ENDIAN);
          bytes.asFloatBuffer().put(tensor.values());
          sum.add(bytes);
        });
    return sum.hex();
  }

  /** The same names in the same order, with equal shapes and bit-identical values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Weights weights
        && new ArrayList<>(tensors.keySet()).equals(new ArrayList<>(weights.tensors.keySet()))
        && tensors.equals(weights.tensors);
  }

  @Override
  public int hashCode() {
    return tensors.hashCode();
  }

  @Override
  public String toString() {
    return "Weights[" + tensors.size() + " tensors]";
  }
}
