package dev.graft.assembly.binding;

import dev.graft.api.architecture.Freeze;
import dev.graft.api.layer.HeightWidth;
import dev.graft.assembly.components.ComponentKind;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a setting takes, by its Java type. The binder, the descriptions and the JSON Schema all go
 * by this, so that what one of them takes, the others take.
 */
public sealed interface SettingForm {
  /** For people: {@code an integer}, {@code one of: valid, same}, … */
  String describe();

  /** Whether it is written as a single value. */
  default boolean isScalar() {
    return true;
  }

  /** Whether it may be left out without a default. */
  default boolean isOptional() {
    return false;
  }

  /**
   * A whole number.
   *
   * @param least smallest that its Java type holds
   * @param most largest
   */
  record WholeNumber(long least, long most) implements SettingForm {
    static final WholeNumber INT = new WholeNumber(Integer.MIN_VALUE, Integer.MAX_VALUE);
    static final WholeNumber LONG = new WholeNumber(Long.MIN_VALUE, Long.MAX_VALUE);

    /** The number as the setting's Java type has it. */
    Object value(long number) {
      return equals(INT) ? (Object) (int) number : (Object) number;
    }

    @Override
    public String describe() {
      return "an integer";
    }
  }

  /** A number, whole or not; finite. */
  record RealNumber() implements SettingForm {
    @Override
    public String describe() {
      return "a number";
    }
  }

  /** {@code true} or {@code false}. */
  record TruthValue() implements SettingForm {
    @Override
    public String describe() {
      return "true or false";
    }
  }

  /** Text; a number is taken as it is written. */
  record Text() implements SettingForm {
    @Override
    public String describe() {
      return "text";
    }
  }

  /** A path, relative to the file; not blank. */
  record FilePath() implements SettingForm {
    @Override
    public String describe() {
      return "a path";
    }
  }

  /** The name of something published, or a path: see {@link NamedOrFile}. */
  record NameOrPath() implements SettingForm {
    @Override
    public String describe() {
      return "a name or a path";
    }
  }

  /**
   * One of some words.
   *
   * @param constants an enum
   */
  record Choice(Class<?> constants) implements SettingForm {
    /** The words, in order. */
    public List<String> names() {
      return Arrays.stream(constants.getEnumConstants())
          .map(constant -> SettingName.of((Enum<?>) constant))
          .toList();
    }

    @Override
    public String describe() {
      return ComponentKind.list(names());
    }
  }

  /** One whole number for both, or a list of two; each at least 1. */
  record Sides() implements SettingForm {
    @Override
    public boolean isScalar() {
      return false;
    }

    @Override
    public String describe() {
      return "an integer or [height, width]";
    }
  }

  /** {@code all}, {@code none}, {@code {until: LAYER}} or {@code {layers: N}}. */
  record FrozenLayers() implements SettingForm {
    /** Nothing else is written as a word. */
    public static final List<String> WORDS = List.of("all", "none");

    /** The key beside the name of the last frozen layer. */
    public static final String UNTIL = "until";

    /** The key beside the number of frozen layers. */
    public static final String LAYERS = "layers";

    @Override
    public boolean isScalar() {
      return false;
    }

    @Override
    public String describe() {
      return "all, none, {until: LAYER} or {layers: N}";
    }
  }

  /**
   * A list; one mapping, or one path, stands for a list of it.
   *
   * @param items what each takes
   */
  record ListOf(SettingForm items) implements SettingForm {
    @Override
    public boolean isScalar() {
      return false;
    }

    @Override
    public String describe() {
      return "a list, each " + items.describe();
    }
  }

  /**
   * A mapping of settings.
   *
   * @param settings a record
   */
  record Mapping(Class<? extends Record> settings) implements SettingForm {
    @Override
    public boolean isScalar() {
      return false;
    }

    @Override
    public String describe() {
      return "a mapping";
    }
  }

