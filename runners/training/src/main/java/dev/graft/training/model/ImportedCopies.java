package dev.graft.training.model;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.api.imported.ImportedLayer;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * A model's own copies of the files of imported networks, so that it can be used without those that
 * it was made of: {@code imported/LAYER/…}. {@code architecture.json} has their hashes.
 */
final class ImportedCopies {
  private static final String FOLDER = "imported";

  private ImportedCopies() {}

  /**
   * Copies the files.
   *
   * @param model the model's folder
   * @return the network whose imported layers say where the copies are, from the model's folder on
   * @throws ProblemException if a file is not what it was when it was imported
   */
  static Architecture write(Architecture network, Path model) throws IOException {
    for (Node node : network.nodes()) {
      if (node.layer() instanceof ImportedLayer layer) {
        layer.files().copyTo(model.resolve(place(node)));
      }
    }
    return changed(network, ImportedCopies::place);
  }

  /**
   * Checks the copies.
   *
   * @return the network whose imported layers are read from them
   * @throws ProblemException if one is not there, or is not what was saved
   */
  static Architecture read(Architecture network, Path model) {
    for (Node node : network.nodes()) {
      if (node.layer() instanceof ImportedLayer layer
          && !layer.files().folder().equals(place(node))) {
        throw new ProblemException(
            Problem.at(
                    model.resolve(ModelFolder.ARCHITECTURE).toString(),
                    "its files are said to be in '%s'".formatted(layer.files().folder()))
                .withSubject("layer '" + node.name() + "'")
                .expecting(place(node)));
      }
    }
    Architecture own =
        changed(network, node -> model.resolve(place(node)).toAbsolutePath().toString());
    for (Node node : own.nodes()) {
      if (node.layer() instanceof ImportedLayer layer) {
        layer.files().verify();
      }
    }
    return own;
  }

  /** Where a layer's files are, from the model's folder on. */
  private static String place(Node node) {
    if (!node.name().matches("[A-Za-z0-9_-][A-Za-z0-9_.-]*")) {
      throw new IllegalArgumentException("'" + node.name() + "' is no name for a folder");
    }
    return FOLDER + "/" + node.name();
  }

  private static Architecture changed(Architecture network, Function<Node, String> places) {
    if (network.nodes().stream().noneMatch(node -> node.layer() instanceof ImportedLayer)) {
      return network;
    }
    Architecture.Builder builder = Architecture.builder(network.name(), network.input());
    for (Node node : network.nodes()) {
      builder.add(
          node.name(),
          node.layer() instanceof ImportedLayer layer
              ? layer.withFiles(layer.files().in(places.apply(node)))
              : node.layer(),
          node.inputs());
    }
    return builder.build(network.output());
  }
}
