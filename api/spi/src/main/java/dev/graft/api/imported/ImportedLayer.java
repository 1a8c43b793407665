package dev.graft.api.imported;

import dev.graft.api.Evolving;
import dev.graft.api.Shape;
import dev.graft.api.layer.InputShapes;
import dev.graft.api.layer.Layer;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.FloatTensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole network of another library's as one layer: a SavedModel, a TorchScript file. Graft cannot
 * see into it: it is not folded, not cut inside, not frozen in part, and only the engine of that
 * library computes it. The rest of a network is as ever.
 *
 * <p>An implementation is a record that belongs to its engine's module. It computes over that
 * engine's own {@link dev.graft.api.ops.Ops}, and refuses others with {@link #otherEngine}.
 *
 * @since 0.1
 */
@Evolving
public interface ImportedLayer extends Layer {
  /** What it comes from, for people: {@code SavedModel}, {@code TorchScript file}. */
  String origin();

  /** Name of the engine that computes it, as in experiment files. */
  String engine();

  /** The files that it is read from. */
  ImportedFiles files();

  /** The same network, read from another place. */
  ImportedLayer withFiles(ImportedFiles other);

  /** Sizes of the axes of the images that it takes, channels last. */
  List<Integer> input();

  /** Sizes of the axes of an example's features, channels last. */
  List<Integer> features();

  /** Why it cannot be trained, in words that go on from "it"; empty if it can be. */
  Optional<String> whyFrozen();

  /**
   * The values of its parameters in the files, by the parameter's name: what its training begins
   * with. Loads no engine.
   *
   * @throws ProblemException if the files cannot be read, or are others by now
   */
  Map<String, FloatTensor> values();

  /** Number of the elements in the files that are no parameters of Graft's, as far as known. */
  long hiddenParameterCount();

  /** Shape of an example's features. */
  default Shape featureShape() {
    return shape(features());
  }

  /** The shape of {@link #features}, of images of the size that it was imported for. */
  @Override
  default Shape outputShape(List<Shape> inputs) {
    Shape image = InputShapes.single(inputs);
    if (!image.equals(shape(input()))) {
      throw new IllegalArgumentException(
          "was imported for images of " + shape(input()) + ", found " + image);
    }
    return featureShape();
  }

  private static Shape shape(List<Integer> sizes) {
    return Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
  }

  /** What is told of an engine that cannot compute it. */
  default ProblemException otherEngine() {
    return new ProblemException(
        Problem.of("a network from a %s runs on the engine %s only".formatted(origin(), engine()))
            .withRemedy("name that engine: " + engine()));
  }
}
