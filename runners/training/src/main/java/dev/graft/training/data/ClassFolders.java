package dev.graft.training.data;

import dev.graft.api.problem.FileProblem;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds the pictures of a folder that has one sub-folder for each class. A picture is a file ending
 * in {@code jpg}, {@code jpeg}, {@code png}, {@code gif} or {@code bmp}, in any case, at any depth
 * below its class's folder; symbolic links are followed. Files and folders whose name begins with a
 * dot, and files that are no pictures, are passed over. Pictures in a format that Graft does not
 * read are a problem, not passed over: the user believes them to be learnt from.
 */
final class ClassFolders {
  private static final Set<String> READABLE = Set.of("jpg", "jpeg", "png", "gif", "bmp");
  private static final Set<String> UNREADABLE =
      Set.of("webp", "tif", "tiff", "heic", "heif", "avif", "jxl", "jp2", "svg", "psd");
  private static final Set<String> HALVES =
      Set.of("train", "training", "val", "valid", "validation", "test");

  private ClassFolders() {}

  /**
   * Lists the pictures of each class; opens none.
   *
   * @param folder an absolute path
   * @return by class name, sorted; each with at least one picture, in no particular order
   * @throws ProblemException if there is no such folder, it has no classes, or a class has no
   *     pictures or some that Graft does not read
   */
  static Map<String, List<Path>> in(Path folder) {
    Folders.require(folder, "a folder with one sub-folder of pictures for each class");
    List<Path> children = Folders.list(folder);
    List<Path> classFolders = children.stream().filter(Files::isDirectory).toList();
    if (classFolders.isEmpty()) {
      throw new ProblemException(noClasses(folder, children));
    }
    Map<String, List<Path>> classes = new TreeMap<>();
    List<Problem> problems = new ArrayList<>();
    boolean foreign = false;
    for (Path classFolder : classFolders) {
      List<Path> files = files(classFolder);
      List<Path> pictures = files.stream().filter(f -> READABLE.contains(extension(f))).toList();
      List<Path> others = files.stream().filter(f -> UNREADABLE.contains(extension(f))).toList();
      if (!others.isEmpty()) {
        foreign = true;
        problems.add(unreadable(classFolder, others));
      } else if (pictures.isEmpty()) {
        problems.add(
            Problem.at(classFolder.toString(), "has no pictures")
                .expecting("files ending in jpg, jpeg, png, gif or bmp")
                .withRemedy("every sub-folder is a class: add pictures, or remove the folder"));
      }
      classes.put(classFolder.getFileName().toString(), pictures);
    }
    if (HALVES.containsAll(lowerCase(classes.keySet())) && holdFolders(classFolders)) {
      throw new ProblemException(separateHalves(folder, classes.keySet()));
    }
    if (classFolders.size() > 1 && problems.size() == classFolders.size() && !foreign) {
      throw new ProblemException(noPictures(folder, classFolders.size()));
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return classes;
  }

  private static Problem noClasses(Path folder, List<Path> children) {
    long pictures = children.stream().filter(f -> READABLE.contains(extension(f))).count();
    String what =
        pictures == 0
            ? "has neither class folders nor pictures"
            : "has " + pictures + " pictures, but no class folders";
    return Problem.at(folder.toString(), what)
        .expecting("one sub-folder of pictures for each class")
        .withRemedy("make a folder for each class and put its pictures there");
  }

  private static Problem noPictures(Path folder, int subFolders) {
    return Problem.at(
            folder.toString(), "has no pictures in any of its " + subFolders + " sub-folders")
        .expecting("files ending in jpg, jpeg, png, gif or bmp")
        .withRemedy("put the pictures of each class into a sub-folder of its own");
  }

  private static Problem unreadable(Path classFolder, List<Path> others) {
    Path first = others.stream().sorted().findFirst().orElseThrow();
    return Problem.at(
            classFolder.toString(),
            "has %d %s Graft does not read, such as %s"
                .formatted(
                    others.size(),
                    others.size() == 1 ? "picture that" : "pictures that",
                    classFolder.relativize(first)))
        .expecting("files ending in jpg, jpeg, png, gif or bmp")
        .withRemedy("convert them to JPEG or PNG, or remove them");
  }

  private static Problem separateHalves(Path folder, Set<String> names) {
    return Problem.at(
            folder.toString(),
            "its sub-folders are %s, which hold the classes' folders"
                .formatted(String.join(", ", names)))
        .expecting("one sub-folder of pictures for each class")
        .withRemedy("name the folder to learn from as path and the other as validation_path");
  }

  private static boolean holdFolders(List<Path> folders) {
    return folders.stream().allMatch(f -> Folders.list(f).stream().anyMatch(Files::isDirectory));
  }

  private static List<String> lowerCase(Set<String> names) {
    return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }

  /** The pictures below a folder, sorted: those that Graft reads, and those it does not. */
  static List<Path> picturesBelow(Path folder) {
    return files(folder).stream()
        .filter(f -> READABLE.contains(extension(f)) || UNREADABLE.contains(extension(f)))
        .sorted()
        .toList();
  }

  /** All files below a folder, less what is hidden. */
  private static List<Path> files(Path folder) {
    try (Stream<Path> tree = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return tree.filter(file -> !hasHiddenPart(folder.relativize(file)))
          .filter(Files::isRegularFile)
          .toList();
    } catch (IOException e) {
      throw FileProblem.listing(folder, e);
    } catch (UncheckedIOException e) {
      throw FileProblem.listing(folder, e.getCause());
    }
  }

  private static boolean hasHiddenPart(Path relative) {
    for (Path part : relative) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  private static String extension(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
