package dev.graft.training.data;

import dev.graft.api.Labels;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.problem.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A folder with one sub-folder of pictures for each class, to judge a finished model by. */
public final class LabelledFolder {
  /**
   * A picture and what it is.
   *
   * @param file the picture
   * @param label index of its class among the model's
   */
  public record LabelledPicture(Path file, int label) {}

  private LabelledFolder() {}

  /**
   * Lists the pictures, sorted within each class; opens none. Not every class need be there, and
   * one is enough.
   *
   * @param folder the folder
   * @param labels the model's classes
   * @throws ProblemException if there is no such folder, it has no pictures, or a class that the
   *     model does not know
   */
  public static List<LabelledPicture> pictures(Path folder, Labels labels) {
    Map<String, List<Path>> classes = ClassFolders.in(folder.toAbsolutePath().normalize());
    List<LabelledPicture> pictures = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    classes.forEach(
        (name, files) -> {
          int label = labels.indexOf(name);
          if (label < 0) {
            problems.add(
                Problem.at(folder.resolve(name).toString(), "the model has no class '" + name + "'")
                    .expecting("one of: " + labels)
                    .withRemedy(Suggestion.forName(name, labels.names())));
          }
          files.stream().sorted().forEach(file -> pictures.add(new LabelledPicture(file, label)));
        });
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return pictures;
  }
}
