package dev.graft.training.input;

import dev.graft.api.Image;
import dev.graft.api.ImageSize;
import dev.graft.api.Sha256;
import dev.graft.api.data.Example;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

/**
 * The decoded pictures of some examples, kept in memory as unsigned bytes as far as they fit; the
 * others are decoded anew each time.
 */
public final class Pictures implements ImageSource {
  private static final int CHUNK = 16;

  private final List<Example> examples;
  private final ImageSize size;
  private final byte[][] kept;
  private final byte[][] digests;

  private Pictures(List<Example> examples, ImageSize size, int keep) {
    this.examples = List.copyOf(examples);
    this.size = size;
    this.kept = new byte[keep][];
    this.digests = new byte[examples.size()][];
  }

  /** Is told how many pictures have been read. */
  @FunctionalInterface
  public interface Progress {
    /** So many of so many. */
    void read(long done, long total);
  }

  private record ChunkRead(int count, List<Problem> problems) {}

  /**
   * Reads every picture of some lists of examples once, on all threads.
   *
   * @param lists the examples; the first come first into the memory
   * @param size the size that every image must have
   * @param memory bytes that may be kept
   * @return the pictures of each list
   * @throws ProblemException if some cannot be read: a problem for each of them
   */
  public static List<Pictures> read(
      List<List<Example>> lists, ImageSize size, long memory, Workers workers, Progress progress) {
    List<Pictures> all = new ArrayList<>();
    long room = memory / size.bytes();
    for (List<Example> examples : lists) {
      int keep = (int) Math.min(room, examples.size());
      all.add(new Pictures(examples, size, keep));
      room -= keep;
    }
    List<Future<ChunkRead>> chunks = new ArrayList<>();
    for (Pictures pictures : all) {
      for (int from = 0; from < pictures.count(); from += CHUNK) {
        chunks.add(workers.submit(pictures.reading(from)));
      }
    }
    long total = all.stream().mapToLong(Pictures::count).sum();
    List<Problem> problems = new ArrayList<>();
    long done = 0;
    for (Future<ChunkRead> chunk : chunks) {
      ChunkRead read = Workers.await(chunk);
      problems.addAll(read.problems());
      done += read.count();
      progress.read(done, total);
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return all;
  }

  private Callable<ChunkRead> reading(int from) {
    return () -> {
      List<Problem> problems = new ArrayList<>();
      int to = Math.min(from + CHUNK, examples.size());
      for (int i = from; i < to; i++) {
        try {
          Image image = decoded(i);
          digests[i] = Sha256.of(image.pixels());
          if (i < kept.length) {
            kept[i] = image.pixels();
          }
        } catch (ProblemException e) {
          problems.addAll(e.problems());
        }
      }
      return new ChunkRead(to - from, problems);
    };
  }

  private Image decoded(int index) {
    Example example = examples.get(index);
    Image image = example.image();
    if (!image.size().equals(size)) {
      throw new IllegalStateException(
          "the dataset promised images of %s, but '%s' is %s"
              .formatted(size, example.id(), image.size()));
    }
    return image;
  }

  @Override
  public ImageSize size() {
    return size;
  }

  @Override
  public int count() {
    return examples.size();
  }

  @Override
  public Image image(int index) {
    return index < kept.length ? new Image(size, kept[index]) : decoded(index);
  }

  /** The examples. */
  public List<Example> examples() {
    return examples;
  }

  /** Class of an example. */
  public int label(int index) {
    return examples.get(index).label();
  }

  /** How many are kept in memory. */
  public int keptCount() {
    return kept.length;
  }

  /** SHA-256 over all pixels, as 64 hexadecimal digits. */
  public String pixelsSha256() {
    Sha256 all = new Sha256();
    for (byte[] digest : digests) {
      all.add(digest);
    }
    return all.hex();
  }
}
