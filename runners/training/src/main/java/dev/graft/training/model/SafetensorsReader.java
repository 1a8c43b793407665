package dev.graft.training.model;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.problem.FileProblem;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.LeftAside;
import dev.graft.api.weights.Weights;
import dev.graft.api.weights.WeightsReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Reads the weights of a network from a safetensors file that names its tensors {@code
 * layer/parameter}, as a model that Graft saved does. What the file holds beyond the network, such
 * as a head, is left aside, which a note tells.
 */
public final class SafetensorsReader implements WeightsReader {
  private static final int BEGINNING = Long.BYTES + 1;

  /** Makes a reader. */
  public SafetensorsReader() {}

  @Override
  public String format() {
    return "safetensors";
  }

  @Override
  public boolean reads(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".safetensors") || beginsAsSafetensors(file);
  }

  /** The header's length in eight little-endian bytes, below 4 GiB, then the header's brace. */
  private static boolean beginsAsSafetensors(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] beginning = in.readNBytes(BEGINNING);
      return beginning.length == BEGINNING
          && beginning[4] == 0
          && beginning[5] == 0
          && beginning[6] == 0
          && beginning[7] == 0
          && beginning[8] == '{';
    } catch (IOException e) {
      throw FileProblem.reading(file, "weights", e);
    }
  }

  @Override
  public Weights read(Path file, Architecture architecture, Consumer<String> notes) {
    Weights all = SafetensorsFile.read(file).weights();
    Weights some = all.only(architecture);
    if (some.tensors().isEmpty() && architecture.parameterCount() > 0) {
      String found =
          all.tensors().keySet().stream()
              .limit(3)
              .reduce((a, b) -> a + ", " + b)
              .map(names -> all.tensors().size() + " tensors, named " + names)
              .orElse("no tensors");
      throw new ProblemException(
          Problem.at(file.toString(), "has no weights of network '" + architecture.name() + "'")
              .expecting("tensors named layer/parameter; found " + found)
              .withRemedy("give the weights of a model that Graft saved with the same backbone"));
    }
    some.requireFor(architecture, file.toString());
    LeftAside.tell(file, layersBeside(architecture, all), architecture, notes);
    return some;
  }

  private static List<String> layersBeside(Architecture architecture, Weights all) {
    return all.tensors().keySet().stream()
        .map(key -> key.contains("/") ? key.substring(0, key.lastIndexOf('/')) : key)
        .distinct()
        .filter(layer -> !architecture.contains(layer))
        .toList();
  }
}
