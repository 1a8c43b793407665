package dev.graft.api.weights;

import dev.graft.api.Evolving;
import dev.graft.api.Shape;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.util.function.Supplier;

/**
 * A tensor in a weights file, read when it is asked for.
 *
 * @param name its name as the file has it
 * @param shape its shape in the file's own layout
 * @param values reads its values, row-major; while the file is open
 * @since 0.1
 */
@Evolving
public record StoredTensor(String name, Shape shape, Supplier<float[]> values) {
  /**
   * Reads the values as weights: one that is not a number would make every output one that is not.
   *
   * @param file the file's path, for the message
   * @throws ProblemException if one is not finite
   */
  public float[] finiteValues(String file, String subject) {
    float[] read = values.get();
    for (float value : read) {
      if (!Float.isFinite(value)) {
        throw new ProblemException(
            Problem.at(file, "found the value " + value)
                .withSubject(subject)
                .expecting("numbers")
                .withRemedy("the file is damaged, or its network diverged in training"));
      }
    }
    return read;
  }
}
