package dev.graft.api.weights;

import dev.graft.api.Evolving;
import dev.graft.api.architecture.Architecture;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Layers of a weights file that a network does not have, such as a published classifier.
 *
 * @since 0.1
 */
@Evolving
public final class LeftAside {
  private static final int NAMED = 5;

  private LeftAside() {}

  /**
   * Tells of them in one line, if there are any.
   *
   * @param file the weights file
   * @param layers names of the layers with weights that are left aside, in the file's order
   * @param network the network that does not have them
   * @param notes gets the line
   */
  public static void tell(
      Path file, List<String> layers, Architecture network, Consumer<String> notes) {
    if (layers.isEmpty()) {
      return;
    }
    String names =
        layers.stream()
            .limit(NAMED)
            .map(name -> "'" + name + "'")
            .collect(Collectors.joining(", "));
    int more = layers.size() - NAMED;
    notes.accept(
        "%s: %s left aside, which network '%s' does not have: %s%s"
            .formatted(
                file,
                layers.size() == 1 ? "1 layer is" : layers.size() + " layers are",
                network.name(),
                names,
                more > 0 ? " and %d more".formatted(more) : ""));
  }
}
