package dev.graft.training.input;

import dev.graft.api.Image;
import dev.graft.api.ImageSize;
import dev.graft.api.Sha256;
import dev.graft.api.data.EncodedPicture;
import dev.graft.api.data.Example;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.training.features.Digest;
import dev.graft.training.features.PictureIndex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The pictures of some examples, decoded when they are asked for. Where that is wanted they are
 * kept in memory as unsigned bytes, as far as they fit; the others are decoded anew each time.
 */
public final class Pictures implements KeyedImages {
  private static final int CHUNK = 16;

  private final List<Example> examples;
  private final ImageSize size;
  private final AtomicReferenceArray<byte[]> kept;
  private final AtomicReferenceArray<Digest> digests;
  private final Map<Digest, Digest> decoded = new ConcurrentHashMap<>();
  private volatile boolean keeping;

  private Pictures(List<Example> examples, ImageSize size, int keep) {
    this.examples = List.copyOf(examples);
    this.size = size;
    this.kept = new AtomicReferenceArray<>(keep);
    this.digests = new AtomicReferenceArray<>(examples.size());
  }

  /** Is told how many pictures have been read. */
  @FunctionalInterface
  public interface Progress {
    /** So many of so many. */
    void read(long done, long total);
  }

  private record ChunkRead(int count, List<Problem> problems) {}

  /**
   * The pictures of some lists of examples, none of them read yet.
   *
   * @param lists the examples; the first come first into the memory
   * @param size the size that every image must have
   * @param memory bytes that may be kept
   */
  public static List<Pictures> of(List<List<Example>> lists, ImageSize size, long memory) {
    List<Pictures> all = new ArrayList<>();
    long room = memory / size.bytes();
    for (List<Example> examples : lists) {
      int keep = (int) Math.min(room, examples.size());
      all.add(new Pictures(examples, size, keep));
      room -= keep;
    }
    return all;
  }

  /**
   * Decodes, on all threads, every picture that no run has decoded yet.
   *
   * @throws ProblemException if some cannot be read: a problem for each of them
   */
  public static void readAll(List<Pictures> all, Workers workers, Progress progress) {
    if (all.stream().allMatch(Pictures::areIdentified)) {
      return;
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
  }

  private boolean areIdentified() {
    return java.util.stream.IntStream.range(0, count()).allMatch(i -> digests.get(i) != null);
  }

  private Callable<ChunkRead> reading(int from) {
    return () -> {
      List<Problem> problems = new ArrayList<>();
      int to = Math.min(from + CHUNK, examples.size());
      for (int i = from; i < to; i++) {
        try {
          if (digests.get(i) == null) {
            image(i);
          }
        } catch (ProblemException e) {
          problems.addAll(e.problems());
        }
      }
      return new ChunkRead(to - from, problems);
    };
  }

  /**
   * Finds out on all threads which pixels pictures have, as far as that is known without decoding
   * them. A picture that cannot be read is left for those who want its image.
   *
   * @param index what earlier runs have decoded
   */
  public void identify(PictureIndex index, Workers workers, Progress progress) {
    if (index.isEmpty()) {
      return;
    }
    List<Future<List<Optional<Digest>>>> chunks = new ArrayList<>();
    for (int from = 0; from < count(); from += CHUNK) {
      int begin = from;
      int end = Math.min(from + CHUNK, count());
      chunks.add(workers.submit(() -> encoded(begin, end)));
    }
    int at = 0;
    for (Future<List<Optional<Digest>>> chunk : chunks) {
      for (Optional<Digest> encoded : Workers.await(chunk)) {
        digests.compareAndSet(at, null, encoded.flatMap(index::pixels).orElse(null));
        at++;
      }
      progress.read(at, count());
    }
  }

  private List<Optional<Digest>> encoded(int from, int to) {
    List<Optional<Digest>> found = new ArrayList<>();
    for (Example example : examples.subList(from, to)) {
      try {
        found.add(example.encoded().map(encoded -> Digest.ofSum(encoded.sha256())));
      } catch (ProblemException e) {
        found.add(Optional.empty());
      }
    }
    return found;
  }

  /** Hands over what has been decoded since this was last called: pixels by encoded bytes. */
  public void remember(PictureIndex index) {
    Map<Digest, Digest> some = new HashMap<>(decoded);
    index.add(some);
    decoded.keySet().removeAll(some.keySet());
  }

  /** From now on keeps the images that are decoded, as far as they fit. */
  public void keep() {
    keeping = true;
  }

  private Image decoded(int index) {
    Example example = examples.get(index);
    Optional<EncodedPicture> encoded =
        digests.get(index) == null ? example.encoded() : Optional.empty();
    Image image = encoded.isPresent() ? encoded.get().image() : example.image();
    if (!image.size().equals(size)) {
      throw new IllegalStateException(
          "the dataset promised images of %s, but '%s' is %s"
              .formatted(size, example.id(), image.size()));
    }
    Digest digest = Digest.of(image.pixels());
    digests.compareAndSet(index, null, digest);
    if (!digests.get(index).equals(digest)) {
      throw new ProblemException(
          Problem.at(example.id(), "is another picture than it was when this run first read it")
              .withRemedy("change no pictures while a run uses them, and begin it anew"));
    }
    encoded.ifPresent(bytes -> decoded.put(Digest.ofSum(bytes.sha256()), digest));
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
    byte[] pixels = index < kept.length() ? kept.get(index) : null;
    if (pixels != null) {
      return new Image(size, pixels);
    }
    Image image = decoded(index);
    if (keeping && index < kept.length()) {
      kept.set(index, image.pixels());
    }
    return image;
  }

  @Override
  public Optional<Digest> key(int index) {
    return Optional.ofNullable(digests.get(index));
  }

  /** The examples. */
  public List<Example> examples() {
    return examples;
  }

  /** Class of an example. */
  public int label(int index) {
    return examples.get(index).label();
  }

  /** How many can be kept in memory. */
  public int room() {
    return kept.length();
  }

  /**
   * SHA-256 over all pixels, as 64 hexadecimal digits.
   *
   * @throws IllegalStateException if a picture has been neither decoded nor identified
   */
  public String pixelsSha256() {
    Sha256 all = new Sha256();
    for (int i = 0; i < count(); i++) {
      all.add(
          key(i)
              .orElseThrow(() -> new IllegalStateException("not every picture has been read"))
              .bytes());
    }
    return all.hex();
  }
}
