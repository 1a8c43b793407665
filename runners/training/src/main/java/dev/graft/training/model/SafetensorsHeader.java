package dev.graft.training.model;

import dev.graft.api.Shape;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.FloatFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The header of a safetensors file. Nothing in it is believed before it is checked: each tensor's
 * place against its shape, type and the file's end, and that the tensors cover the data without a
 * gap or an overlap, as the format demands.
 *
 * @param places the tensors, in the order of their places
 * @param metadata words about them, by name
 */
record SafetensorsHeader(List<Place> places, Map<String, String> metadata) {
  private static final int MOST_TENSORS = 100_000;

  private static final Map<String, FloatFormat> FLOATS =
      Map.of(
          "F64", FloatFormat.FLOAT64,
          "F32", FloatFormat.FLOAT32,
          "F16", FloatFormat.FLOAT16,
          "BF16", FloatFormat.BFLOAT16);

  /** Types that no weights have, but counters and masks beside them. */
  private static final Map<String, Integer> OTHERS =
      Map.of(
          "I64", 8, "U64", 8, "I32", 4, "U32", 4, "I16", 2, "U16", 2, "I8", 1, "U8", 1, "BOOL", 1,
          "F8_E4M3", 1);

  /** Copies the lists. */
  SafetensorsHeader {
    places = List.copyOf(places);
    metadata = Map.copyOf(metadata);
  }

  /**
   * A tensor.
   *
   * @param type the type as the file names it
   * @param begin first byte among those of all tensors
   */
  record Place(String name, String type, Shape shape, long begin, long end) {
    /**
     * How its numbers are written.
     *
     * @throws ProblemException if they are no floating-point numbers
     */
    FloatFormat format(String where) {
      FloatFormat format = FLOATS.get(type);
      if (format == null) {
        throw new ProblemException(
            Problem.at(where, "values of type " + type)
                .withSubject("tensor '" + name + "'")
                .expecting("F32, F64, F16 or BF16: floating-point numbers"));
      }
      return format;
    }
  }

  /**
   * Reads a header.
   *
   * @param text its JSON
   * @param dataSize number of bytes of all tensors
   * @throws ProblemException if it is damaged
   */
  static SafetensorsHeader parse(String text, long dataSize, String where) {
    JsonNode header = JsonFile.parse(text, where + ": header");
    if (!header.isObject()) {
      throw damaged(where, "its header is not a JSON object");
    }
    if (header.size() > MOST_TENSORS) {
      throw damaged(where, "its header lists " + header.size() + " tensors");
    }
    List<Place> places = places(header, where);
    requireCovered(places, dataSize, where);
    return new SafetensorsHeader(places, metadata(header, where));
  }

  private static List<Place> places(JsonNode header, String where) {
    List<Place> places = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : header.properties()) {
      if (!entry.getKey().equals(Safetensors.METADATA)) {
        places.add(place(entry.getKey(), entry.getValue(), where));
      }
    }
    places.sort(Comparator.comparingLong(Place::begin).thenComparingLong(Place::end));
    return places;
  }

  private static Place place(String name, JsonNode entry, String where) {
    JsonNode type = entry.path("dtype");
    JsonNode shape = entry.path("shape");
    JsonNode offsets = entry.path("data_offsets");
    if (!type.isString() || !shape.isArray() || !offsets.isArray() || offsets.size() != 2) {
      throw damaged(where, "the header's entry of tensor '" + name + "' is not as it should be");
    }
    int[] dimensions = new int[shape.size()];
    for (int i = 0; i < dimensions.length; i++) {
      JsonNode dimension = shape.get(i);
      if (!dimension.isIntegralNumber()
          || !dimension.canConvertToInt()
          || dimension.intValue() < 1) {
        throw damaged(where, "tensor '" + name + "' has shape " + shape);
      }
      dimensions[i] = dimension.intValue();
    }
    if (!isOffset(offsets.get(0)) || !isOffset(offsets.get(1))) {
      throw damaged(where, "tensor '" + name + "' has data_offsets " + offsets);
    }
    Place place =
        new Place(
            name,
            type.stringValue(),
            Shape.of(dimensions),
            offsets.get(0).longValue(),
            offsets.get(1).longValue());
    long expected = byteSize(place, where);
    if (place.end() - place.begin() != expected) {
      throw damaged(
          where,
          "tensor '%s' of shape %s needs %d bytes, but has data_offsets %s"
              .formatted(name, place.shape(), expected, offsets));
    }
    return place;
  }

  private static boolean isOffset(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0;
  }

  private static long byteSize(Place place, String where) {
    int size =
        FLOATS.containsKey(place.type())
            ? FLOATS.get(place.type()).size()
            : OTHERS.getOrDefault(place.type(), 0);
    if (size == 0) {
      throw new ProblemException(
          Problem.at(where, "values of type " + place.type())
              .withSubject("tensor '" + place.name() + "'")
              .expecting("a type of the safetensors format, such as F32"));
    }
    try {
      return Math.multiplyExact((long) place.shape().intSize(), size);
    } catch (ArithmeticException e) {
      throw new ProblemException(
          Problem.at(
                  where,
                  "tensor '" + place.name() + "' of shape " + place.shape() + " is too large")
              .expecting("less than 2^31 values"),
          e);
    }
  }

  private static void requireCovered(List<Place> places, long dataSize, String where) {
    long end = 0;
    for (Place place : places) {
      if (place.begin() != end) {
        throw damaged(
            where,
            "tensor '%s' begins at byte %d of the data, expected %d: the tensors %s"
                .formatted(
                    place.name(),
                    place.begin(),
                    end,
                    place.begin() < end ? "overlap" : "leave a gap"));
      }
      end = place.end();
    }
    if (end != dataSize) {
      throw damaged(
          where, "the tensors have " + end + " bytes, but the file has " + dataSize + " for them");
    }
  }

  private static Map<String, String> metadata(JsonNode header, String where) {
    Map<String, String> metadata = new LinkedHashMap<>();
    JsonNode words = header.path(Safetensors.METADATA);
    for (Map.Entry<String, JsonNode> entry : words.properties()) {
      if (!entry.getValue().isString()) {
        throw damaged(where, "the metadata '" + entry.getKey() + "' is not text");
      }
      metadata.put(entry.getKey(), entry.getValue().stringValue());
    }
    return metadata;
  }

  static ProblemException damaged(String where, String how) {
    return new ProblemException(
        Problem.at(where, "is damaged or no safetensors file: " + how)
            .withRemedy("fetch or save it again"));
  }
}
