package dev.graft.api.imported;

import dev.graft.api.Evolving;
import dev.graft.api.Sha256;
import dev.graft.api.plugin.Setting;
import dev.graft.api.problem.FileProblem;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of an imported network: where they lie, and what is in them. Two are equal if their
 * content is, wherever they lie: a run's own copy is the network that it was made of.
 *
 * @param folder the folder that {@link ImportedFile#name} begins at
 * @param content the files, at least one
 * @since 0.1
 */
@Evolving
public record ImportedFiles(
    @Setting(value = "The folder they lie in.", example = "imported") String folder,
    @Setting(value = "The files.") List<ImportedFile> content) {
  /** Copies the list. */
  public ImportedFiles {
    content = List.copyOf(content);
    if (content.isEmpty()) {
      throw new IllegalArgumentException("an imported network has at least one file");
    }
  }

  /**
   * Files as they are now.
   *
   * @param folder the folder they lie in
   * @param names paths below it, with {@code /} between their parts
   * @throws ProblemException if one cannot be read
   */
  public static ImportedFiles of(Path folder, List<String> names) {
    List<ImportedFile> content = new ArrayList<>();
    for (String name : names) {
      Path file = folder.resolve(name);
      try {
        content.add(new ImportedFile(name, Files.size(file), Sha256.of(file)));
      } catch (IOException e) {
        throw FileProblem.reading(file, "", e);
      }
    }
    return new ImportedFiles(folder.toString(), content);
  }

  /** The same files in another folder. */
  public ImportedFiles in(String other) {
    return new ImportedFiles(other, content);
  }

  /** Where a file lies. */
  public Path path(ImportedFile file) {
    return Path.of(folder).resolve(file.name());
  }

  /**
   * The content of a file, which is still what it was.
   *
   * @throws ProblemException if it cannot be read, or is another by now
   */
  public byte[] read(ImportedFile file) {
    Path path = path(file);
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(path);
    } catch (IOException e) {
      throw FileProblem.reading(path, "", e);
    }
    require(file, new Sha256().add(bytes).hex());
    return bytes;
  }

  /**
   * Checks that all files are what they were.
   *
   * @throws ProblemException if one cannot be read, or is another by now
   */
  public void verify() {
    for (ImportedFile file : content) {
      Path path = path(file);
      try {
        require(file, Sha256.of(path));
      } catch (IOException e) {
        throw FileProblem.reading(path, "", e);
      }
    }
  }

  private void require(ImportedFile file, String sha256) {
    if (!file.sha256().equals(sha256)) {
      throw new ProblemException(
          Problem.at(path(file).toString(), "has SHA-256 " + sha256)
              .expecting(file.sha256())
              .withRemedy("it was changed or damaged: put the right file there"));
    }
  }

  /**
   * Copies all files.
   *
   * @param other a folder that is not there yet
   * @throws ProblemException if one is no longer what it was
   */
  public void copyTo(Path other) throws IOException {
    for (ImportedFile file : content) {
      Path target = other.resolve(file.name());
      Files.createDirectories(target.toAbsolutePath().getParent());
      Files.copy(path(file), target);
    }
    in(other.toString()).verify();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ImportedFiles files && content.equals(files.content);
  }

  @Override
  public int hashCode() {
    return content.hashCode();
  }

  /** The files' names with the beginnings of their hashes. */
  @Override
  public String toString() {
    return String.join(
        ", ",
        content.stream()
            .map(file -> "%s (SHA-256 %s…)".formatted(file.name(), file.sha256().substring(0, 12)))
            .toList());
  }
}
