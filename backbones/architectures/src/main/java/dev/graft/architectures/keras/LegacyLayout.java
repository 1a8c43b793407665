package dev.graft.architectures.keras;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.StoredTensor;
import io.jhdf.api.Attribute;
import io.jhdf.api.Group;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keras's legacy layout: the attribute {@code layer_names} lists the layers in order, each a group
 * whose attribute {@code weight_names} lists its data sets, trainable ones first. A whole model has
 * all this in the group {@code model_weights}.
 */
final class LegacyLayout {
  private static final String LAYERS = "layer_names";
  private static final String WEIGHTS = "weight_names";

  private final Hdf5File file;

  private LegacyLayout(Hdf5File file) {
    this.file = file;
  }

  /** The group that lists the layers, if the file is of this layout. */
  static Optional<Group> in(Group root) {
    if (listsLayers(root)) {
      return Optional.of(root);
    }
    return root.getChildren().get("model_weights") instanceof Group group && listsLayers(group)
        ? Optional.of(group)
        : Optional.empty();
  }

  private static boolean listsLayers(Group group) {
    return group.getAttributes().containsKey(LAYERS)
        || group.getAttributes().containsKey(LAYERS + "0");
  }

  /**
   * The model.
   *
   * @param listing the group that lists the layers
   */
  static StoredModel read(Hdf5File file, Group listing) {
    LegacyLayout layout = new LegacyLayout(file);
    List<StoredLayer> layers = new ArrayList<>();
    List<StoredModel> nested = new ArrayList<>();
    for (String name : names(listing, LAYERS)) {
      if (!(Hdf5File.member(listing, name) instanceof Group group)) {
        throw new IllegalStateException("'" + name + "' is not a group");
      }
      List<StoredLayer> found = layout.layers(name, group);
      layers.addAll(found);
      if (found.size() > 1) {
        nested.add(new StoredModel(name, found, List.of()));
      }
    }
    if (layers.isEmpty()) {
      throw new ProblemException(Problem.at(file.path(), "no layer in this file has weights"));
    }
    return new StoredModel("model", layers, nested);
  }

  /**
   * The layers of one group: itself, or, of a nested model, each of its layers, which the path in
   * the weights' names tells apart.
   */
  private List<StoredLayer> layers(String name, Group group) {
    Map<String, List<StoredTensor>> byPath = new LinkedHashMap<>();
    for (String weight : names(group, WEIGHTS)) {
      int slash = weight.lastIndexOf('/');
      String layer = slash < 0 ? name : weight.substring(0, slash);
      byPath
          .computeIfAbsent(layer, key -> new ArrayList<>())
          .add(file.tensor(plain(weight.substring(slash + 1)), Hdf5File.member(group, weight)));
    }
    if (byPath.size() == 1) {
      return List.of(StoredLayer.inOrder(name, byPath.values().iterator().next()));
    }
    List<StoredLayer> layers = new ArrayList<>();
    byPath.forEach((layer, tensors) -> layers.add(StoredLayer.inOrder(layer, tensors)));
    return layers;
  }

  private static String plain(String weight) {
    int colon = weight.indexOf(':');
    return colon < 0 ? weight : weight.substring(0, colon);
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
}
