package dev.graft.architectures;

import dev.graft.api.Shape;
import dev.graft.api.problem.FileProblem;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import io.jhdf.HdfFile;
import io.jhdf.Superblock;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * An open file in Keras's legacy HDF5 layout: the attribute {@code layer_names} lists the layers in
 * order, each a group whose attribute {@code weight_names} lists its data sets, trainable ones
 * first. Every exception is a {@link ProblemException} that names the file.
 */
final class KerasHdf5File implements AutoCloseable {
  private static final String REMEDY_KERAS_3 =
      "in Keras, write the model with model.save(\"model.h5\") and give that file";

  private final String path;
  private final HdfFile file;

  private KerasHdf5File(String path, HdfFile file) {
    this.path = path;
    this.file = file;
  }

  /**
   * Opens a file.
   *
   * @throws ProblemException if it is not there, empty, cut off or not HDF5
   */
  static KerasHdf5File open(Path file) {
    String path = file.toString();
    if (!Files.isRegularFile(file)) {
      throw new ProblemException(
          Problem.at(path, Files.exists(file) ? "this is not a file" : "there is no such file")
              .expecting("a file of Keras HDF5 weights"));
    }
    OptionalLong start = Hdf5Signature.in(file);
    if (start.isEmpty()) {
      throw new ProblemException(notHdf5(file));
    }
    HdfFile opened;
    try {
      opened = new HdfFile(file);
    } catch (RuntimeException e) {
      throw damaged(path, file, e);
    }
    try {
      long whole = opened.getHdfBackingStorage().getSuperblock().getEndOfFileAddress();
      long found = Files.size(file);
      if (found < whole) {
        throw new ProblemException(cutOff(path, found, whole));
      }
      return new KerasHdf5File(path, opened);
    } catch (ProblemException e) {
      opened.close();
      throw e;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw damaged(path, file, e);
    }
  }

  /**
   * The layers that have weights, in the file's order. A model nested in another is taken apart
   * into its layers.
   *
   * @throws ProblemException if the file is damaged or of another layout
   */
  List<StoredLayer> layersWithWeights() {
    return reading(
        () -> {
          Group root = modelWeights();
          List<StoredLayer> layers = new ArrayList<>();
          for (String name : names(root, "layer_names")) {
            if (!(root.getByPath(name) instanceof Group group)) {
              throw new IllegalStateException("'" + name + "' is not a group");
            }
            layers.addAll(layers(name, group));
          }
          if (layers.isEmpty()) {
            throw new ProblemException(Problem.at(path, "no layer in this file has weights"));
          }
          return layers;
        });
  }

  private Group modelWeights() {
    if (listsLayers(file)) {
      return file;
    }
    if (file.getChildren().get("model_weights") instanceof Group group && listsLayers(group)) {
      return group;
    }
    Map<String, Node> children = file.getChildren();
    if (children.containsKey("layers") || children.containsKey("_layer_checkpoint_dependencies")) {
      throw new ProblemException(
          Problem.at(path, "this file has Keras 3's own layout (.weights.h5)")
              .expecting("Keras's legacy HDF5 layout, as Keras Applications publishes it")
              .withRemedy(REMEDY_KERAS_3));
    }
    throw new ProblemException(
        Problem.at(path, "this HDF5 file holds no Keras weights: it has no attribute 'layer_names'")
            .expecting("Keras's legacy HDF5 layout, as Keras Applications publishes it"));
  }

  private static boolean listsLayers(Group group) {
    return group.getAttributes().containsKey("layer_names")
        || group.getAttributes().containsKey("layer_names0");
  }

  /**
   * The layers of one group: itself, or, of a nested model, each of its layers, which the path in
   * the weights' names tells apart.
   */
  private List<StoredLayer> layers(String name, Group group) {
    Map<String, List<StoredTensor>> byPath = new LinkedHashMap<>();
    for (String weight : names(group, "weight_names")) {
      int slash = weight.lastIndexOf('/');
      String layer = slash < 0 ? name : weight.substring(0, slash);
      byPath
          .computeIfAbsent(layer, key -> new ArrayList<>())
          .add(tensor(weight.substring(slash + 1), group.getDatasetByPath(weight)));
    }
    if (byPath.size() == 1) {
      return List.of(new StoredLayer(name, byPath.values().iterator().next()));
    }
    List<StoredLayer> layers = new ArrayList<>();
    byPath.forEach((layer, tensors) -> layers.add(new StoredLayer(layer, tensors)));
    return layers;
  }

