package dev.graft.testkit;

import dev.graft.api.plugin.Setting;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The types of settings that Graft reads from experiment files, as {@link Setting} lists them. */
final class SettingTypes {
  private static final Set<Class<?>> INTEGERS =
      Set.of(
          int.class, Integer.class, long.class, Long.class, OptionalInt.class, OptionalLong.class);
  private static final Set<Class<?>> FRACTIONS =
      Set.of(double.class, Double.class, OptionalDouble.class);
  private static final Set<Class<?>> OTHERS =
      Set.of(boolean.class, Boolean.class, String.class, Path.class);

  /** As YAML has it in a line, without quotes and nothing inside of items. */
  private static final Pattern PLAIN_LIST = Pattern.compile("\\[([^\\[\\]{}\"'#:]*)]");

  private SettingTypes() {}

  /** Why a type is none, as the end of a sentence that begins with the setting. */
  static Optional<String> problem(Type type) {
    if (type instanceof ParameterizedType generic) {
      Class<?> raw = (Class<?>) generic.getRawType();
      return raw == List.class || raw == Optional.class
          ? problem(generic.getActualTypeArguments()[0])
          : Optional.of(" is " + type.getTypeName() + ", which no file can give");
    }
    Class<?> plain = type instanceof Class<?> found ? found : Object.class;
    boolean known =
        INTEGERS.contains(plain)
            || FRACTIONS.contains(plain)
            || OTHERS.contains(plain)
            || plain.isEnum()
            || plain.isRecord()
            || (plain.isInterface() && plain.getName().startsWith("dev.graft.api."));
    return known
        ? Optional.empty()
        : Optional.of(" is " + type.getTypeName() + ", which no file can give");
  }

  static boolean isOptional(Type type) {
    return type == OptionalInt.class
        || type == OptionalLong.class
        || type == OptionalDouble.class
        || (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class);
  }

  /** Whether it is a number, an optional one, or a list of numbers. */
  static boolean isNumber(Type type) {
    Type inner = type;
    while (inner instanceof ParameterizedType generic) {
      inner = generic.getActualTypeArguments()[0];
    }
    return INTEGERS.contains(inner) || FRACTIONS.contains(inner);
  }

  /**
   * Why a text is no value of a type, as the end of a sentence. Texts of records and components are
   * left to Graft's own reader.
   */
  static Optional<String> refusal(Type type, Setting setting, String text) {
    Type inner = plain(type);
    if (inner instanceof Class<?> plain && isScalar(plain)) {
      Optional<Object> value = parse(plain, text);
      if (value.isEmpty()) {
        return Optional.of("is no " + plain.getSimpleName());
      }
      if (value.get() instanceof Number number && !within(setting, number.doubleValue())) {
        return Optional.of("is outside the range that min and max give");
      }
    } else if (isList(inner)) {
      return items(text).orElse(List.of()).stream()
          .flatMap(item -> refusal(element(inner), setting, item).stream())
          .findFirst();
    }
    return Optional.empty();
  }

  /** A value to try a record with. */
  static Optional<Object> sample(Type type, Setting setting) {
    if (setting == null) {
      return Optional.empty();
    }
    if (setting.defaultValue().isEmpty() && isOptional(type)) {
      return Optional.of(left(type));
    }
    String text = setting.defaultValue().isEmpty() ? setting.example() : setting.defaultValue();
    return text.isEmpty() || isOptional(type) ? Optional.empty() : value(type, text);
  }

  /** A plain value, or a list of them. */
  private static Optional<Object> value(Type type, String text) {
    if (isList(type)) {
      return items(text).flatMap(items -> list(element(type), items));
    }
    return type instanceof Class<?> plain && isScalar(plain)
        ? parse(plain, text)
        : Optional.empty();
  }

  private static Optional<Object> list(Type element, List<String> items) {
    List<Object> values = items.stream().flatMap(item -> value(element, item).stream()).toList();
    return values.size() == items.size() ? Optional.of(values) : Optional.empty();
  }

  /** The items of a list of plain values; empty if the text is another one. */
  private static Optional<List<String>> items(String text) {
    Matcher list = PLAIN_LIST.matcher(text);
    if (!list.matches()) {
      return Optional.empty();
    }
    String inside = list.group(1).strip();
    return Optional.of(
        inside.isEmpty()
            ? List.of()
            : Arrays.stream(inside.split(",")).map(String::strip).toList());
  }

  private static boolean isList(Type type) {
    return type instanceof ParameterizedType generic && generic.getRawType() == List.class;
  }

  private static Type element(Type list) {
    return ((ParameterizedType) list).getActualTypeArguments()[0];
  }

  private static Object left(Type type) {
    if (type == OptionalInt.class) {
      return OptionalInt.empty();
    }
    if (type == OptionalLong.class) {
      return OptionalLong.empty();
    }
    return type == OptionalDouble.class ? OptionalDouble.empty() : Optional.empty();
  }

  /** The type inside an optional, or the type itself. */
  private static Type plain(Type type) {
    return type instanceof ParameterizedType generic && generic.getRawType() == Optional.class
        ? generic.getActualTypeArguments()[0]
        : type;
  }

  private static boolean isScalar(Class<?> type) {
    return INTEGERS.contains(type)
        || FRACTIONS.contains(type)
        || OTHERS.contains(type)
        || type.isEnum();
  }

  private static Optional<Object> parse(Class<?> type, String text) {
    try {
      if (type == int.class || type == Integer.class || type == OptionalInt.class) {
        return Optional.of(Integer.valueOf(text));
      }
      if (INTEGERS.contains(type)) {
        return Optional.of(Long.valueOf(text));
      }
      if (FRACTIONS.contains(type)) {
        return Optional.of(Double.valueOf(text));
      }
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
    if (type == boolean.class || type == Boolean.class) {
      return text.equals("true") || text.equals("false")
          ? Optional.of(Boolean.valueOf(text))
          : Optional.empty();
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .filter(one -> ((Enum<?>) one).name().toLowerCase(Locale.ROOT).equals(text))
          .findFirst()
          .map(one -> one);
    }
    return Optional.of(type == Path.class ? Path.of(text) : text);
  }

  private static boolean within(Setting setting, double number) {
    boolean above = setting.minExclusive() ? number > setting.min() : number >= setting.min();
    boolean below = setting.maxExclusive() ? number < setting.max() : number <= setting.max();
    return above && below;
  }
}
