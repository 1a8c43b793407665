package dev.graft.architectures.pytorch;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.FloatFormat;
import dev.graft.architectures.files.Archive;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The format since PyTorch 1.6: a zip archive with one folder, in it {@code data.pkl} and, for each
 * storage, {@code data/0}, {@code data/1}, …
 */
final class TorchArchive implements TorchFile {
  private static final String PICKLE = "data.pkl";
  private static final int MOST_PICKLE_BYTES = 64 << 20;

  /** A storage's key is a number. */
  private static final Pattern KEY = Pattern.compile("\\d{1,9}");

  private final String path;
  private final Archive archive;
  private final String folder;
  private final ByteOrder order;
  private final Object content;

  private TorchArchive(
      String path, Archive archive, String folder, ByteOrder order, Object content) {
    this.path = path;
    this.archive = archive;
    this.folder = folder;
    this.order = order;
    this.content = content;
  }

  /** Whether an archive is of this format, or PyTorch's other one, TorchScript. */
  static boolean is(Archive archive) {
    return archive.names().stream().anyMatch(TorchArchive::isPickle);
  }

  private static boolean isPickle(String entry) {
    return entry.endsWith("/" + PICKLE) && entry.indexOf('/') == entry.lastIndexOf('/');
  }

  /**
   * Opens a file.
   *
   * @throws ProblemException if it is damaged, or holds no state dict
   */
  static TorchArchive open(Path file) {
    Archive archive = Archive.open(file);
    boolean opened = false;
    try {
      TorchArchive torch = open(archive, file.toString());
      opened = true;
      return torch;
    } finally {
      if (!opened) {
        archive.close();
      }
    }
  }

  private static TorchArchive open(Archive archive, String path) {
    List<String> pickles = archive.names().stream().filter(TorchArchive::isPickle).toList();
    if (pickles.size() != 1) {
      throw new ProblemException(
          TorchProblems.notAStateDict(
              path, "this archive holds %d entries '%s'".formatted(pickles.size(), PICKLE)));
    }
    String pickle = pickles.get(0);
    String folder = pickle.substring(0, pickle.length() - PICKLE.length());
    if (archive.contains(folder + "constants.pkl")) {
      throw new ProblemException(
          Problem.at(path, "this is a TorchScript module, not a state dict")
              .expecting("a state dict as torch.save writes it")
              .withRemedy(
                  "in Python: torch.save(torch.jit.load(file).state_dict(), \"weights.pth\")"));
    }
    ByteBuffer bytes = ByteBuffer.wrap(archive.bytes(pickle, MOST_PICKLE_BYTES));
    try {
      return new TorchArchive(
          path, archive, folder, order(archive, folder), Pickle.read(bytes, storage -> {}));
    } catch (PickleException e) {
      throw TorchProblems.of(path, e);
    }
  }

  private static ByteOrder order(Archive archive, String folder) {
    String entry = folder + "byteorder";
    boolean big =
        archive.contains(entry)
            && new String(archive.bytes(entry, 16), StandardCharsets.US_ASCII)
                .strip()
                .equals("big");
    return big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  @Override
  public Object content() {
    return content;
  }

  @Override
  public float[] elements(Storage storage) {
    FloatFormat format = TorchProblems.format(path, storage);
    if (!KEY.matcher(storage.key()).matches()) {
      throw TorchProblems.damaged(path, "a storage has the key '" + storage.key() + "'", null);
    }
    String entry = folder + "data/" + storage.key();
    long expected = storage.bytes();
    long found =
        archive
            .size(entry)
            .orElseThrow(
                () -> TorchProblems.damaged(path, "it has no entry '" + entry + "'", null));
    if (found != expected || expected > Integer.MAX_VALUE - 8) {
      throw TorchProblems.damaged(
          path,
          "its entry '%s' has %d bytes, but its tensors need %d".formatted(entry, found, expected),
          null);
    }
    ByteBuffer bytes = ByteBuffer.wrap(archive.bytes(entry, (int) expected)).order(order);
    float[] elements = new float[(int) storage.length()];
    if (bytes.remaining() != expected) {
      throw TorchProblems.damaged(path, "its entry '" + entry + "' is shorter than it says", null);
    }
    format.read(bytes, elements, 0, elements.length);
    return elements;
  }

  @Override
  public void close() {
    archive.close();
  }
}
