package dev.graft.architectures.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PickleTest {
  private static Object read(byte[] pickle) throws PickleException {
    return Pickle.read(ByteBuffer.wrap(pickle), storage -> {});
  }

  private static PickleWriter pickle() {
    return new PickleWriter();
  }

  private static byte[] stateDict() {
    PickleWriter writer = pickle().orderedDict().op('q').op(0).op('(');
    writer.text("a.weight").op('q').op(1);
    writer.tensor(StorageType.FLOAT, "0", 6, 0, new long[] {2, 3}, new long[] {3, 1});
    writer.text("a.num_batches_tracked");
    writer.tensor(StorageType.LONG, "1", 1, 0, new long[0], new long[0]);
    writer.op('u');
    writer.op('}').text("_metadata").orderedDict().op('s').op('b');
    return writer.stop();
  }

  @Test
  void readsAStateDict() throws PickleException {
    Map<?, ?> dict = (Map<?, ?>) read(stateDict());

    assertThat(dict.keySet().stream().map(Object::toString))
        .containsExactly("a.weight", "a.num_batches_tracked");
    TensorView view = (TensorView) dict.get("a.weight");
    assertThat(view.storage()).isEqualTo(new Storage(StorageType.FLOAT, "0", 6));
    assertThat(view.strides()).containsExactly(3, 1);
  }

  @Test
  void readsNumbersOfEveryLength() throws PickleException {
    byte[] pickle =
        pickle()
            .op('(')
            .op('K')
            .op(200)
            .op('M')
            .raw((byte) 0xe8, (byte) 0x03)
            .op('J')
            .int32(-7)
            .number(Long.MIN_VALUE)
            .op(0x8a)
            .op(1)
            .op(0xff)
            .op(0x8a)
            .op(0)
            .op('G')
            .raw(ByteBuffer.allocate(8).putDouble(2.5).array())
            .op('t')
            .stop();

    assertThat((List<?>) read(pickle))
        .isEqualTo(List.of(200L, 1000L, -7L, Long.MIN_VALUE, -1L, 0L, 2.5));
  }

  @Test
  void readsThePicklesOfNewerProtocols() throws PickleException {
    byte[] pickle =
        new PickleWriter()
            .op(0x95)
            .raw(new byte[8])
            .op(0x8c)
            .op(11)
            .raw("collections".getBytes(StandardCharsets.UTF_8))
            .op(0x94)
            .op(0x8c)
            .op(11)
            .raw("OrderedDict".getBytes(StandardCharsets.UTF_8))
            .op(0x93)
            .op(')')
            .op('R')
            .op('h')
            .op(0)
            .op('N')
            .op('s')
            .stop();

    assertThat((Map<?, ?>) read(pickle)).hasSize(1);
  }

  static Stream<Arguments> hostile() {
    byte[] command = "echo hello".getBytes(StandardCharsets.UTF_8);
    return Stream.of(
        Arguments.of("a command", shell("posix", "system"), "asks for Python's 'posix.system'"),
        Arguments.of("eval", shell("builtins", "eval"), "asks for Python's 'builtins.eval'"),
        Arguments.of(
            "a constructor's namesake",
            shell("evil.collections", "OrderedDict"),
            "asks for Python's 'evil.collections.OrderedDict'"),
        Arguments.of(
            "a command by its name on the stack",
            pickle().text("os").text("system").op(0x93).text("ls").op(0x85).op('R').stop(),
            "asks for Python's 'os.system'"),
        Arguments.of(
            "a whole model",
            pickle().global("torchvision.models.resnet", "ResNet").op(')').op(0x81).stop(),
            "asks for Python's 'torchvision.models.resnet.ResNet'"),
        Arguments.of(
            "an object",
            pickle().global("collections", "OrderedDict").op(')').op(0x81).stop(),
            "makes an object of a class"),
        Arguments.of(
            "an old instance",
            pickle().op('(').op('i').raw("os\nsystem\n".getBytes(StandardCharsets.UTF_8)).stop(),
            "has the operation 0x69"),
        Arguments.of(
            "an old persistent id",
            pickle().op('P').raw(command).op('\n').stop(),
            "has the operation 0x50"),
        Arguments.of("an extension", pickle().op(0x82).op(1).stop(), "has the operation 0x82"),
        Arguments.of(
            "attributes of a tensor",
            pickle()
                .tensor(StorageType.FLOAT, "0", 1, 0, new long[0], new long[0])
                .op('}')
                .op('b')
                .stop(),
            "gives attributes to what is no dictionary"),
        Arguments.of(
            "a key in itself",
            pickle().op('}').op(']').op('q').op(0).op('h').op(0).op('a').op('N').op('s').stop(),
            "keys are neither names nor numbers"),
        Arguments.of("protocol 0", new byte[] {(byte) 0x80, 0, '.'}, "has protocol 0"));
  }

  private static byte[] shell(String module, String name) {
    return pickle().global(module, name).text("touch hello").op(0x85).op('R').stop();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void whatNoStateDictNeedsIsRefusedByName(String what, byte[] pickle, String message) {
    assertThatExceptionOfType(PickleException.class)
        .isThrownBy(() -> read(pickle))
        .withMessageContaining(message)
        .matches(PickleException::isForeign);
  }

  static Stream<Arguments> damaged() {
    return Stream.of(
        Arguments.of("nothing", new byte[0], "it is cut off"),
        Arguments.of("no stop", pickle().op('N').toBytes(), "it is cut off"),
        Arguments.of("no value", pickle().stop(), "takes more values than there are"),
        Arguments.of("a mark alone", pickle().op('(').stop(), "takes more values"),
        Arguments.of("no mark", pickle().op('t').stop(), "takes more values"),
        Arguments.of("a tuple over a mark", pickle().op('N').op('(').op(0x85).stop(), "takes more"),
        Arguments.of("a text without end", pickle().op('X').int32(Integer.MAX_VALUE).stop(), "cut"),
        Arguments.of("a negative text", pickle().op('X').int32(-1).stop(), "cut off"),
        Arguments.of("no memo", pickle().op('j').int32(5).stop(), "repeats what was not there"),
        Arguments.of("no list", pickle().op('N').op('N').op('a').stop(), "no list"),
        Arguments.of("a tuple that grows", pickle().op(')').op('N').op('a').stop(), "no list"),
        Arguments.of("no dictionary", pickle().op(']').op('N').op('N').op('s').stop(), "no dict"),
        Arguments.of("half an entry", pickle().op('}').op('(').op('N').op('u').stop(), "no dict"),
        Arguments.of("no function", pickle().op('N').op(')').op('R').stop(), "no function"),
        Arguments.of(
            "a storage that is called",
            pickle().global("torch", "FloatStorage").op(')').op('R').stop(),
            "no function"),
        Arguments.of("no storage", pickle().op(')').op('Q').stop(), "without a storage"),
        Arguments.of(
            "a storage of fewer than none",
            pickle().tensor(StorageType.FLOAT, "0", -1, 0, new long[0], new long[0]).stop(),
            "without a storage"),
        Arguments.of(
            "a name without end",
            pickle().op('c').raw("x".repeat(2000).getBytes(StandardCharsets.UTF_8)).stop(),
            "a name in it has no end"),
        Arguments.of(
            "a tensor without arguments",
            pickle().global("torch._utils", "_rebuild_tensor_v2").op(')').op('R').stop(),
            "is called with 0 arguments that are not its own"),
        Arguments.of(
            "a tensor beyond its storage",
            pickle()
                .tensor(StorageType.FLOAT, "0", 6, 1, new long[] {2, 3}, new long[] {3, 1})
                .stop(),
            "reaches to element 6 of a storage of 6"),
        Arguments.of(
            "strides that overflow",
            pickle()
                .tensor(
                    StorageType.FLOAT,
                    "0",
                    6,
                    0,
                    new long[] {3, 3},
                    new long[] {Long.MAX_VALUE / 2 + 1, Long.MAX_VALUE / 2 + 1})
                .stop(),
            "overflow"),
        Arguments.of(
            "strides that go back",
            pickle().tensor(StorageType.FLOAT, "0", 6, 5, new long[] {6}, new long[] {-1}).stop(),
            "has strides [-1]"),
        Arguments.of(
            "sizes that overflow",
            pickle()
                .tensor(StorageType.FLOAT, "0", 6, 0, new long[] {1L << 33}, new long[] {0})
                .stop(),
            "integer overflow"),
        Arguments.of(
            "more elements than an array has",
            pickle()
                .tensor(StorageType.FLOAT, "0", 1, 0, new long[] {65536, 65536}, new long[] {0, 0})
                .stop(),
            "a tensor of sizes [65536, 65536]"),
        Arguments.of(
            "more axes than strides",
            pickle().tensor(StorageType.FLOAT, "0", 6, 0, new long[] {2, 3}, new long[] {1}).stop(),
            "do not go together"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damaged")
  void whatCannotBeIsDamage(String what, byte[] pickle, String message) {
    assertThatExceptionOfType(PickleException.class)
        .isThrownBy(() -> read(pickle))
        .withMessageContaining(message)
        .matches(e -> !e.isForeign());
  }

  @Test
  void oneListTakenManyTimesIsRefusedBeforeItFillsTheMemory() {
    PickleWriter writer = pickle().op(']').op('(');
    for (int i = 0; i < 10_000; i++) {
      writer.op('(').op('J').int32(i).op('N').op('t');
    }
    writer.op('e').op('q').op(0);
    for (int i = 0; i < 10_000; i++) {
      writer.global("collections", "OrderedDict").op('h').op(0).op(0x85).op('R');
    }

    assertThatExceptionOfType(PickleException.class)
        .isThrownBy(() -> read(writer.stop()))
        .withMessageContaining("makes more of a list than a state dict has");
  }

  @Test
  void memoNumbersAreNoSizes() throws PickleException {
    byte[] pickle =
        pickle().text("a").op('r').int32(Integer.MAX_VALUE).op('j').int32(Integer.MAX_VALUE).stop();

    assertThat(read(pickle)).isEqualTo("a");
  }

  @Test
  void aCutPickleIsToldWhereverItIsCut() {
    byte[] whole = stateDict();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(PickleException.class).isThrownBy(() -> read(cut));
    }
  }

  @Test
  void damagedBytesAreReadOrToldAndNeverABug() {
    byte[] whole = stateDict();
    Random random = new Random(7);
    int told = 0;
    for (int trial = 0; trial < 20_000; trial++) {
      byte[] damaged = whole.clone();
      for (int i = 0; i <= random.nextInt(4); i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        read(damaged);
      } catch (PickleException e) {
        told++;
      }
    }
    assertThat(told).isGreaterThan(1_000);
  }
}
