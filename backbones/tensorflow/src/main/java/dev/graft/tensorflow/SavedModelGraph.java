package dev.graft.tensorflow;

import dev.graft.api.Shape;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.tensorflow.imported.SavedModelFile;
import dev.graft.tensorflow.imported.SavedModelLayer;
import java.nio.file.Path;
import java.util.Map;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * Takes the graph of a SavedModel into a network's, as a function that is called. Its variables are
 * found by the names they share, inside the function and where they are restored.
 */
final class SavedModelGraph {
  /**
   * What restores a SavedModel's variables once the session is open.
   *
   * @param file name of the tensor that takes the path
   * @param operation name of the operation that is run
   * @param path of the variables' files, less their endings
   */
  record Restoration(String file, String operation, Path path) {}

  private final SavedModelLayer layer;
  private final SavedModelFile file;

  /**
   * Reads a SavedModel.
   *
   * @throws ProblemException if it cannot be read, or is another than it was
   */
  SavedModelGraph(SavedModelLayer layer) {
    this.layer = layer;
    this.file = layer.read();
  }

  /**
   * Adds the graph.
   *
   * @param tf the network's operations
   * @param x images
   * @return the features
   * @throws ProblemException if TensorFlow does not take the graph
   */
  Operand<TFloat32> add(Ops tf, Operand<TFloat32> x) {
    Operand<?> images = file.takesBytes() ? tf.dtypes.cast(x, TUint8.class) : x;
    try (Graph own = new Graph()) {
      own.importGraphDef(file.computation());
      Signature signature =
          Signature.builder()
              .input("images", own.outputOrThrow(file.input()))
              .output("features", own.outputOrThrow(file.output()))
              .build();
      try (ConcreteFunction function = ConcreteFunction.create(signature, own)) {
        Map<String, Operand<?>> found = function.call(tf.scope(), Map.of("images", images));
        @SuppressWarnings("unchecked") // the file's signature says so
        Operand<TFloat32> features = (Operand<TFloat32>) found.get("features");
        return tf.ensureShape(features, HostTensors.batchShape(shape(), -1));
      }
    } catch (TensorFlowException | IllegalArgumentException | IllegalStateException e) {
      throw refused(e);
    }
  }

  /**
   * Adds what restores the variables.
   *
   * @param prefix name that all of it begins with
   */
  Restoration addRestoration(Graph graph, String prefix) {
    SavedModelFile.Restoring restoring = file.restoring();
    try {
      graph.importGraphDef(restoring.graph(), prefix);
    } catch (TensorFlowException | IllegalArgumentException | IllegalStateException e) {
      throw refused(e);
    }
    return new Restoration(
        prefix + "/" + restoring.file(), prefix + "/" + restoring.operation(), layer.variables());
  }

  /** Whether there are variables to be restored. */
  boolean hasVariables() {
    return file.hasVariables();
  }

  private Shape shape() {
    return Shape.of(layer.features().stream().mapToInt(Integer::intValue).toArray());
  }

  private ProblemException refused(RuntimeException e) {
    String message = String.valueOf(e.getMessage());
    return new ProblemException(
        Problem.at(
                Path.of(layer.files().folder()).resolve(SavedModelLayer.GRAPH).toString(),
                "TensorFlow does not take its graph: "
                    + message.lines().findFirst().orElse("without a reason"))
            .withRemedy("export it with a TensorFlow that is no newer than this one"),
        e);
  }
}
