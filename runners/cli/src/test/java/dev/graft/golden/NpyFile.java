package dev.graft.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array as NumPy stores it ({@code .npy}, version 1): little-endian, row-major.
 *
 * @param type NumPy's name of an element's type: {@code |u1}, {@code <f4>}, {@code <f8>}
 * @param sizes the array's sizes
 * @param bytes the elements
 */
record NpyFile(String type, int[] sizes, ByteBuffer bytes) {
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '([^']+)', 'fortran_order': False, 'shape': \\(([^)]*)\\), \\}\\s*");

  static NpyFile read(Path file) {
    ByteBuffer buffer;
    try {
      buffer = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] magic = new byte[8];
    buffer.get(magic);
    if (!Arrays.equals(magic, new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})) {
      throw new IllegalArgumentException(file + " is no .npy of version 1");
    }
    byte[] header = new byte[Short.toUnsignedInt(buffer.getShort())];
    buffer.get(header);
    Matcher matcher = HEADER.matcher(new String(header, StandardCharsets.US_ASCII));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(file + " has an unknown header");
    }
    int[] sizes =
        Pattern.compile(",")
            .splitAsStream(matcher.group(2))
            .map(String::strip)
            .filter(size -> !size.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    return new NpyFile(matcher.group(1), sizes, buffer.slice().order(ByteOrder.LITTLE_ENDIAN));
  }

  /** The elements of an array of unsigned bytes. */
  byte[] unsignedBytes() {
    require("|u1");
    byte[] values = new byte[bytes.remaining()];
    bytes.duplicate().get(values);
    return values;
  }

  /** The elements of an array of 32-bit floats. */
  float[] floats() {
    require("<f4");
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  /** The elements of an array of 64-bit floats. */
  double[] doubles() {
    require("<f8");
    double[] values = new double[bytes.remaining() / Double.BYTES];
    bytes.asDoubleBuffer().get(values);
    return values;
  }

  private void require(String wanted) {
    if (!type.equals(wanted)) {
      throw new IllegalStateException("the array is of type " + type + ", not " + wanted);
    }
  }
}
