package dev.graft.assembly.binding;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something published, by its name, or a file: {@code imagenet} or {@code weights/mine.h5}. A word
 * of lower-case letters, digits and underscores is a name, unless there is such a file.
 *
 * @param name the name; empty if it is a file
 * @param file the file; empty if it is a name
 */
public record NamedOrFile(Optional<String> name, Optional<Path> file) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  /** What is published under a name. */
  static NamedOrFile named(String name) {
    return new NamedOrFile(Optional.of(name), Optional.empty());
  }

  /** A file. */
  static NamedOrFile at(Path file) {
    return new NamedOrFile(Optional.empty(), Optional.of(file));
  }

  /** Whether a text can be a name. */
  static boolean canBeName(String text) {
    return NAME.matcher(text).matches();
  }
}
