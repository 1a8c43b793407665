package dev.graft.api.weights;

import dev.graft.api.Evolving;
import java.nio.ByteBuffer;

/**
 * How files of weights write floating-point numbers. All are read as 32-bit floats.
 *
 * @since 0.1
 */
@Evolving
public enum FloatFormat {
  /** IEEE 754 binary64; rounded to the nearest 32-bit float. */
  FLOAT64(8) {
    @Override
    float next(ByteBuffer from) {
      return (float) from.getDouble();
    }
  },
  /** IEEE 754 binary32. */
  FLOAT32(4) {
    @Override
    float next(ByteBuffer from) {
      return from.getFloat();
    }
  },
  /** IEEE 754 binary16: 5 bits of exponent, 10 of fraction. */
  FLOAT16(2) {
    @Override
    float next(ByteBuffer from) {
      return half(from.getShort());
    }
  },
  /** The upper half of a binary32. */
  BFLOAT16(2) {
    @Override
    float next(ByteBuffer from) {
      return Float.intBitsToFloat(from.getShort() << 16);
    }
  };

  private static final float SMALLEST_HALF = 0x1p-24f;

  private final int size;

  FloatFormat(int size) {
    this.size = size;
  }

  /** Bytes of one number. */
  public int size() {
    return size;
  }

  abstract float next(ByteBuffer from);

  /**
   * Reads numbers from a buffer, in the buffer's byte order.
   *
   * @param values where they go
   * @param first index of the first
   * @param count how many
   */
  public void read(ByteBuffer from, float[] values, int first, int count) {
    if (this == FLOAT32) {
      from.asFloatBuffer().get(values, first, count);
      from.position(from.position() + count * size);
      return;
    }
    for (int i = first; i < first + count; i++) {
      values[i] = next(from);
    }
  }

  private static float half(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = (bits >> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) {
      float magnitude = fraction * SMALLEST_HALF;
      return sign == 0 ? magnitude : -magnitude;
    }
    int widened = exponent == 0x1f ? 0xff : exponent + 127 - 15;
    return Float.intBitsToFloat(sign | (widened << 23) | (fraction << 13));
  }
}
