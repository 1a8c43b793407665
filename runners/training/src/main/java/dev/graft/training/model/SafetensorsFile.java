package dev.graft.training.model;

import dev.graft.api.Shape;
import dev.graft.api.problem.FileProblem;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What a safetensors file holds. Nothing in the file is believed before it is checked: the header's
 * length against the file's, each tensor's place against its shape and the file's end, and that the
 * tensors cover the data without a gap or an overlap, as the format demands.
 *
 * @param weights the tensors by name, in the order of their places
 * @param metadata words about them, by name
 */
public record SafetensorsFile(Weights weights, Map<String, String> metadata) {
  /** The format's own limit. */
  private static final long MOST_HEADER_BYTES = 100_000_000;

  private static final int CHUNK = 1 << 20;

  /** Copies the map. */
  public SafetensorsFile {
    metadata = Map.copyOf(metadata);
  }

  private record Place(String name, Shape shape, long begin, long end) {}

  /**
   * Reads a file of 32-bit floats.
   *
   * @throws ProblemException if there is none, it is damaged or cut short, or it has values of
   *     another type
   */
  public static SafetensorsFile read(Path file) {
    String where = file.toString();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      long headerSize = size < Long.BYTES ? -1 : bytes(channel, Long.BYTES).getLong();
      if (headerSize < 2 || headerSize > MOST_HEADER_BYTES || headerSize > size - Long.BYTES) {
        throw damaged(
            where, "a header of " + headerSize + " bytes in a file of " + size + " bytes");
      }
      ByteBuffer text = bytes(channel, (int) headerSize);
      JsonNode header =
          JsonFile.parse(StandardCharsets.UTF_8.decode(text).toString(), where + ": header");
      if (!header.isObject()) {
        throw damaged(where, "its header is not a JSON object");
      }
      List<Place> places = places(header, where);
      requireCovered(places, size - Long.BYTES - headerSize, where);
      Map<String, FloatTensor> tensors = new LinkedHashMap<>();
      for (Place place : places) {
        tensors.put(place.name(), new FloatTensor(place.shape(), floats(channel, place.shape())));
      }
      return new SafetensorsFile(Weights.of(tensors), metadata(header, where));
    } catch (IOException e) {
      throw FileProblem.reading(file, "a safetensors file", e);
    }
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
    if (!type.stringValue().equals("F32")) {
      throw new ProblemException(
          Problem.at(where, "values of type " + type.stringValue())
              .withSubject("tensor '" + name + "'")
              .expecting("F32, 32-bit floats"));
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
            name, Shape.of(dimensions), offsets.get(0).longValue(), offsets.get(1).longValue());
    long expected = byteSize(place.shape(), where, name);
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

  private static long byteSize(Shape shape, String where, String name) {
    try {
      return Math.multiplyExact((long) shape.intSize(), Float.BYTES);
    } catch (ArithmeticException e) {
      throw new ProblemException(
          Problem.at(where, "tensor '" + name + "' of shape " + shape + " is too large")
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

  private static ByteBuffer bytes(FileChannel channel, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    fill(buffer, channel);
    return buffer.flip();
  }

  private static float[] floats(FileChannel channel, Shape shape) throws IOException {
    float[] values = new float[shape.intSize()];
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    int read = 0;
    while (read < values.length) {
      int count = Math.min(CHUNK / Float.BYTES, values.length - read);
      fill(buffer.clear().limit(count * Float.BYTES), channel);
      buffer.flip().asFloatBuffer().get(values, read, count);
      read += count;
    }
    return values;
  }

  private static void fill(ByteBuffer buffer, FileChannel channel) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("it became shorter while it was read");
      }
    }
  }

  private static ProblemException damaged(String where, String how) {
    return new ProblemException(
        Problem.at(where, "is damaged or no safetensors file: " + how)
            .withRemedy("fetch or save it again"));
  }
}
