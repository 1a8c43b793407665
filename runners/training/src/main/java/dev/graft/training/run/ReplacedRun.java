package dev.graft.training.run;

import dev.graft.api.problem.FileProblem;
import dev.graft.training.storage.WrittenAside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A finished run that a new one is to replace: set aside under another name until the new one has a
 * model of its own, and put back if it gets none. So an unreadable picture or a diverged loss never
 * costs the model that was there before.
 */
public final class ReplacedRun implements AutoCloseable {
  private static final String SUFFIX = ".replaced";

  private final RunFolder folder;
  private final Path aside;

  private ReplacedRun(RunFolder folder) {
    this.folder = folder;
    Path path = folder.path().toAbsolutePath();
    this.aside = path.resolveSibling(path.getFileName() + SUFFIX);
  }

  /**
   * Sets the run in a folder aside, if there is one. A run that was set aside by a training that
   * was killed is put back before.
   *
   * @throws dev.graft.api.problem.ProblemException if the folder holds other things than a run, or
   *     cannot be moved
   */
  public static ReplacedRun setAside(RunFolder folder) {
    ReplacedRun replaced = new ReplacedRun(folder);
    folder.check(true);
    replaced.close();
    if (folder.hasModel()) {
      replaced.move(folder.path(), replaced.aside);
    }
    return replaced;
  }

  /** Deletes the old run if there is a new one; puts it back otherwise. */
  @Override
  public void close() {
    if (!Files.isDirectory(aside)) {
      return;
    }
    try {
      if (folder.hasModel()) {
        WrittenAside.delete(aside);
        return;
      }
      folder.prepare(true);
      Files.delete(folder.path());
    } catch (IOException e) {
      throw FileProblem.writing(folder.path(), e);
    }
    move(aside, folder.path());
  }

  private void move(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw FileProblem.writing(to, e);
    }
  }
}
