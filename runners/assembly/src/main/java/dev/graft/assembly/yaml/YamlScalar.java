package dev.graft.assembly.yaml;

/**
 * A single value, typed as YAML 1.2 (JSON schema) does: {@code no} is text.
 *
 * @param location where it begins
 * @param text the value as written, without quotes
 * @param type what it is
 */
public record YamlScalar(Location location, String text, Type type) implements YamlNode {
  private static final int SHOWN = 60;

  /** What a scalar is. */
  public enum Type {
    /** Text, quoted or not. */
    TEXT,
    /** A whole number. */
    INTEGER,
    /** A number with a point or an exponent, or {@code .inf}, {@code .nan}. */
    DECIMAL,
    /** {@code true} or {@code false}. */
    BOOLEAN,
    /** Nothing, or {@code null}. */
    EMPTY
  }

  /** Whether it is of a type. */
  public boolean is(Type wanted) {
    return type == wanted;
  }

  @Override
  public String describe() {
    String shown = shown(text);
    return switch (type) {
      case TEXT -> "text '" + shown + "'";
      case INTEGER, DECIMAL -> "the number " + shown;
      case BOOLEAN -> text;
      case EMPTY -> "nothing";
    };
  }

  /** A text of the file as a message shows it: on one line, and not all of one that is long. */
  public static String shown(String text) {
    boolean cut = text.codePointCount(0, text.length()) > SHOWN;
    StringBuilder shown = new StringBuilder();
    (cut ? text.substring(0, text.offsetByCodePoints(0, SHOWN)) : text)
        .codePoints()
        .forEach(character -> append(shown, character));
    return cut ? shown.append('…').toString() : shown.toString();
  }

  /** Whether a character shows in a message, and does nothing else to a terminal. */
  static boolean isSeen(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> character == ' ';
      default -> true;
    };
  }

  private static void append(StringBuilder shown, int character) {
    if (character == '\n') {
      shown.append("\\n");
    } else if (character == '\t') {
      shown.append("\\t");
    } else if (!isSeen(character)) {
      shown.append("\\u{%x}".formatted(character));
    } else {
      shown.appendCodePoint(character);
    }
  }
}
