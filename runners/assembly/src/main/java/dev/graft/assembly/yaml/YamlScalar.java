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
    String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    return switch (type) {
      case TEXT -> "text '" + shown.replace("\n", "\\n") + "'";
      case INTEGER, DECIMAL -> "the number " + shown;
      case BOOLEAN -> text;
      case EMPTY -> "nothing";
    };
  }
}
