package dev.graft.architectures.pytorch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles of protocol 2, opcode by opcode. */
final class PickleWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  PickleWriter() {
    op(0x80).op(2);
  }

  PickleWriter op(int code) {
    bytes.write(code);
    return this;
  }

  PickleWriter op(char code) {
    return op((int) code);
  }

  PickleWriter raw(byte... raw) {
    bytes.writeBytes(raw);
    return this;
  }

  PickleWriter int32(int value) {
    return raw(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }

  PickleWriter text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return op('X').int32(utf8.length).raw(utf8);
  }

  PickleWriter number(long value) {
    return op(0x8a)
        .op(8)
        .raw(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
  }

  PickleWriter global(String module, String name) {
    return op('c').raw((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
  }

  PickleWriter orderedDict() {
    return global("collections", "OrderedDict").op(')').op('R');
  }

  PickleWriter numbers(long... values) {
    op('(');
    for (long value : values) {
      number(value);
    }
    return op('t');
  }

  /** A tensor on the stack. */
  PickleWriter tensor(
      StorageType type, String key, long length, long offset, long[] sizes, long[] strides) {
    global("torch._utils", "_rebuild_tensor_v2").op('(');
    op('(').text("storage").global("torch", type.pythonName()).text(key).text("cpu").number(length);
    op('t').op('Q');
    number(offset).numbers(sizes).numbers(strides).op(0x89).orderedDict();
    return op('t').op('R');
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  byte[] stop() {
    return op('.').toBytes();
  }
}
