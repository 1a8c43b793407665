package dev.graft.architectures.pytorch;

import dev.graft.api.problem.FileProblem;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.FloatFormat;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The format before PyTorch 1.6, in which most weights of torchvision's first years lie: pickles of
 * a magic number, the protocol's version, the machine, what was saved, and the storages' keys, one
 * behind the other; then for each key the number of elements and the elements.
 */
final class LegacyTorchFile implements TorchFile {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long VERSION = 1001;

  private final String path;
  private final ByteBuffer bytes;
  private final Object content;
  private final Map<String, Integer> places;

  private LegacyTorchFile(
      String path, ByteBuffer bytes, Object content, Map<String, Integer> places) {
    this.path = path;
    this.bytes = bytes;
    this.content = content;
    this.places = places;
  }

  /**
   * Opens a file.
   *
   * @throws ProblemException if it is damaged, or holds no state dict
   */
  static LegacyTorchFile open(Path file) {
    String path = file.toString();
    ByteBuffer bytes;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new ProblemException(
            Problem.at(path, "has " + channel.size() + " bytes")
                .expecting("less than 2 GiB in the format before PyTorch 1.6")
                .withRemedy("in Python: torch.save(torch.load(file), \"weights.pth\")"));
      }
      // Read, not mapped: a map stays until the garbage collector comes by.
      bytes = ByteBuffer.allocate((int) channel.size());
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // Reads on.
      }
      bytes.flip();
    } catch (IOException e) {
      throw FileProblem.reading(file, "a PyTorch state dict", e);
    }
    try {
      return read(path, bytes);
    } catch (PickleException e) {
      throw TorchProblems.of(path, e);
    }
  }

  private static LegacyTorchFile read(String path, ByteBuffer bytes) throws PickleException {
    if (!MAGIC.equals(Pickle.read(bytes, storage -> {}))) {
      throw new ProblemException(
          TorchProblems.notAStateDict(path, "this is a pickle, but not one of torch.save"));
    }
    Object version = Pickle.read(bytes, storage -> {});
    if (!Long.valueOf(VERSION).equals(version)) {
      throw PickleException.foreign("has the version " + version);
    }
    Object machine = Pickle.read(bytes, storage -> {});
    boolean big =
        machine instanceof Map<?, ?> system && Boolean.FALSE.equals(system.get("little_endian"));
    Map<String, Storage> storages = new LinkedHashMap<>();
    Object content = Pickle.read(bytes, storage -> storages.put(storage.key(), storage));
    if (!(Pickle.read(bytes, storage -> {}) instanceof List<?> keys)) {
      throw PickleException.damaged("it lists no storages");
    }
    bytes.order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    return new LegacyTorchFile(path, bytes, content, places(bytes, keys, storages));
  }

  private static Map<String, Integer> places(
      ByteBuffer bytes, List<?> keys, Map<String, Storage> storages) throws PickleException {
    Map<String, Integer> places = new HashMap<>();
    for (Object key : keys) {
      Storage storage = key instanceof String name ? storages.get(name) : null;
      if (storage == null || bytes.remaining() < Long.BYTES) {
        throw PickleException.damaged("the storages are not those of its tensors");
      }
      long length = bytes.getLong();
      if (length != storage.length() || storage.bytes() > bytes.remaining()) {
        throw PickleException.damaged(
            "storage %s should have %d elements, found %d and %d bytes"
                .formatted(storage.key(), storage.length(), length, bytes.remaining()));
      }
      places.put(storage.key(), bytes.position());
      bytes.position(bytes.position() + (int) storage.bytes());
    }
    return places;
  }

  @Override
  public Object content() {
    return content;
  }

  @Override
  public float[] elements(Storage storage) {
    FloatFormat format = TorchProblems.format(path, storage);
    Integer place = places.get(storage.key());
    if (place == null) {
      throw TorchProblems.damaged(path, "storage " + storage.key() + " is not there", null);
    }
    float[] elements = new float[(int) storage.length()];
    ByteBuffer from = bytes.duplicate().order(bytes.order()).position(place);
    format.read(from, elements, 0, elements.length);
    return elements;
  }

  @Override
  public void close() {
    // All of the file is in memory.
  }
}
