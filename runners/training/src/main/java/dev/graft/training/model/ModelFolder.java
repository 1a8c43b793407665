package dev.graft.training.model;

import dev.graft.api.ImageSize;
import dev.graft.api.Labels;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.data.ImageInput;
import dev.graft.api.data.Resize;
import dev.graft.api.head.Decision;
import dev.graft.api.problem.FileProblem;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.Weights;
import dev.graft.training.storage.WrittenAside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model on disk: {@code architecture.json}, {@code weights.safetensors}, {@code labels.json},
 * {@code decision.json} and {@code input.json}; of an imported network its files too, below {@code
 * imported}. Written into a folder beside the final one that is then renamed, so a half-written
 * model is never taken for a finished one.
 */
public final class ModelFolder {
  /** The network. */
  public static final String ARCHITECTURE = "architecture.json";

  /** Its parameters. */
  public static final String WEIGHTS = "weights.safetensors";

  /** Word among the weights' own that tells whose form the network has. */
  static final String VARIANT = "variant";

  private static final String LABELS = "labels.json";
  private static final String DECISION = "decision.json";
  private static final String INPUT = "input.json";

  private static final String SIGMOID = "sigmoid";
  private static final String SOFTMAX = "softmax";

  private ModelFolder() {}

  private record LabelsForm(List<String> labels) {}

  private record InputForm(
      int height, int width, int channels, Resize resize, double cropFraction) {}

  private record SigmoidForm(double threshold) {}

  private record SoftmaxForm() {}

  /**
   * Writes a model.
   *
   * @param folder not there yet
   * @param layerTypes all layers there are
   * @throws ProblemException if it cannot be written, or the folder is there
   */
  public static void write(Path folder, SavedModel model, LayerTypes layerTypes) {
    if (Files.exists(folder)) {
      throw new ProblemException(
          Problem.at(folder.toString(), "is there already").expecting("no folder of that name"));
    }
    RecordJson records = new RecordJson(layerTypes);
    try {
      WrittenAside.folder(
          folder,
          aside -> {
            Files.writeString(
                aside.resolve(ARCHITECTURE),
                new ArchitectureJson(layerTypes)
                    .write(ImportedCopies.write(model.network().named(model.name()), aside)));
            Safetensors.write(
                aside.resolve(WEIGHTS),
                model.weights(),
                Map.of(
                    "format",
                    "graft",
                    "network",
                    model.name(),
                    VARIANT,
                    model.network().origin().variant().setting()));
            write(aside.resolve(LABELS), records.write(new LabelsForm(model.labels().names())));
            write(aside.resolve(DECISION), decision(model.decision(), records));
            write(aside.resolve(INPUT), records.write(form(model.input())));
          });
    } catch (IOException e) {
      throw FileProblem.writing(folder, e);
    }
  }

  private static void write(Path file, ObjectNode json) throws IOException {
    Files.writeString(file, json.toPrettyString() + "\n");
  }

  private static InputForm form(ImageInput input) {
    ImageSize size = input.size();
    return new InputForm(
        size.height(), size.width(), size.channels(), input.resize(), input.cropFraction());
  }

  private static ObjectNode decision(Decision decision, RecordJson records) {
    ObjectNode json = JsonFile.MAPPER.createObjectNode();
    if (decision instanceof Decision.Sigmoid sigmoid) {
      json.put("type", SIGMOID);
      return json.setAll(records.write(new SigmoidForm(sigmoid.threshold())));
    }
    return json.put("type", SOFTMAX);
  }

  /**
   * Reads a model.
   *
   * @param layerTypes all layers there are
   * @throws ProblemException if the folder holds no complete model, a file of it is damaged, or a
   *     layer's plugin is not there
   */
  public static SavedModel read(Path folder, LayerTypes layerTypes) {
    RecordJson records = new RecordJson(layerTypes);
    Architecture network = network(folder, layerTypes);
    Path weightsFile = folder.resolve(WEIGHTS);
    Weights weights = SafetensorsFile.read(weightsFile).weights();
    weights.requireFor(network, weightsFile.toString());
    try {
      return new SavedModel(
          network.name(),
          network,
          new Labels(read(folder.resolve(LABELS), LabelsForm.class, records).labels()),
          readDecision(folder.resolve(DECISION), records),
          readInput(folder.resolve(INPUT), records),
          weights.only(network));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Problem.at(folder.toString(), e.getMessage()), e);
    }
  }

  /**
   * Reads a model's network alone; the files of an imported one are the folder's own.
   *
   * @throws ProblemException as {@link #read}
   */
  public static Architecture network(Path folder, LayerTypes layerTypes) {
    Path file = folder.resolve(ARCHITECTURE);
    return ImportedCopies.read(
        new ArchitectureJson(layerTypes).read(JsonFile.read(file), file.toString()), folder);
  }

  private static <R extends Record> R read(Path file, Class<R> type, RecordJson records) {
    return records.read(JsonFile.read(file), type, file.toString(), "");
  }

  private static ImageInput readInput(Path file, RecordJson records) {
    InputForm form = read(file, InputForm.class, records);
    return new ImageInput(
        new ImageSize(form.height(), form.width(), form.channels()),
        form.resize(),
        form.cropFraction());
  }

  private static Decision readDecision(Path file, RecordJson records) {
    String where = file.toString();
    if (JsonFile.read(file) instanceof ObjectNode json && json.path("type").isString()) {
      String type = json.remove("type").stringValue();
      if (type.equals(SIGMOID)) {
        return new Decision.Sigmoid(
            records.read(json, SigmoidForm.class, where, "decision").threshold());
      } else if (type.equals(SOFTMAX)) {
        records.read(json, SoftmaxForm.class, where, "decision");
        return new Decision.Softmax();
      }
    }
    throw new ProblemException(
        Problem.at(where, "names no known decision")
            .expecting("\"type\": \"" + SIGMOID + "\" or \"" + SOFTMAX + "\""));
  }
}
