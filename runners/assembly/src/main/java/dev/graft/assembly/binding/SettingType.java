package dev.graft.assembly.binding;

import dev.graft.api.architecture.Freeze;
import dev.graft.api.layer.HeightWidth;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.NamedLayer;
import dev.graft.assembly.components.ComponentKind;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What a setting takes, by its Java type, in words. */
public final class SettingType {
  private SettingType() {}

  /** What a setting of the type takes: {@code an integer}, {@code one of: valid, same}, … */
  public static String describe(Type type) {
    Type inner = withoutOptional(type);
    if (inner instanceof ParameterizedType list && list.getRawType() == List.class) {
      return "a list, each " + describe(list.getActualTypeArguments()[0]);
    }
    Class<?> plain = (Class<?>) inner;
    if (plain == int.class
        || plain == Integer.class
        || plain == long.class
        || plain == Long.class) {
      return "an integer";
    }
    if (plain == double.class || plain == Double.class) {
      return "a number";
    }
    if (plain == boolean.class || plain == Boolean.class) {
      return "true or false";
    }
    if (plain == String.class) {
      return "text";
    }
    if (plain == Path.class) {
      return "a path";
    }
    if (plain.isEnum()) {
      return ComponentKind.list(constants(plain));
    }
    if (plain == HeightWidth.class) {
      return "an integer or [height, width]";
    }
    if (plain == NamedOrFile.class) {
      return "a name or a path";
    }
    if (plain == Freeze.class) {
      return "all, none, {until: LAYER} or {layers: N}";
    }
    if (plain == NamedLayer.class) {
      return describe(Layer.class);
    }
    if (plain.isInterface()) {
      return ComponentKind.withArticle(plain) + ": {type: NAME, …}";
    }
    return "a mapping";
  }

  /** Whether a setting of the type may be left out. */
  public static boolean isOptional(Type type) {
    return type == OptionalInt.class
        || type == OptionalLong.class
        || type == OptionalDouble.class
        || (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class);
  }

  /** The type inside an optional, or the type itself. */
  static Type withoutOptional(Type type) {
    if (type == OptionalInt.class) {
      return int.class;
    }
    if (type == OptionalLong.class) {
      return long.class;
    }
    if (type == OptionalDouble.class) {
      return double.class;
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
      return generic.getActualTypeArguments()[0];
    }
    return type;
  }

  /** The names of an enum's constants in experiment files. */
  static List<String> constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> SettingName.of((Enum<?>) constant))
        .toList();
  }
}
