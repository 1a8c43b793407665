package dev.graft.tensorflow.imported;

import dev.graft.api.imported.ImportedFile;
import dev.graft.api.imported.ImportedFiles;
import dev.graft.api.imported.ImportedLayer;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Variables;
import dev.graft.api.ops.Ops;
import dev.graft.api.plugin.Setting;
import dev.graft.api.weights.FloatTensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A signature of a SavedModel. Its variables are restored from its files and never change:
 * TensorFlow cannot go back through a graph that Keras has exported.
 *
 * @param files {@code saved_model.pb}, and the files of the variables
 * @param signature name of the signature
 * @param output name of the output; may be empty if there is one only
 * @param input shape of an image, {@code (height, width, channels)}
 * @param features shape of an example's features
 * @param hidden number of the variables' elements
 */
public record SavedModelLayer(
    @Setting(value = "The files.") ImportedFiles files,
    @Setting(value = "Name of the signature.", example = "serving_default") String signature,
    @Setting(value = "Name of the output.") Optional<String> output,
    @Setting(value = "Height, width and channels of an image.", min = 1, example = "[224, 224, 3]")
        List<Integer> input,
    @Setting(value = "Shape of the features.", min = 1, example = "[1280]") List<Integer> features,
    @Setting(value = "Number of the variables' elements.", defaultValue = "0", min = 0) long hidden)
    implements ImportedLayer {
  /** Name of the engine. */
  public static final String ENGINE = "tensorflow";

  /** Name of the file with graph and signatures. */
  public static final String GRAPH = "saved_model.pb";

  /** Path of the variables' files, less their endings. */
  public static final String VARIABLES = "variables/variables";

  /** Copies the lists. */
  public SavedModelLayer {
    input = List.copyOf(input);
    features = List.copyOf(features);
  }

  @Override
  public String origin() {
    return "SavedModel";
  }

  @Override
  public String engine() {
    return ENGINE;
  }

  @Override
  public ImportedLayer withFiles(ImportedFiles other) {
    return new SavedModelLayer(other, signature, output, input, features, hidden);
  }

  @Override
  public Optional<String> whyFrozen() {
    return Optional.of("is a graph that TensorFlow Java cannot go back through");
  }

  /** None: what it has learnt stays in its files. */
  @Override
  public Map<String, FloatTensor> values() {
    return Map.of();
  }

  @Override
  public long hiddenParameterCount() {
    return hidden;
  }

  /**
   * Reads its graph.
   *
   * @throws dev.graft.api.problem.ProblemException if a file cannot be read, is another than it
   *     was, or holds what Graft does not run
   */
  public SavedModelFile read() {
    files.verify();
    ImportedFile graph =
        files.content().stream()
            .filter(file -> file.name().equals(GRAPH))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("there is no " + GRAPH));
    return SavedModelFile.read(files.read(graph), files.path(graph).toString(), signature, output);
  }

  /** Where the variables' files lie, less their endings. */
  public Path variables() {
    return Path.of(files.folder()).resolve(VARIABLES);
  }

  @Override
  @SuppressWarnings("unchecked") // operations that import graphs are those over Operand<TFloat32>
  public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
    if (!(ops instanceof GraphImports imports)) {
      throw otherEngine();
    }
    return (T) imports.savedModel(this, (Operand<TFloat32>) inputs.get(0));
  }
}
