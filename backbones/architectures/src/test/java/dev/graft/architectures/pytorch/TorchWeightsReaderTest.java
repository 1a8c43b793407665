package dev.graft.architectures.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.architecture.ModuleNames;
import dev.graft.api.architecture.Origin;
import dev.graft.api.layers.Dense;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.Weights;
import dev.graft.architectures.keras.KerasArchiveReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TorchWeightsReaderTest {
  private final TorchWeightsReader reader = new TorchWeightsReader();
  private final SavedTensors saved = new SavedTensors();

  @TempDir private Path folder;

  /** Two inputs, three outputs. */
  private static Architecture network() {
    Architecture.Builder network =
        Architecture.builder("net", Input.features(Shape.of(2)))
            .origin(Origin.pytorch(new ModuleNames("lib", Map.of("dense", "fc"))));
    network.add("dense", Dense.of(3));
    return network.build();
  }

  private Path file() {
    return folder.resolve("w.pth");
  }

  private void assertRead(Path file) {
    Weights read = reader.read(file, network());
    assertThat(read.get("dense", "kernel").values()).containsExactly(0, 2, 4, 1, 3, 5);
    assertThat(read.get("dense", "bias").values()).containsExactly(6, 7, 8);
  }

  private SavedTensors entries(String prefix, StorageType type) {
    return saved
        .entry(prefix + "fc.weight", type, new int[] {3, 2}, 0, 1, 2, 3, 4, 5)
        .entry(prefix + "fc.bias", type, new int[] {3}, 6, 7, 8)
        .entry(prefix + "fc.num_batches_tracked", StorageType.LONG, new int[0], 5);
  }

  private Path stateDict() throws IOException {
    saved.pickle().orderedDict();
    return entries("", StorageType.FLOAT).zip(file());
  }

  private Problem problemOf(Path file) {
    List<Problem> problems = new ArrayList<>();
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> reader.read(file, network()))
        .satisfies(e -> problems.addAll(e.problems()));
    assertThat(problems.get(0).where()).startsWith(file.toString());
    return problems.get(0);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE", "BFLOAT16"})
  void readsEveryTypeOfNumbers(StorageType type) throws IOException {
    saved.pickle().orderedDict();

    assertRead(entries("", type).zip(file()));
  }

  @Test
  void readsBigEndianNumbers() throws IOException {
    saved.bigEndian().pickle().orderedDict();

    assertRead(entries("", StorageType.FLOAT).zip(file()));
  }

  @Test
  void readsTheFormatBeforePyTorch16() throws IOException {
    saved.pickle().orderedDict();
    saved.entry("fc.weight", StorageType.FLOAT, new int[] {3, 2}, 0, 1, 2, 3, 4, 5);
    saved.entry("fc.bias", StorageType.FLOAT, new int[] {3}, 6, 7, 8);

    assertRead(saved.legacy(file(), Float.BYTES));
  }

  @Test
  void readsThePrefixOfAModelTrainedOnSeveralDevices() throws IOException {
    saved.pickle().orderedDict();

    assertRead(entries("module.", StorageType.FLOAT).zip(file()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"state_dict", "model_state_dict", "model"})
  void readsACheckpoint(String name) throws IOException {
    saved.pickle().op('}').text("epoch").op('K').op(90).op('s').text(name).orderedDict();
    entries("module.", StorageType.FLOAT).pickle().op('s');
    saved.pickle().text("optimizer").op('}').text("state").op('}').op('s').op('s');

    assertRead(saved.zip(file()));
  }

  @Test
  void readsParametersAndTensorsThatShareAStorage() throws IOException {
    String key = saved.storage(StorageType.FLOAT, 9, 6, 7, 8, 0, 2, 4, 1, 3, 5);
    PickleWriter pickle = saved.pickle().orderedDict();
    pickle.text("fc.weight").global("torch._utils", "_rebuild_parameter").op('(');
    pickle.tensor(StorageType.FLOAT, key, 10, 4, new long[] {3, 2}, new long[] {1, 3});
    pickle.op(0x88).orderedDict().op('t').op('R').op('s');
    pickle.text("fc.bias");
    pickle.tensor(StorageType.FLOAT, key, 10, 1, new long[] {3}, new long[] {1}).op('s');

    assertRead(saved.zip(file()));
  }

  @Test
  void knowsItsFilesByContent() throws IOException {
    Path torch = Files.move(stateDict(), folder.resolve("weights.bin"));

    assertThat(reader.reads(torch)).isTrue();
    assertThat(new KerasArchiveReader().reads(torch)).isFalse();
    assertThat(reader.reads(Files.createFile(folder.resolve("empty.PTH")))).isTrue();
    assertThat(reader.reads(Files.writeString(folder.resolve("w.txt"), "text"))).isFalse();
    assertThat(reader.reads(Files.write(folder.resolve("old"), new byte[] {(byte) 0x80, 2, 'N'})))
        .isTrue();
  }

  @Test
  void aCommandInThePickleIsToldAndNotRun() throws IOException {
    Path witness = folder.resolve("run");
    saved.pickle().global("posix", "system").text("touch " + witness).op(0x85).op('R');

    Problem problem = problemOf(saved.zip(file()));

    assertThat(problem.what()).isEqualTo("its pickle asks for Python's 'posix.system'");
    assertThat(problem.remedy()).contains("torch.save(model.state_dict()");
    assertThat(witness).doesNotExist();
  }

  @Test
  void otherContentIsTold() throws IOException {
    saved.pickle().op('}').text("epoch").op('K').op(90).op('s');

    assertThat(problemOf(saved.zip(file())).what())
        .isEqualTo("holds a dictionary of 1 ('epoch', …) instead of tensors");
  }

  @Test
  void aStateDictInItselfIsTold() throws IOException {
    saved.pickle().op('}').op('q').op(0).text("state_dict").op('h').op(0).op('s');

    assertThat(problemOf(saved.zip(file())).what()).contains("instead of tensors");
  }

  @Test
  void aTorchScriptModuleIsTold() throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file()))) {
      SavedTensors.put(zip, "m/data.pkl", new byte[] {'.'});
      SavedTensors.put(zip, "m/constants.pkl", new byte[] {'.'});
    }

    assertThat(reader.reads(file())).isTrue();
    assertThat(problemOf(file()).toString())
        .contains("this is a TorchScript module")
        .contains("torch.jit.load(file).state_dict()");
  }

  @Test
  void anotherPickleIsTold() throws IOException {
    byte[] pickle = new PickleWriter().text("hello").stop();

    assertThat(problemOf(Files.write(file(), pickle)).what())
        .isEqualTo("this is a pickle, but not one of torch.save");
  }

  @Test
  void theOldestFormatIsToldWithTheWayOut() throws IOException {
    byte[] tar = new byte[1024];
    System.arraycopy("sys_info".getBytes(StandardCharsets.US_ASCII), 0, tar, 0, 8);
    System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);

    assertThat(problemOf(Files.write(file(), tar)).what())
        .isEqualTo("this is a tar archive, which PyTorch wrote before its version 0.2");
    assertThat(problemOf(file()).remedy()).contains("torch.save(");
  }

  @Test
  void aPageInsteadOfAFileIsTold() throws IOException {
    Path page = Files.writeString(file(), "<!DOCTYPE html><html>Not found</html>");

    assertThat(problemOf(page).what())
        .isEqualTo("this is not a file of PyTorch's: it begins with '<!DOCTYPE html><html>Not'");
    assertThat(problemOf(folder.resolve("none.pth")).what()).isEqualTo("there is no such file");
    assertThat(problemOf(folder).what()).isEqualTo("this is not a file");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20, 28})
  void aStorageOfAnotherLengthIsTold(int bytes) throws IOException {
    saved.pickle().orderedDict();

    assertThat(
            problemOf(entries("", StorageType.FLOAT).replace("0", new byte[bytes]).zip(file()))
                .what())
        .contains("its entry 'archive/data/0' has " + bytes + " bytes, but its tensors need 24");
  }

  @Test
  void aStorageThatUnpacksToMoreThanItsTensorsIsNotUnpacked() throws IOException {
    saved.pickle().orderedDict();
    Path bomb = entries("", StorageType.FLOAT).replace("0", new byte[64 << 20]).zip(file());
    assertThat(Files.size(bomb)).isLessThan(1 << 20);

    assertThat(problemOf(bomb).what()).contains("has 67108864 bytes");
  }

  @Test
  void aPickleThatUnpacksToMoreThanAStateDictHasIsNotUnpacked() throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file()))) {
      SavedTensors.put(zip, "m/data.pkl", new byte[(64 << 20) + 1]);
    }

    assertThat(problemOf(file()).toString())
        .contains("its entry 'm/data.pkl' unpacks to 67108865 bytes; expected at most 67108864");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../secret", "/etc/passwd", "0/../1", "", "99"})
  void aStorageElsewhereIsNotLookedFor(String key) throws IOException {
    saved.pickle().orderedDict().text("fc.weight");
    saved
        .pickle()
        .tensor(StorageType.FLOAT, key, 6, 0, new long[] {3, 2}, new long[] {2, 1})
        .op('s');
    saved.entry("fc.bias", StorageType.FLOAT, new int[] {3}, 6, 7, 8);

    assertThat(problemOf(saved.zip(file())).what()).startsWith("this file is damaged: ");
  }

  @Test
  void wholeNumbersAreNotWeights() throws IOException {
    saved.pickle().orderedDict();

    assertThat(problemOf(entries("", StorageType.LONG).zip(file())).toString())
        .contains("values of type LongStorage; expected floating-point numbers");
  }

  @Test
  void aWrongChecksumIsTold() throws IOException {
    byte[] bytes = Files.readAllBytes(stateDict());
    // In the list at the end, an entry's checksum stands 30 bytes before its name.
    int name = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf("archive/data/0");
    bytes[name - 30] ^= 1;

    assertThat(problemOf(Files.write(file(), bytes)).toString()).contains("checksum");
  }

  @Test
  void anyCutArchiveIsTold() throws IOException {
    assertToldWhereverItIsCut(Files.readAllBytes(stateDict()));
  }

  @Test
  void anyCutFileOfTheFormatBeforePyTorch16IsTold() throws IOException {
    saved.pickle().orderedDict();
    saved.entry("fc.weight", StorageType.FLOAT, new int[] {3, 2}, 0, 1, 2, 3, 4, 5);
    saved.entry("fc.bias", StorageType.FLOAT, new int[] {3}, 6, 7, 8);

    assertToldWhereverItIsCut(Files.readAllBytes(saved.legacy(file(), Float.BYTES)));
  }

  private void assertToldWhereverItIsCut(byte[] whole) throws IOException {
    for (int length = 0; length < whole.length; length += 3) {
      Path cut = Files.write(folder.resolve("cut.pth"), Arrays.copyOf(whole, length));

      assertThat(reader.reads(cut)).as("cut to %d bytes", length).isTrue();
      assertThatExceptionOfType(ProblemException.class)
          .as("cut to %d bytes", length)
          .isThrownBy(() -> reader.read(cut, network()))
          .withMessageStartingWith(cut.toString());
    }
  }
}
