package dev.graft.assembly.components;

import java.util.Locale;

/** How the kinds of components are called in messages and lists. */
public final class ComponentKind {
  private ComponentKind() {}

  /**
   * The kind's name for people: the interface's name as words, such as {@code weights reader}.
   *
   * @param kind an extension point, such as {@code Backbone.class}
   */
  public static String name(Class<?> kind) {
    return kind.getSimpleName().replaceAll("([a-z0-9])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
  }

  /** The kind's name with its article: {@code an optimizer}. */
  public static String withArticle(Class<?> kind) {
    String name = name(kind);
    return ("aeiou".indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
  }

  /** Names as a choice: {@code one of: a, b}, or {@code 'a'} if there is only one. */
  public static String list(java.util.List<String> names) {
    return names.size() == 1 ? "'" + names.get(0) + "'" : "one of: " + String.join(", ", names);
  }
}
