package dev.graft.api.architecture;

import dev.graft.api.Evolving;
import dev.graft.api.layer.Padding;
import dev.graft.api.layers.ZeroPaddable;
import dev.graft.api.layers.ZeroPadding2D;
import dev.graft.api.ops.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Folds zeros around an image into the convolutions that take it, where they are what {@link
 * Padding#SAME} would add, as before the strided convolutions of Keras's MobileNets: the same
 * numbers, without a padded copy of the image. Parameters keep their names.
 *
 * @since 0.1
 */
@Evolving
public final class PaddingFolding {
  private PaddingFolding() {}

  /** Folds what can be folded. */
  public static Architecture fold(Architecture architecture) {
    Map<String, Node> folded = new HashMap<>();
    for (Node node : architecture.nodes()) {
      if (node.layer() instanceof ZeroPadding2D && foldable(node, architecture)) {
        folded.put(node.name(), node);
      }
    }
    Architecture.Builder builder = Architecture.builder(architecture.name(), architecture.input());
    for (Node node : architecture.nodes()) {
      Node padding = node.inputs().size() == 1 ? folded.get(node.inputs().get(0)) : null;
      if (padding != null) {
        builder.add(node.name(), ((ZeroPaddable) node.layer()).same(), padding.inputs());
      } else if (!folded.containsKey(node.name())) {
        builder.add(node, node.inputs());
      }
    }
    return builder.build(architecture.output());
  }

  private static boolean foldable(Node padding, Architecture architecture) {
    List<Node> users =
        architecture.nodes().stream()
            .filter(node -> node.inputs().contains(padding.name()))
            .toList();
    return !users.isEmpty()
        && !architecture.output().equals(padding.name())
        && users.stream().allMatch(user -> isSame(padding, user));
  }

  private static boolean isSame(Node padding, Node user) {
    if (!(user.layer() instanceof ZeroPaddable layer) || layer.padding() != Padding.VALID) {
      return false;
    }
    ZeroPadding2D zeros = (ZeroPadding2D) padding.layer();
    Window same =
        Padding.SAME.window(layer.kernelSize(), layer.strides(), padding.inputShapes().get(0));
    return same.top() == zeros.top()
        && same.bottom() == zeros.bottom()
        && same.left() == zeros.left()
        && same.right() == zeros.right();
  }
}
