package dev.graft.training.model;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.architecture.Node;
import dev.graft.api.layer.Layer;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A network as JSON text, for people and programs: one line for each layer, with its component
 * name, its inputs and its settings in snake case. Only data: shapes and parameters follow from the
 * layers' settings, and a file cannot name a class. If some layers are not Graft's own, the file
 * tells which plugins brought them.
 */
public final class ArchitectureJson {
  private static final String FORMAT = "graft-architecture";
  private static final int VERSION = 1;

  /** Stands only where it is false: at layers that Keras does not count. */
  private static final String COUNTED = "counted";

  private final RecordJson records;
  private final LayerTypes layerTypes;

  /** For networks of some layers. */
  public ArchitectureJson(LayerTypes layerTypes) {
    this.layerTypes = layerTypes;
    this.records = new RecordJson(layerTypes);
  }

  private record FileForm(
      String format,
      int version,
      String name,
      InputForm input,
      List<LayerForm> layers,
      String output) {}

  private record InputForm(String name, List<Integer> shape, Input.ElementType type) {}

  private record LayerForm(String name, String type, List<String> inputs) {}

  /**
   * Writes a network.
   *
   * @throws IllegalArgumentException if a layer's type is declared by no plugin
   */
  public String write(Architecture network) {
    Map<String, String> plugins = new TreeMap<>();
    RecordJson telling =
        records.telling(
            layer ->
                layerTypes
                    .droppedIn(layer)
                    .ifPresent(declared -> plugins.put(declared.plugin(), declared.version())));
    String layers =
        network.nodes().stream()
            .map(node -> line(node, telling))
            .collect(Collectors.joining(",\n"));
    network.nodes().stream()
        .flatMap(node -> layerTypes.droppedIn(node.layer()).stream())
        .forEach(declared -> plugins.put(declared.plugin(), declared.version()));
    Input input = network.input();
    List<Integer> shape = Arrays.stream(input.shape().dimensions()).boxed().toList();
    return """
        {
          "format": %s,
          "version": %d,
          "name": %s,%s
          "input": %s,
          "layers": [
        %s
          ],
          "output": %s
        }
        """
        .formatted(
            quoted(FORMAT),
            VERSION,
            quoted(network.name()),
            plugins.isEmpty()
                ? ""
                : "\n  %s: %s,"
                    .formatted(
                        quoted(SavedPlugins.KEY), JsonFile.MAPPER.writeValueAsString(plugins)),
            records.write(new InputForm(input.name(), shape, input.type())),
            layers,
            quoted(network.output()));
  }

  private String line(Node node, RecordJson settings) {
    String type = layerTypes.nameOf(node.layer());
    ObjectNode object = records.write(new LayerForm(node.name(), type, node.inputs()));
    if (!node.counted()) {
      object.put(COUNTED, false);
    }
    object.set("settings", settings.write((Record) node.layer()));
    return "    " + object;
  }

  private static String quoted(String text) {
    return JsonFile.MAPPER.writeValueAsString(text);
  }

  /**
   * Reads a network.
   *
   * @param where what to call the text in a problem
   * @throws ProblemException if it is not such a text, a layer's type or a setting is unknown, or
   *     the layers do not fit each other
   */
  public Architecture read(String text, String where) {
    return read(JsonFile.parse(text, where), where);
  }

  Architecture read(JsonNode root, String where) {
    requireFormat(root, where);
    // The settings' types depend on the layer: they are taken out first, then read one by one.
    ObjectNode withoutSettings = ((ObjectNode) root).deepCopy();
    SavedPlugins plugins = SavedPlugins.of(root, where);
    plugins.requireInstalled(layerTypes, where);
    withoutSettings.remove(SavedPlugins.KEY);
    if (withoutSettings.get("layers") != null) {
      for (JsonNode layer : withoutSettings.get("layers")) {
        if (layer instanceof ObjectNode object) {
          object.remove("settings");
          object.remove(COUNTED);
        }
      }
    }
    FileForm file = records.read(withoutSettings, FileForm.class, where, "network");
    try {
      return build(file, root.get("layers"), records.savedWith(plugins), where);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Problem.at(where, String.valueOf(e.getMessage())), e);
    }
  }

  private static Architecture build(
      FileForm file, JsonNode layers, RecordJson settingsOf, String where) {
    InputForm form = file.input();
    Shape shape = Shape.of(form.shape().stream().mapToInt(Integer::intValue).toArray());
    Architecture.Builder network =
        Architecture.builder(file.name(), new Input(form.name(), shape, form.type()));
    for (int i = 0; i < file.layers().size(); i++) {
      LayerForm layer = file.layers().get(i);
      String subject = "layer '" + layer.name() + "'";
      JsonNode settings = layers.get(i).get("settings");
      if (settings == null) {
        throw new ProblemException(Problem.at(where, "has no settings").withSubject(subject));
      }
      Layer made = settingsOf.layer(layer.type(), settings, where, subject);
      if (layers.get(i).path(COUNTED).asBoolean(true)) {
        network.add(layer.name(), made, layer.inputs());
      } else {
        network.addUncounted(layer.name(), made, layer.inputs());
      }
    }
    return network.build(file.output());
  }

  private static void requireFormat(JsonNode root, String where) {
    JsonNode format = root.get("format");
    JsonNode version = root.get("version");
    boolean right =
        root.isObject() && format != null && format.isString() && FORMAT.equals(format.asString());
    if (!right) {
      throw new ProblemException(
          Problem.at(where, "is not a saved network").expecting("\"format\": \"" + FORMAT + "\""));
    }
    if (version == null || !version.isInt() || version.intValue() != VERSION) {
      throw new ProblemException(
          Problem.at(where, "has format version " + version)
              .expecting("version " + VERSION)
              .withRemedy("use the version of Graft that saved it, or a newer one"));
    }
  }
}
