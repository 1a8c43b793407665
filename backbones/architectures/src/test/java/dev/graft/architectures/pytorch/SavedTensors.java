package dev.graft.architectures.pytorch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes what {@code torch.save} writes, in both its formats. */
final class SavedTensors {
  private final Map<String, byte[]> storages = new LinkedHashMap<>();
  private final PickleWriter pickle = new PickleWriter();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

  /** The pickle, to begin or to end it in another way. */
  PickleWriter pickle() {
    return pickle;
  }

  SavedTensors bigEndian() {
    order = ByteOrder.BIG_ENDIAN;
    return this;
  }

  /** An entry of the dictionary on the stack: a contiguous tensor with a storage of its own. */
  SavedTensors entry(String name, StorageType type, int[] sizes, float... values) {
    String key = storage(type, values);
    pickle.text(name);
    long[] wide = new long[sizes.length];
    long[] strides = new long[sizes.length];
    long stride = 1;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      wide[axis] = sizes[axis];
      strides[axis] = stride;
      stride *= sizes[axis];
    }
    pickle.tensor(type, key, values.length, 0, wide, strides).op('s');
    return this;
  }

  /** A storage; its key. */
  String storage(StorageType type, float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * type.size()).order(order);
    for (float value : values) {
      switch (type) {
        case FLOAT -> bytes.putFloat(value);
        case DOUBLE -> bytes.putDouble(value);
        case BFLOAT16 -> bytes.putShort((short) (Float.floatToIntBits(value) >> 16));
        case LONG -> bytes.putLong((long) value);
        default -> throw new IllegalArgumentException(type.toString());
      }
    }
    String key = Integer.toString(storages.size());
    storages.put(key, bytes.array());
    return key;
  }

  /** With other bytes in a storage. */
  SavedTensors replace(String key, byte[] bytes) {
    storages.put(key, bytes);
    return this;
  }

  Path zip(Path file) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      put(zip, "archive/data.pkl", pickle.stop());
      put(
          zip,
          "archive/byteorder",
          (order == ByteOrder.BIG_ENDIAN ? "big" : "little").getBytes(StandardCharsets.US_ASCII));
      for (Map.Entry<String, byte[]> storage : storages.entrySet()) {
        put(zip, "archive/data/" + storage.getKey(), storage.getValue());
      }
      put(zip, "archive/version", new byte[] {'3', '\n'});
    }
    return file;
  }

  static void put(ZipOutputStream zip, String entry, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(entry));
    zip.write(content);
  }

  /** The format before PyTorch 1.6. */
  Path legacy(Path file, int elementSize) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] magic = {
      0x6c, (byte) 0xfc, (byte) 0x9c, 0x46, (byte) 0xf9, 0x20, 0x6a, (byte) 0xa8, 0x50, 0x19
    };
    out.writeBytes(new PickleWriter().op(0x8a).op(10).raw(magic).stop());
    out.writeBytes(new PickleWriter().op('M').raw((byte) 0xe9, (byte) 0x03).stop());
    PickleWriter machine = new PickleWriter().op('}').text("little_endian");
    out.writeBytes(machine.op(order == ByteOrder.BIG_ENDIAN ? 0x89 : 0x88).op('s').stop());
    out.writeBytes(pickle.stop());
    PickleWriter keys = new PickleWriter().op(']').op('(');
    storages.keySet().forEach(keys::text);
    out.writeBytes(keys.op('e').stop());
    storages.forEach(
        (key, bytes) -> {
          out.writeBytes(
              ByteBuffer.allocate(8).order(order).putLong(bytes.length / elementSize).array());
          out.writeBytes(bytes);
        });
    return Files.write(file, out.toByteArray());
  }
}
