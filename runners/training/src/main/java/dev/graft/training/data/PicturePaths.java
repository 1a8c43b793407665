package dev.graft.training.data;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The pictures that a user names, as files or as folders of them. */
public final class PicturePaths {
  private PicturePaths() {}

  /**
   * The files named, and those below the folders named, sorted within each folder.
   *
   * @param named files and folders
   * @return files; one that was named itself is among them whatever it is, and even if it is not
   *     there; of a folder those whose name ends as a picture's does, readable by Graft or not
   * @throws ProblemException if a folder has no pictures, or cannot be listed
   */
  public static List<Path> of(List<Path> named) {
    List<Path> files = new ArrayList<>();
    for (Path path : named) {
      if (!Files.isDirectory(path)) {
        files.add(path);
        continue;
      }
      List<Path> below = ClassFolders.picturesBelow(path);
      if (below.isEmpty()) {
        throw new ProblemException(
            Problem.at(path.toString(), "has no pictures")
                .expecting("files ending in jpg, jpeg, png, gif or bmp, at any depth"));
      }
      files.addAll(below);
    }
    return files;
  }
}
