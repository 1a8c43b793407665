package dev.graft.architectures.keras;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.StoredTensor;
import io.jhdf.api.Attribute;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keras 3's own layout, {@code .weights.h5}: a model has its layers in the group {@code layers},
 * each named after its class and its number among those of that class ({@code conv2d}, {@code
 * conv2d_1}); a layer has its values in the group {@code vars}, numbered, trainable ones first. The
 * attribute {@code name} of {@code vars} is the layer's real name; early versions have none. So the
 * order is known within a class, and not between the classes.
 */
final class Keras3Layout {
  private static final String VARIABLES = "vars";
  private static final String LAYERS = "layers";

  /** The same in the first versions, by the name of a list that models had. */
  private static final String EARLY_LAYERS = "_layer_checkpoint_dependencies";

  /** State that is not a layer's weights. */
  private static final Set<String> NO_LAYERS =
      Set.of("optimizer", "seed_generator", "metrics", "compile_metrics", "loss_tracker");

  private static final Pattern NUMBERED = Pattern.compile("(.*?)_?(\\d*)");

  /** Models are nested a few levels deep; only a damaged or hostile file goes on for ever. */
  private static final int DEEPEST = 32;

  private static final int MOST_GROUPS = 100_000;

  private final Hdf5File file;
  private int groups;

  private Keras3Layout(Hdf5File file) {
    this.file = file;
  }

  /** Whether the file is of this layout. */
  static boolean in(Group root) {
    Map<String, Node> children = root.getChildren();
    return children.containsKey(LAYERS)
        || children.containsKey(EARLY_LAYERS)
        || children.get(VARIABLES) instanceof Group;
  }

  /** The model. */
  static StoredModel read(Hdf5File file, Group root) {
    List<StoredModel> models = new ArrayList<>();
    List<StoredLayer> layers = new ArrayList<>();
    new Keras3Layout(file).visit("model", root, layers, models, 0);
    if (layers.isEmpty()) {
      throw new ProblemException(Problem.at(file.path(), "no layer in this file has weights"));
    }
    // A file without the group of layers is a model even so.
    return models.size() == 1 ? models.get(0) : new StoredModel("model", layers, models);
  }

  private void visit(
      String key, Group group, List<StoredLayer> layers, List<StoredModel> models, int depth) {
    if (depth > DEEPEST || ++groups > MOST_GROUPS) {
      throw new IllegalStateException("its groups are nested without end");
    }
    List<StoredLayer> own = new ArrayList<>();
    List<StoredModel> nested = new ArrayList<>();
    String name = key;
    boolean model = false;
    for (Group member : members(group)) {
      if (member.getName().equals(VARIABLES)) {
        name = name(member, key);
        List<StoredTensor> tensors = tensors(member);
        if (!tensors.isEmpty()) {
          own.add(StoredLayer.ofKind(name, key, tensors));
        }
      } else if (isListOfLayers(member)) {
        model = true;
        for (Group layer : members(member)) {
          visit(layer.getName(), layer, own, nested, depth + 1);
        }
      } else {
        visit(member.getName(), member, own, nested, depth + 1);
      }
    }
    layers.addAll(own);
    if (model) {
      models.add(new StoredModel(name, own, nested));
    } else {
      models.addAll(nested);
    }
  }

  private static boolean isListOfLayers(Group group) {
    return group.getName().equals(LAYERS) || group.getName().equals(EARLY_LAYERS);
  }

  /** The groups in a group, in the order of their classes' numbers: a listing has 10 before 2. */
  private static List<Group> members(Group group) {
    List<Group> members = new ArrayList<>();
    for (Node member : group.getChildren().values()) {
      if (!NO_LAYERS.contains(member.getName())
          && Hdf5File.requireOwn(member) instanceof Group child) {
        members.add(child);
      }
    }
    members.sort(Comparator.comparing(Node::getName, Keras3Layout::compareNumbered));
    return members;
  }

  private static int compareNumbered(String a, String b) {
    Matcher first = matched(a);
    Matcher second = matched(b);
    int names = first.group(1).compareTo(second.group(1));
    if (names != 0) {
      return names;
    }
    String one = first.group(2);
    String other = second.group(2);
    return one.length() != other.length()
        ? Integer.compare(one.length(), other.length())
        : one.compareTo(other);
  }

  private static Matcher matched(String name) {
    Matcher matcher = NUMBERED.matcher(name);
    if (!matcher.matches()) {
      throw new IllegalStateException("a group has the name '" + name + "'");
    }
    return matcher;
  }

  private List<StoredTensor> tensors(Group variables) {
    Map<String, Node> numbered = variables.getChildren();
    List<StoredTensor> tensors = new ArrayList<>();
    for (int number = 0; numbered.containsKey(Integer.toString(number)); number++) {
      Node node = numbered.get(Integer.toString(number));
      tensors.add(file.tensor(node.getName(), Hdf5File.requireOwn(node)));
    }
    return tensors;
  }

  private static String name(Group variables, String otherwise) {
    Attribute attribute = variables.getAttributes().get("name");
    return attribute != null && attribute.getData() instanceof String name ? name : otherwise;
  }
}