  private StoredTensor tensor(String name, Dataset dataset) {
    String plain = name.contains(":") ? name.substring(0, name.indexOf(':')) : name;
    Shape shape = Shape.of(dataset.getDimensions());
    return new StoredTensor(plain, shape, () -> reading(() -> floats(dataset, shape)));
  }

  private float[] floats(Dataset dataset, Shape shape) {
    Object values = shape.rank() == 0 ? dataset.getData() : dataset.getDataFlat();
    if (values instanceof float[] floats) {
      return floats;
    }
    if (values instanceof double[] doubles) {
      float[] floats = new float[doubles.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) doubles[i];
      }
      return floats;
    }
    // Keras counts in whole numbers what a normalization has seen.
    if (values instanceof Number number) {
      return new float[] {number.floatValue()};
    }
    throw new ProblemException(
        Problem.at(path, "found values of type " + dataset.getJavaType().getSimpleName())
            .withSubject("data set " + dataset.getPath())
            .expecting("32-bit or 64-bit floats"));
  }

  /**
   * A list of names from an attribute, or, where Keras split a list of more than 64 KB, from the
   * attributes of that name with 0, 1, … behind it. An empty list is stored as no value at all.
   */
  private static List<String> names(Group group, String attribute) {
    Map<String, Attribute> attributes = group.getAttributes();
    List<String> names = new ArrayList<>();
    if (attributes.containsKey(attribute)) {
      addNames(names, attributes.get(attribute));
    } else {
      for (int part = 0; attributes.containsKey(attribute + part); part++) {
        addNames(names, attributes.get(attribute + part));
      }
    }
    return names;
  }

  private static void addNames(List<String> names, Attribute attribute) {
    if (attribute.getSize() == 0) {
      return;
    }
    Object data = attribute.getData();
    if (data instanceof String[] several) {
      names.addAll(List.of(several));
    } else if (data instanceof String one) {
      names.add(one);
    } else {
      throw new IllegalStateException("attribute " + attribute.getName() + " does not list names");
    }
  }

  /** jHDF meets damaged bytes with exceptions of many kinds, all of them unchecked. */
  private <T> T reading(Supplier<T> work) {
    try {
      return work.get();
    } catch (ProblemException e) {
      throw e;
    } catch (RuntimeException e) {
      throw damaged(path, file.getFileAsPath(), e);
    }
  }

  private static ProblemException damaged(String path, Path file, Exception cause) {
    OptionalLong size = sizeByItsHeader(file);
    try {
      if (size.isPresent() && Files.size(file) < size.getAsLong()) {
        return new ProblemException(cutOff(path, Files.size(file), size.getAsLong()), cause);
      }
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    return new ProblemException(
        Problem.at(path, "this HDF5 file is damaged: " + cause.getMessage())
            .withRemedy("fetch or write it again"),
        cause);
  }

  private static Problem cutOff(String path, long found, long whole) {
    return Problem.at(path, "this HDF5 file is cut off: it has %d bytes".formatted(found))
        .expecting(whole + " bytes, by its own header")
        .withRemedy("fetch or write it again");
  }

  private static OptionalLong sizeByItsHeader(Path file) {
    OptionalLong start = Hdf5Signature.in(file);
    if (start.isEmpty()) {
      return OptionalLong.empty();
    }
    try (FileChannel channel = FileChannel.open(file)) {
      return OptionalLong.of(
          Superblock.readSuperblock(channel, start.getAsLong()).getEndOfFileAddress());
    } catch (IOException | RuntimeException e) {
      return OptionalLong.empty();
    }
  }

  private static Problem notHdf5(Path file) {
    Problem problem;
    byte[] first;
    try (var stream = Files.newInputStream(file)) {
      first = stream.readNBytes(24);
    } catch (IOException e) {
      throw FileProblem.reading(file, "a file of Keras HDF5 weights", e);
    }
    if (first.length == 0) {
      problem = Problem.at(file.toString(), "this file is empty");
    } else if (first[0] == 'P' && first.length > 1 && first[1] == 'K') {
      return Problem.at(file.toString(), "this is an archive, such as Keras 3's .keras")
          .expecting("Keras's legacy HDF5 layout (.h5)")
          .withRemedy(REMEDY_KERAS_3);
    } else if (isText(first)) {
      String text = new String(first, StandardCharsets.US_ASCII).strip();
      problem =
          Problem.at(file.toString(), "this is not an HDF5 file: it begins with '" + text + "'");
    } else {
      problem = Problem.at(file.toString(), "this is not an HDF5 file");
    }
    return problem
        .expecting("a file of Keras HDF5 weights")
        .withRemedy("if it was downloaded, fetch it again");
  }

  private static boolean isText(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0x20 && b != '\n' && b != '\r' && b != '\t') {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    file.close();
  }
}
