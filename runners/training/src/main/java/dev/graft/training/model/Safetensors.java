package dev.graft.training.model;

import dev.graft.api.Shape;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes tensors in the <a href="https://github.com/huggingface/safetensors">safetensors</a>
 * format: eight bytes with the header's length, a JSON header with each tensor's type, shape and
 * place, then the values, all little-endian, 32-bit floats. Any safetensors reader opens it; {@link
 * SafetensorsFile} reads it back.
 */
public final class Safetensors {
  static final String METADATA = "__metadata__";

  /** The header ends on a multiple of this, so that the values are aligned. */
  private static final int ALIGNMENT = 8;

  private static final int CHUNK = 1 << 20;

  private Safetensors() {}

  /**
   * Writes a file; one that is there is replaced.
   *
   * @param weights the tensors, in the order they shall have
   * @param metadata words about them, by name
   */
  public static void write(Path file, Weights weights, Map<String, String> metadata)
      throws IOException {
    byte[] header = header(weights, metadata);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
      buffer.putLong(header.length);
      drain(buffer, channel);
      writeFully(ByteBuffer.wrap(header), channel);
      for (FloatTensor tensor : weights.tensors().values()) {
        float[] values = tensor.values();
        int put = 0;
        while (put < values.length) {
          if (buffer.remaining() < Float.BYTES) {
            drain(buffer, channel);
          }
          int count = Math.min(buffer.remaining() / Float.BYTES, values.length - put);
          // All at once: a loop over single values is still interpreted when a first model is
          // saved.
          buffer.asFloatBuffer().put(values, put, count);
          buffer.position(buffer.position() + count * Float.BYTES);
          put += count;
        }
      }
      drain(buffer, channel);
      channel.force(true);
    }
  }

  private static byte[] header(Weights weights, Map<String, String> metadata) {
    ObjectNode header = JsonFile.MAPPER.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode words = header.putObject(METADATA);
      metadata.forEach(words::put);
    }
    long offset = 0;
    for (Map.Entry<String, FloatTensor> entry : weights.tensors().entrySet()) {
      Shape shape = entry.getValue().shape();
      ObjectNode tensor = header.putObject(entry.getKey());
      tensor.put("dtype", "F32");
      ArrayNode dimensions = tensor.putArray("shape");
      for (int dimension : shape.dimensions()) {
        dimensions.add(dimension);
      }
      long end = offset + shape.size() * Float.BYTES;
      tensor.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    String json = JsonFile.MAPPER.writeValueAsString(header);
    int length = json.getBytes(StandardCharsets.UTF_8).length;
    int padding = Math.floorMod(-length, ALIGNMENT);
    return (json + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
  }

  private static void drain(ByteBuffer buffer, FileChannel channel) throws IOException {
    writeFully(buffer.flip(), channel);
    buffer.clear();
  }

  private static void writeFully(ByteBuffer buffer, FileChannel channel) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}
