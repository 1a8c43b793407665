package dev.graft.djl.imported;

import ai.djl.ndarray.NDArray;
import dev.graft.api.Shape;
import dev.graft.api.imported.ImportedFiles;
import dev.graft.api.imported.ImportedLayer;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Parameter;
import dev.graft.api.layer.Variables;
import dev.graft.api.ops.Ops;
import dev.graft.api.plugin.Setting;
import dev.graft.api.weights.FloatTensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network from a TorchScript file. It takes images with the channels last and gives features, the
 * channels last too; inside they are second, as everywhere in PyTorch. It always runs in evaluation
 * mode: its batch normalisation uses the statistics of the file, which never change, its dropout
 * drops nothing. Its parameters can be trained all the same, if the file has them.
 *
 * @param files the file
 * @param input shape of an image, {@code (height, width, channels)}
 * @param features shape of an example's features, the channels last
 * @param parameters its parameters, by PyTorch's names and in PyTorch's layout
 * @param hidden number of the elements that are no parameters
 * @param frozen why it cannot be trained; empty if it can be
 */
public record TorchScriptLayer(
    @Setting(value = "The file.") ImportedFiles files,
    @Setting(value = "Height, width and channels of an image.", min = 1, example = "[224, 224, 3]")
        List<Integer> input,
    @Setting(value = "Shape of the features.", min = 1, example = "[1280]") List<Integer> features,
    @Setting(value = "The parameters.", defaultValue = "[]") List<TorchParameter> parameters,
    @Setting(value = "Number of elements that are no parameters.", defaultValue = "0", min = 0)
        long hidden,
    @Setting(value = "Why it cannot be trained.") Optional<String> frozen)
    implements ImportedLayer {
  /** Name of the engine. */
  public static final String ENGINE = "djl";

  /** Copies the lists. */
  public TorchScriptLayer {
    input = List.copyOf(input);
    features = List.copyOf(features);
    parameters = List.copyOf(parameters);
  }

  @Override
  public String origin() {
    return "TorchScript file";
  }

  @Override
  public String engine() {
    return ENGINE;
  }

  @Override
  public ImportedLayer withFiles(ImportedFiles other) {
    return new TorchScriptLayer(other, input, features, parameters, hidden, frozen);
  }

  /** The same with features of another shape, channels last. */
  public TorchScriptLayer withFeatures(List<Integer> others) {
    return new TorchScriptLayer(files, input, others, parameters, hidden, frozen);
  }

  @Override
  public Optional<String> whyFrozen() {
    return frozen;
  }

  @Override
  public Map<String, FloatTensor> values() {
    files.verify();
    return TorchScriptArchive.read(path()).values();
  }

  /**
   * The file's content.
   *
   * @throws dev.graft.api.problem.ProblemException if it cannot be read, or is another by now
   */
  public byte[] content() {
    return files.read(files.content().get(0));
  }

  /** Where the file lies. */
  public Path path() {
    return files.path(files.content().get(0));
  }

  @Override
  public long hiddenParameterCount() {
    return hidden;
  }

  /** Trainable, all of them; their first values are those of {@link #values}. */
  @Override
  public List<Parameter> parameters(List<Shape> inputs) {
    return parameters.stream()
        .map(
            parameter ->
                new Parameter(
                    parameter.name(), parameter.asShape(), Initializer.ZEROS, frozen.isEmpty()))
        .toList();
  }

  @Override
  @SuppressWarnings("unchecked") // operations that run modules are those over NDArray
  public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
    if (!(ops instanceof ModuleOps modules)) {
      throw otherEngine();
    }
    return (T)
        modules.run(this, (NDArray) inputs.get(0), name -> (NDArray) variables.get(name), mode);
  }
}
