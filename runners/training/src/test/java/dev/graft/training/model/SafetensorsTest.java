package dev.graft.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.architecture.ModuleNames;
import dev.graft.api.architecture.Origin;
import dev.graft.api.layers.Dense;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
  @TempDir private Path folder;

  private Path file;

  @BeforeEach
  void place() {
    file = folder.resolve("w.safetensors");
  }

  private static Weights some() {
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    tensors.put(
        "dense/kernel",
        new FloatTensor(
            Shape.of(2, 3),
            new float[] {1, -2.5f, Float.MIN_VALUE, Float.MAX_VALUE, -0.0f, Float.NaN}));
    tensors.put("dense/bias", new FloatTensor(Shape.of(3), new float[] {7, 8, 9}));
    tensors.put("späte/\"skala\"", new FloatTensor(Shape.scalar(), new float[] {0.1f}));
    return Weights.of(tensors);
  }

  @Test
  void readsBackWhatItWroteBitForBit() throws IOException {
    Safetensors.write(file, some(), Map.of("format", "graft"));

    SafetensorsFile read = SafetensorsFile.read(file);

    assertThat(read.weights()).isEqualTo(some());
    assertThat(read.metadata()).containsExactly(Map.entry("format", "graft"));
  }

  @Test
  void readsBackMoreThanAChunk() throws IOException {
    float[] values = new float[700_001];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 0.5f;
    }
    Weights large = Weights.of(Map.of("a/b", new FloatTensor(Shape.of(700_001), values)));

    Safetensors.write(file, large, Map.of());

    assertThat(SafetensorsFile.read(file).weights()).isEqualTo(large);
  }

  @Test
  void writesTheFormatAsItIsSpecified() throws IOException {
    Safetensors.write(
        file,
        Weights.of(Map.of("a/b", new FloatTensor(Shape.of(1, 2), new float[] {1, 2}))),
        Map.of());

    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int headerSize = (int) bytes.getLong();
    byte[] header = new byte[headerSize];
    bytes.get(header);
    assertThat(headerSize % 8).isZero();
    assertThat(new String(header, StandardCharsets.UTF_8).strip())
        .isEqualTo("{\"a/b\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}");
    assertThat(bytes.getFloat()).isEqualTo(1);
    assertThat(bytes.getFloat()).isEqualTo(2);
    assertThat(bytes.hasRemaining()).isFalse();
  }

  private void write(String header, int dataBytes) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(text.length).put(text);
    Files.write(file, bytes.array());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '!',
      value = {
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}} | 4 | needs 8 bytes",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 4 | the file has 4",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | 8 | the file has 8",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | 8 | leave a gap",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[-4,0]}} | 4 | data_offsets [-4,0]",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[8,4]}} | 8 | needs 4 bytes",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0]}} | 4 | not as it should be",
        "{'a':{'dtype':'F32','shape':[0],'data_offsets':[0,0]}} | 0 | has shape [0]",
        "{'a':{'dtype':'F32','shape':[1.5],'data_offsets':[0,4]}} | 4 | has shape [1.5]",
        "{'a':{'dtype':'F32','shape':[65536,65536],'data_offsets':[0,17179869184]}} | 4 | too large",
        "{'a':{'dtype':'F16','shape':[2],'data_offsets':[0,8]}} | 8 | needs 4 bytes",
        "{'a':{'dtype':'I64','shape':[1],'data_offsets':[0,8]}} | 8 | values of type I64; expected F32",
        "{'a':{'dtype':'C64','shape':[1],'data_offsets':[0,8]}} | 8 | values of type C64; expected a type",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[9223372036854775804,4]}} | 4 | needs 4 bytes",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,9223372036854775808]}} | 4 | data_offsets",
        "{'a':{'dtype':'F32','shape':[2147483648],'data_offsets':[0,4]}} | 4 | has shape [2147483648]",
        "{'a':7} | 4 | not as it should be",
        "['a'] | 4 | not a JSON object",
        "{'a': | 4 | is not valid JSON",
        "{'__metadata__':{'n':1}} | 0 | metadata 'n' is not text",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 8 | overlap",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | 8 | is not valid JSON",
      })
  void refusesADamagedHeader(String header, int dataBytes, String message) throws IOException {
    write(header.replace('\'', '"'), dataBytes);

    assertThatThrownBy(() -> SafetensorsFile.read(file))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(message)
        .hasMessageContaining(file.toString());
  }

  @Test
  void refusesAHeaderThatIsNestedWithoutEnd() throws IOException {
    write("{\"a\":" + "[".repeat(1_000_000), 4);

    assertThatThrownBy(() -> SafetensorsFile.read(file))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("is not valid JSON");
  }

  @Test
  void refusesAHeaderOfMoreTensorsThanAnyNetworkHas() throws IOException {
    StringBuilder header = new StringBuilder("{");
    for (int i = 0; i <= 100_000; i++) {
      header.append(i == 0 ? "" : ",").append("\"t").append(i).append("\":{}");
    }
    write(header.append("}").toString(), 0);

    assertThatThrownBy(() -> SafetensorsFile.read(file))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("its header lists 100001 tensors");
  }

  @Test
  void readsOtherFloatingPointTypesAsFloats() throws IOException {
    byte[] header =
        ("{\"half\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]},"
                + "\"brain\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[4,6]},"
                + "\"double\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[6,14]}}")
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + 14).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(header.length).put(header);
    bytes.putShort((short) 0x3c00).putShort((short) 0xc248).putShort((short) 0x3fc0).putDouble(0.1);
    Files.write(file, bytes.array());

    Weights read = SafetensorsFile.read(file).weights();

    assertThat(read.tensors().get("half").values()).containsExactly(1, -3.140625f);
    assertThat(read.tensors().get("brain").values()).containsExactly(1.5f);
    assertThat(read.tensors().get("double").values()).containsExactly(0.1f);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1, 1_000, 100_000_001, Long.MAX_VALUE})
  void refusesAHeaderLengthThatCannotBe(long length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file, bytes.putLong(length).array());

    assertThatThrownBy(() -> SafetensorsFile.read(file))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("a header of " + length + " bytes");
  }

  @Test
  void refusesAFileCutShortAnywhere() throws IOException {
    Safetensors.write(file, some(), Map.of());
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> SafetensorsFile.read(file))
          .as("cut to %d bytes", length)
          .isInstanceOf(ProblemException.class);
    }
  }

  @Test
  void saysWhenThereIsNoFile() {
    assertThatThrownBy(() -> SafetensorsFile.read(file))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("there is no such file");
  }

  private static Architecture dense(int units) {
    return dense(units, Origin.keras());
  }

  private static Architecture dense(int units, Origin origin) {
    Architecture.Builder network =
        Architecture.builder("net", Input.features(Shape.of(2))).origin(origin);
    network.add("dense", Dense.of(units));
    return network.build();
  }

  @Test
  void theReaderTakesANetworksOwnWeights() throws IOException {
    Safetensors.write(file, some(), Map.of());
    SafetensorsReader reader = new SafetensorsReader();

    assertThat(reader.reads(file)).isTrue();
    List<String> notes = new ArrayList<>();
    assertThat(reader.read(file, dense(3), notes::add).tensors())
        .containsOnlyKeys("dense/kernel", "dense/bias");
    assertThat(notes)
        .containsExactly(
            file + ": 1 layer is left aside, which network 'net' does not have: 'späte'");
  }

  @Test
  void theReaderKnowsItsFilesByContent() throws IOException {
    Path unnamed = folder.resolve("weights.bin");
    Safetensors.write(unnamed, some(), Map.of());
    Path other = Files.writeString(folder.resolve("other.bin"), "something else altogether");

    assertThat(new SafetensorsReader().reads(unnamed)).isTrue();
    assertThat(new SafetensorsReader().reads(other)).isFalse();
  }

  @Test
  void theReaderLeavesAFileOfAnotherFormatToItsReaderWhateverItsName() throws IOException {
    Path archive = Files.write(folder.resolve("a.safetensors"), new byte[] {'P', 'K', 3, 4, 0});
    Path empty = Files.createFile(folder.resolve("b.safetensors"));

    assertThat(new SafetensorsReader().reads(archive)).isFalse();
    assertThat(new SafetensorsReader().reads(empty)).isTrue();
  }

  @Test
  void theReaderTakesAPyTorchModelsNames() throws IOException {
    Safetensors.write(file, torch(), Map.of());
    List<String> notes = new ArrayList<>();

    Weights read =
        new SafetensorsReader().read(file, dense(3, Origin.pytorch(MODULES)), notes::add);

    assertThat(read.get("dense", "kernel"))
        .isEqualTo(new FloatTensor(Shape.of(2, 3), new float[] {0, 2, 4, 1, 3, 5}));
    assertThat(read.get("dense", "bias").values()).containsExactly(7, 8, 9);
    assertThat(notes).singleElement().asString().endsWith("does not have: 'other'");
  }

  @Test
  void theReaderSaysWhichVariantAPyTorchModelIsOf() throws IOException {
    Safetensors.write(file, torch(), Map.of());

    assertThatThrownBy(() -> new SafetensorsReader().read(file, dense(3, Origin.kerasOfTwo())))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("set 'variant: pytorch' in the backbone");
  }

  @Test
  void theReaderSaysWhichVariantASavedModelIsOf() throws IOException {
    Safetensors.write(file, some(), Map.of(ModelFolder.VARIANT, "pytorch"));

    assertThat(new SafetensorsReader().read(file, dense(3, Origin.pytorch(MODULES))).tensors())
        .hasSize(2);
    assertThatThrownBy(() -> new SafetensorsReader().read(file, dense(3, Origin.kerasOfTwo())))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("set 'variant: pytorch' in the backbone");
  }

  private static final ModuleNames MODULES = new ModuleNames("lib", Map.of("dense", "fc"));

  private static Weights torch() {
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    tensors.put("fc.weight", new FloatTensor(Shape.of(3, 2), new float[] {0, 1, 2, 3, 4, 5}));
    tensors.put("fc.bias", new FloatTensor(Shape.of(3), new float[] {7, 8, 9}));
    tensors.put("other.weight", new FloatTensor(Shape.of(1), new float[] {1}));
    return Weights.of(tensors);
  }

  @Test
  void theReaderNamesLayerAndShapesThatDoNotFit() throws IOException {
    Safetensors.write(file, some(), Map.of());

    assertThatThrownBy(() -> new SafetensorsReader().read(file, dense(4)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("layer 'dense', kernel: found shape (2, 3); expected shape (2, 4)")
        .hasMessageContaining("layer 'dense', bias: found shape (3); expected shape (4)");
  }

  @Test
  void theReaderSaysWhenTheFileIsOfAnotherNetwork() throws IOException {
    Safetensors.write(
        file, Weights.of(Map.of("features", new FloatTensor(Shape.of(1), new float[1]))), Map.of());

    assertThatThrownBy(() -> new SafetensorsReader().read(file, dense(3)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("has no weights of network 'net'")
        .hasMessageContaining("found 1 tensors, named features");
  }
}
