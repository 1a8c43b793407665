package dev.graft.assembly.components;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

/**
 * The packages that a jar has classes in, which tell a class of the jar's own from one of a
 * library.
 *
 * @param names the packages, such as {@code org.example.gemnet}
 */
record JarPackages(Set<String> names) {
  private static final String CLASS = ".class";

  /** Of a jar; none if it cannot be read. */
  static JarPackages of(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      return new JarPackages(
          file.stream()
              .map(entry -> entry.getName())
              .filter(name -> name.endsWith(CLASS) && !name.startsWith("META-INF/"))
              .map(
                  name ->
                      packageOf(
                          name.replace('/', '.').substring(0, name.length() - CLASS.length())))
              .collect(Collectors.toUnmodifiableSet()));
    } catch (IOException | SecurityException e) {
      return new JarPackages(Set.of());
    }
  }

  /**
   * Whether a class that is missing is one of the jar's own: its package is one of the jar's, or
   * above or below one. {@code org} or {@code com} alone says nothing of those below it.
   *
   * @param type the class's full name
   */
  boolean wouldHave(String type) {
    String missing = packageOf(type);
    return names.stream()
        .anyMatch(own -> own.equals(missing) || isBelow(own, missing) || isBelow(missing, own));
  }

  private static boolean isBelow(String name, String above) {
    return above.contains(".") && name.startsWith(above + ".");
  }

  private static String packageOf(String type) {
    return type.substring(0, Math.max(0, type.lastIndexOf('.')));
  }
}
