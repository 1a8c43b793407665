package dev.graft.api.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatFormatTest {
  // IEEE 754: bits and value.
  @ParameterizedTest
  @CsvSource({
    "0000, 0x0p0",
    "8000, -0x0p0",
    "0001, 0x1p-24",
    "03ff, 0x3ffp-24",
    "8400, -0x1p-14",
    "3c00, 0x1p0",
    "3c01, 0x1.004p0",
    "3555, 0x1.554p-2",
    "c248, -0x1.92p1",
    "7bff, 65504",
    "7c00, Infinity",
    "fc00, -Infinity",
    "7e00, NaN"
  })
  void readsHalves(String bits, float value) {
    assertThat(read(FloatFormat.FLOAT16, shorts(bits))).isEqualTo(Float.valueOf(value));
  }

  @ParameterizedTest
  @CsvSource({"3f80, 1", "c049, -3.140625", "0000, 0", "7f80, Infinity", "0001, 0x1p-133"})
  void readsBrainFloats(String bits, float value) {
    assertThat(read(FloatFormat.BFLOAT16, shorts(bits))).isEqualTo(value);
  }

  @Test
  void roundsDoubles() {
    assertThat(read(FloatFormat.FLOAT64, buffer(8).putDouble(0.1).flip())).isEqualTo(0.1f);
  }

  @Test
  void readsSeveralFromThePositionOn() {
    ByteBuffer bytes = buffer(16).putFloat(1).putFloat(2).putFloat(3).putFloat(4).flip();
    float[] values = new float[5];
    bytes.position(4);

    FloatFormat.FLOAT32.read(bytes, values, 1, 2);
    FloatFormat.FLOAT32.read(bytes, values, 4, 1);

    assertThat(values).containsExactly(0, 2, 3, 0, 4);
    assertThat(bytes.hasRemaining()).isFalse();
  }

  private static float read(FloatFormat format, ByteBuffer bytes) {
    float[] value = new float[1];
    format.read(bytes, value, 0, 1);
    assertThat(bytes.hasRemaining()).isFalse();
    return value[0];
  }

  private static ByteBuffer shorts(String bits) {
    return buffer(2).putShort((short) Integer.parseInt(bits, 16)).flip();
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