  /**
   * A component, by name or as {@code {type: NAME, …settings}}.
   *
   * @param kind the extension point
   */
  record OfKind(Class<?> kind) implements SettingForm {
    @Override
    public boolean isScalar() {
      return false;
    }

    @Override
    public String describe() {
      return ComponentKind.withArticle(kind) + ": {type: NAME, …}";
    }
  }

  /**
   * A component whose mapping holds other settings too.
   *
   * @param settings a record, one component of which is the component: {@link FlatRecord#isFlat}
   */
  record OfKindAndMore(Class<? extends Record> settings) implements SettingForm {
    /** The extension point. */
    public Class<?> kind() {
      return FlatRecord.main(settings).getType();
    }

    /** The settings beside the component's own. */
    public List<RecordComponent> beside() {
      RecordComponent main = FlatRecord.main(settings);
      return FlatRecord.settings(settings)
          .filter(component -> !component.getName().equals(main.getName()))
          .toList();
    }

    @Override
    public boolean isScalar() {
      return false;
    }

    @Override
    public String describe() {
      return new OfKind(kind()).describe();
    }
  }

  /**
   * What may be left out.
   *
   * @param form what it is if it is there
   * @param type the Java type of the optional
   */
  record MayBeLeftOut(SettingForm form, Class<?> type) implements SettingForm {
    /** What says that a file is left out: {@code weights: none}. */
    public static final String NONE = "none";

    /** Whether {@link #NONE} says that it is left out. */
    public boolean takesNone() {
      return form instanceof FilePath || form instanceof NameOrPath;
    }

    @Override
    public boolean isScalar() {
      return form.isScalar();
    }

    @Override
    public boolean isOptional() {
      return true;
    }

    @Override
    public String describe() {
      return form.describe();
    }
  }

  /**
   * What a setting of a Java type takes.
   *
   * @throws IllegalStateException if a setting cannot be of that type, which is a bug of the plugin
   */
  static SettingForm of(Type type) {
    if (type == OptionalInt.class) {
      return new MayBeLeftOut(WholeNumber.INT, OptionalInt.class);
    }
    if (type == OptionalLong.class) {
      return new MayBeLeftOut(WholeNumber.LONG, OptionalLong.class);
    }
    if (type == OptionalDouble.class) {
      return new MayBeLeftOut(new RealNumber(), OptionalDouble.class);
    }
    if (type instanceof ParameterizedType generic) {
      SettingForm inner = of(generic.getActualTypeArguments()[0]);
      if (generic.getRawType() == Optional.class) {
        return new MayBeLeftOut(inner, Optional.class);
      }
      if (generic.getRawType() == List.class) {
        return new ListOf(inner);
      }
    }
    if (type instanceof Class<?> plain) {
      return of(plain);
    }
    throw new IllegalStateException("a setting cannot be of type " + type.getTypeName());
  }

  private static SettingForm of(Class<?> type) {
    if (type == int.class || type == Integer.class) {
      return WholeNumber.INT;
    }
    if (type == long.class || type == Long.class) {
      return WholeNumber.LONG;
    }
    if (type == double.class || type == Double.class) {
      return new RealNumber();
    }
    if (type == boolean.class || type == Boolean.class) {
      return new TruthValue();
    }
    if (type == String.class) {
      return new Text();
    }
    if (type == Path.class) {
      return new FilePath();
    }
    if (type == NamedOrFile.class) {
      return new NameOrPath();
    }
    if (type == HeightWidth.class) {
      return new Sides();
    }
    if (type == Freeze.class) {
      return new FrozenLayers();
    }
    if (type.isEnum()) {
      return new Choice(type);
    }
    if (type.isRecord()) {
      Class<? extends Record> settings = type.asSubclass(Record.class);
      return FlatRecord.isFlat(type) ? new OfKindAndMore(settings) : new Mapping(settings);
    }
    if (type.isInterface()) {
      return new OfKind(type);
    }
    throw new IllegalStateException("a setting cannot be of type " + type.getName());
  }
}
