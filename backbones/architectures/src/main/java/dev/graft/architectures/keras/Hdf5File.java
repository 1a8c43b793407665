package dev.graft.architectures.keras;

import dev.graft.api.Shape;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.StoredTensor;
import dev.graft.architectures.files.Beginning;
import io.jhdf.HdfFile;
import io.jhdf.Superblock;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * An open HDF5 file of weights. Every exception is a {@link ProblemException} that names the file.
 * A link in it is refused: it could lead into another file, or in a circle.
 */
final class Hdf5File implements AutoCloseable {
  private final String path;
  private final HdfFile file;

  private Hdf5File(String path, HdfFile file) {
    this.path = path;
    this.file = file;
  }

  /**
   * Opens a file.
   *
   * @throws ProblemException if it is not there, empty, cut off or not HDF5
   */
  static Hdf5File open(Path file) {
    return open(file, file.toString());
  }

  /**
   * Opens a file.
   *
   * @param path what to call it in messages
   * @throws ProblemException if it is not there, empty, cut off or not HDF5
   */
  static Hdf5File open(Path file, String path) {
    if (!Files.isRegularFile(file)) {
      throw new ProblemException(
          Problem.at(path, Files.exists(file) ? "this is not a file" : "there is no such file")
              .expecting("a file of Keras HDF5 weights"));
    }
    OptionalLong start = Hdf5Signature.in(file);
    if (start.isEmpty()) {
      throw new ProblemException(notHdf5(file, path));
    }
    HdfFile opened;
    try {
      opened = new HdfFile(file);
    } catch (RuntimeException e) {
      throw damaged(path, file, e);
    }
    try {
      long whole = opened.getHdfBackingStorage().getSuperblock().getEndOfFileAddress();
      long found = Files.size(file);
      if (found < whole) {
        throw new ProblemException(cutOff(path, found, whole));
      }
      return new Hdf5File(path, opened);
    } catch (ProblemException e) {
      opened.close();
      throw e;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw damaged(path, file, e);
    }
  }

  /** What the file is called in messages. */
  String path() {
    return path;
  }

  /** Reads something of the root group; what jHDF throws at damaged bytes becomes a problem. */
  <T> T read(Reading<T> reading) {
    return guarded(() -> reading.from(file));
  }

  /** Reads something of a group. */
  @FunctionalInterface
  interface Reading<T> {
    /** Reads it. */
    T from(Group root);
  }

  /** A group's member, by a path whose parts are divided by slashes. */
  static Node member(Group group, String path) {
    Node node = group;
    for (String part : path.split("/", -1)) {
      Node next = node instanceof Group parent ? parent.getChildren().get(part) : null;
      if (next == null) {
        throw new IllegalStateException("'" + path + "' is not there");
      }
      node = requireOwn(next);
    }
    return node;
  }

  /** The member itself, if it is this file's own and no link. */
  static Node requireOwn(Node member) {
    if (member.isLink()) {
      throw new IllegalStateException("'" + member.getName() + "' is a link");
    }
    return member;
  }

  /**
   * A data set as a tensor that is read when it is asked for.
   *
   * @param name the parameter's name
   */
  StoredTensor tensor(String name, Node node) {
    if (!(node instanceof Dataset dataset)) {
      throw new IllegalStateException("'" + node.getPath() + "' is not a data set");
    }
    Shape shape = Shape.of(dataset.getDimensions());
    return new StoredTensor(name, shape, () -> guarded(() -> floats(dataset, shape)));
  }

  private float[] floats(Dataset dataset, Shape shape) {
    Object values = shape.rank() == 0 ? dataset.getData() : dataset.getDataFlat();
    if (values instanceof float[] floats) {
      return floats;
    }
    if (values instanceof double[] doubles) {
      float[] floats = new float[doubles.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) doubles[i];
      }
      return floats;
    }
    // A whole number alone is a count, as a Normalization layer keeps one; an array of them is not
    // what floats became.
    if (values instanceof Number number) {
      return new float[] {number.floatValue()};
    }
    throw new ProblemException(
        Problem.at(path, "found values of type " + dataset.getJavaType().getSimpleName())
            .withSubject("data set " + dataset.getPath())
            .expecting("32-bit or 64-bit floats"));
  }

  /** jHDF meets damaged bytes with exceptions of many kinds, all of them unchecked. */
  private <T> T guarded(Supplier<T> work) {
    try {
      return work.get();
    } catch (ProblemException e) {
      throw e;
    } catch (RuntimeException e) {
      throw damaged(path, file.getFileAsPath(), e);
    }
  }

  private static ProblemException damaged(String path, Path file, Exception cause) {
    OptionalLong size = sizeByItsHeader(file);
    try {
      if (size.isPresent() && Files.size(file) < size.getAsLong()) {
        return new ProblemException(cutOff(path, Files.size(file), size.getAsLong()), cause);
      }
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    return new ProblemException(
        Problem.at(path, "this HDF5 file is damaged: " + cause.getMessage())
            .withRemedy("fetch or write it again"),
        cause);
  }

  private static Problem cutOff(String path, long found, long whole) {
    return Problem.at(path, "this HDF5 file is cut off: it has %d bytes".formatted(found))
        .expecting(whole + " bytes, by its own header")
        .withRemedy("fetch or write it again");
  }

  private static OptionalLong sizeByItsHeader(Path file) {
    OptionalLong start = Hdf5Signature.in(file);
    if (start.isEmpty()) {
      return OptionalLong.empty();
    }
    try (FileChannel channel = FileChannel.open(file)) {
      return OptionalLong.of(
          Superblock.readSuperblock(channel, start.getAsLong()).getEndOfFileAddress());
    } catch (IOException | RuntimeException e) {
      return OptionalLong.empty();
    }
  }

  private static Problem notHdf5(Path file, String path) {
    return Problem.at(path, Beginning.describe(file, "this is not an HDF5 file"))
        .expecting("a file of Keras HDF5 weights")
        .withRemedy("if it was downloaded, fetch it again");
  }

  @Override
  public void close() {
    file.close();
  }
}
