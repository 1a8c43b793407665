package dev.graft.training.model;

import dev.graft.api.layer.HeightWidth;
import dev.graft.api.layer.Layer;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.problem.Suggestion;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records of settings as JSON objects and back, strictly: every setting must be there (optional
 * ones that are empty are left out), none may be added, and each must have its type. Types: those
 * of {@link dev.graft.api.plugin.Setting}, less paths. A {@link HeightWidth} is {@code [height,
 * width]}, a {@link Layer} an object with its component name as {@code type}.
 */
final class RecordJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String TYPE = "type";

  private final LayerTypes layerTypes;
  private final SavedPlugins plugins;
  private final Consumer<Layer> written;

  RecordJson(LayerTypes layerTypes) {
    this(layerTypes, new SavedPlugins(Map.of()), layer -> {});
  }

  private RecordJson(LayerTypes layerTypes, SavedPlugins plugins, Consumer<Layer> written) {
    this.layerTypes = layerTypes;
    this.plugins = plugins;
    this.written = written;
  }

  /** The same, which tells of each layer that it writes inside a record. */
  RecordJson telling(Consumer<Layer> listener) {
    return new RecordJson(layerTypes, plugins, listener);
  }

  /** The same for a file that tells which plugins its layers are of. */
  RecordJson savedWith(SavedPlugins saved) {
    return new RecordJson(layerTypes, saved, written);
  }

  /** Writes a record. */
  ObjectNode write(Record settings) {
    ObjectNode object = JSON.objectNode();
    for (RecordComponent component : settings.getClass().getRecordComponents()) {
      write(component.getGenericType(), value(component, settings))
          .ifPresent(node -> object.set(SnakeCase.of(component.getName()), node));
    }
    return object;
  }

  private Optional<JsonNode> write(Type type, Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.flatMap(present -> write(argument(type), present));
    }
    if (value instanceof OptionalInt optional) {
      return optional.isEmpty()
          ? Optional.empty()
          : Optional.of(JSON.numberNode(optional.getAsInt()));
    }
    if (value instanceof OptionalDouble optional) {
      return optional.isEmpty() ? Optional.empty() : Optional.of(number(optional.getAsDouble()));
    }
    if (value instanceof List<?> list) {
      ArrayNode array = JSON.arrayNode();
      list.forEach(element -> write(argument(type), element).ifPresent(array::add));
      return Optional.of(array);
    }
    return Optional.of(single(type, value));
  }

  private JsonNode single(Type type, Object value) {
    if (value instanceof Boolean bool) {
      return JSON.booleanNode(bool);
    } else if (value instanceof Integer number) {
      return JSON.numberNode(number);
    } else if (value instanceof Long number) {
      return JSON.numberNode(number);
    } else if (value instanceof Double number) {
      return number(number);
    } else if (value instanceof String text) {
      return JSON.stringNode(text);
    } else if (value instanceof Enum<?> constant) {
      return JSON.stringNode(constant.name().toLowerCase(Locale.ROOT));
    } else if (value instanceof HeightWidth size) {
      return JSON.arrayNode().add(size.height()).add(size.width());
    } else if (type == Layer.class) {
      Layer layer = (Layer) value;
      written.accept(layer);
      ObjectNode object = JSON.objectNode().put(TYPE, layerTypes.nameOf(layer));
      return object.setAll(write((Record) layer));
    } else if (value instanceof Record nested) {
      return write(nested);
    }
    throw unsupported(type);
  }

  private static JsonNode number(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a saved setting must be finite, found " + value);
    }
    return JSON.numberNode(value);
  }

  /**
   * Reads a record.
   *
   * @param where the file
   * @param subject what the object is, for messages
   * @throws ProblemException if the object is not exactly such a record
   */
  <R extends Record> R read(JsonNode node, Class<R> type, String where, String subject) {
    requireObject(node, where, subject);
    RecordComponent[] components = type.getRecordComponents();
    List<String> known =
        Arrays.stream(components).map(component -> SnakeCase.of(component.getName())).toList();
    for (String found : node.propertyNames()) {
      if (!known.contains(found)) {
        throw new ProblemException(
            Problem.at(where, "unknown key '" + found + "'")
                .withSubject(subject)
                .withRemedy(Suggestion.forName(found, known)));
      }
    }
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String key = known.get(i);
      values[i] = value(node.get(key), components[i].getGenericType(), where, subject + "." + key);
    }
    return construct(type, values, where, subject);
  }

  private Object value(JsonNode node, Type type, String where, String subject) {
    boolean missing = node == null || node.isNull();
    Class<?> raw = raw(type);
    if (raw == Optional.class) {
      return missing ? Optional.empty() : Optional.of(value(node, argument(type), where, subject));
    } else if (raw == OptionalInt.class) {
      return missing
          ? OptionalInt.empty()
          : OptionalInt.of((Integer) value(node, int.class, where, subject));
    } else if (raw == OptionalDouble.class) {
      return missing
          ? OptionalDouble.empty()
          : OptionalDouble.of((Double) value(node, double.class, where, subject));
    }
    if (missing) {
      throw new ProblemException(Problem.at(where, "is missing").withSubject(subject));
    }
    if (raw == boolean.class || raw == Boolean.class) {
      return required(node.isBoolean(), node, "true or false", where, subject).booleanValue();
    } else if (raw == int.class || raw == Integer.class) {
      boolean fits = node.isIntegralNumber() && node.canConvertToInt();
      return required(fits, node, "a whole number", where, subject).intValue();
    } else if (raw == long.class || raw == Long.class) {
      boolean fits = node.isIntegralNumber() && node.canConvertToLong();
      return required(fits, node, "a whole number", where, subject).longValue();
    } else if (raw == double.class || raw == Double.class) {
      boolean fits = node.isNumber() && Double.isFinite(node.doubleValue());
      return required(fits, node, "a number", where, subject).doubleValue();
    } else if (raw == String.class) {
      return required(node.isString(), node, "text", where, subject).stringValue();
    } else if (raw.isEnum()) {
      return constant(node, raw, where, subject);
    } else if (raw == HeightWidth.class) {
      boolean pair = node.isArray() && node.size() == 2;
      required(pair, node, "[height, width]", where, subject);
      int height = (Integer) value(node.get(0), int.class, where, subject);
      int width = (Integer) value(node.get(1), int.class, where, subject);
      return construct(HeightWidth.class, new Object[] {height, width}, where, subject);
    } else if (raw == List.class) {
      required(node.isArray(), node, "a list", where, subject);
      List<Object> list = new ArrayList<>();
      for (JsonNode element : node) {
        list.add(value(element, argument(type), where, subject + "[" + list.size() + "]"));
      }
      return List.copyOf(list);
    } else if (raw == Layer.class) {
      requireObject(node, where, subject);
      String name = (String) value(node.get(TYPE), String.class, where, subject + "." + TYPE);
      return layer(name, ((ObjectNode) node).deepCopy().without(TYPE), where, subject);
    } else if (raw.isRecord()) {
      return read(node, raw.asSubclass(Record.class), where, subject);
    }
    throw unsupported(type);
  }

  /**
   * Reads a layer of a component name.
   *
   * @throws ProblemException if there is no such layer, or it does not have such settings
   */
  Layer layer(String name, JsonNode settings, String where, String subject) {
    Class<? extends Record> type =
        layerTypes
            .type(name)
            .orElseThrow(
                () -> new ProblemException(plugins.missing(layerTypes, name, where, subject)));
    return (Layer) read(settings, type, where, subject);
  }

  private static Object constant(JsonNode node, Class<?> type, String where, String subject) {
    List<String> names =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
            .toList();
    int index = node.isString() ? names.indexOf(node.stringValue()) : -1;
    required(index >= 0, node, "one of " + String.join(", ", names), where, subject);
    return type.getEnumConstants()[index];
  }

  private static void requireObject(JsonNode node, String where, String subject) {
    required(node.isObject(), node, "an object", where, subject);
  }

  private static JsonNode required(
      boolean fits, JsonNode node, String expected, String where, String subject) {
    if (!fits) {
      throw new ProblemException(
          Problem.at(where, "found " + node).withSubject(subject).expecting(expected));
    }
    return node;
  }

  private static <R extends Record> R construct(
      Class<R> type, Object[] values, String where, String subject) {
    Class<?>[] parameters =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      var constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw new ProblemException(
            Problem.at(where, String.valueOf(refused.getMessage())).withSubject(subject), refused);
      }
      throw new IllegalStateException(type.getName() + " cannot be made", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName() + " cannot be made", e);
    }
  }

  private static Object value(RecordComponent component, Record record) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }

  private static Class<?> raw(Type type) {
    if (type instanceof ParameterizedType parameterized) {
      return (Class<?>) parameterized.getRawType();
    } else if (type instanceof Class<?> plain) {
      return plain;
    }
    throw unsupported(type);
  }

  private static Type argument(Type type) {
    if (type instanceof ParameterizedType parameterized) {
      return parameterized.getActualTypeArguments()[0];
    }
    throw unsupported(type);
  }

  private static IllegalArgumentException unsupported(Type type) {
    return new IllegalArgumentException(
        "a setting of type " + type.getTypeName() + " cannot be saved");
  }
}
