package dev.graft.training.model;

import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a safetensors file holds, all of it.
 *
 * @param weights the tensors by name, in the order of their places
 * @param metadata words about them, by name
 */
public record SafetensorsFile(Weights weights, Map<String, String> metadata) {
  /** Copies the map. */
  public SafetensorsFile {
    metadata = Map.copyOf(metadata);
  }

  /**
   * Reads a file of floating-point numbers.
   *
   * @throws ProblemException if there is none, it is damaged or cut short, or it has values of
   *     another type
   */
  public static SafetensorsFile read(Path file) {
    try (OpenSafetensors opened = OpenSafetensors.open(file)) {
      Map<String, FloatTensor> tensors = new LinkedHashMap<>();
      opened
          .tensors()
          .forEach(
              (name, tensor) ->
                  tensors.put(name, new FloatTensor(tensor.shape(), tensor.values().get())));
      return new SafetensorsFile(Weights.of(tensors), opened.metadata());
    }
  }
}
