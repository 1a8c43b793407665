package dev.graft.training.download;

import dev.graft.api.problem.FileProblem;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.Checksum;
import dev.graft.api.weights.FileStart;
import dev.graft.api.weights.PublishedWeights;
import dev.graft.training.storage.CacheRoot;
import dev.graft.training.storage.ProcessLock;
import dev.graft.training.storage.WrittenAside;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Published weights on this machine: in the folder {@code weights} of the cache, each under its
 * published name. A file gets that name only when it is complete and verified; one that is there is
 * verified each time it is asked for, and may have been put there by hand. Safe for several threads
 * and processes.
 *
 * <p>Of files whose publisher gives no digest, the SHA-256 of what was fetched is kept beside, so
 * that later damage shows.
 */
public final class WeightsCache {
  /** The environment variable that forbids downloads. */
  public static final String OFFLINE = "GRAFT_OFFLINE";

  private static final Set<String> YES = Set.of("1", "true", "yes", "on");
  private static final String RECORD = ".sha256";

  private final Path folder;
  private final boolean offline;
  private final DownloadSettings settings;

  /**
   * Makes one.
   *
   * @param folder where the files are; need not be there
   * @param offline whether nothing may be fetched
   */
  public WeightsCache(Path folder, boolean offline, DownloadSettings settings) {
    this.folder = folder.toAbsolutePath().normalize();
    this.offline = offline;
    this.settings = settings;
  }

  /** The one of this process's environment: {@code GRAFT_CACHE} and {@code GRAFT_OFFLINE}. */
  public static WeightsCache ofSystem() {
    return new WeightsCache(
        CacheRoot.ofSystem().resolve("weights"),
        isOffline(System.getenv()),
        DownloadSettings.usual());
  }

  /** Whether nothing may be fetched. */
  public boolean isOffline() {
    return offline;
  }

  static boolean isOffline(Map<String, String> environment) {
    return YES.contains(environment.getOrDefault(OFFLINE, "").strip().toLowerCase(Locale.ROOT));
  }

  /** The folder of the files. */
  public Path folder() {
    return folder;
  }

  /** Where the file is or will be. */
  public Path path(PublishedWeights weights) {
    return folder.resolve(weights.fileName());
  }

  /** Whether there is such a file, right or wrong. */
  public boolean has(PublishedWeights weights) {
    return Files.isRegularFile(path(weights));
  }

  /** How the file on this machine is. */
  public enum State {
    /** It is not there. */
    MISSING,
    /** It is what is published. */
    VERIFIED,
    /** It is there, and nothing is published to know it by. */
    UNKNOWN,
    /** It is not what is published, or not what was fetched. */
    WRONG
  }

  /**
   * How the file on this machine is: reads all of it.
   *
   * @throws ProblemException if it cannot be read
   */
  public State state(PublishedWeights weights) {
    Path file = path(weights);
    try {
      if (!Files.isRegularFile(file)) {
        return State.MISSING;
      }
      if (weights.bytes().isPresent() && Files.size(file) != weights.bytes().getAsLong()) {
        return State.WRONG;
      }
      if (weights.checksum().isPresent()) {
        Checksum checksum = weights.checksum().get();
        return checksum.matches(FileDigest.of(file, checksum.algorithm()))
            ? State.VERIFIED
            : State.WRONG;
      }
      Path record = record(file);
      if (!Files.isRegularFile(record)) {
        return State.UNKNOWN;
      }
      return Files.readString(record).strip().equals(FileDigest.of(file, Checksum.Algorithm.SHA256))
          ? State.VERIFIED
          : State.WRONG;
    } catch (IOException e) {
      throw FileProblem.reading(file, "published weights", e);
    }
  }

  /** The file, if it is there and not wrong; nothing is fetched. */
  public Optional<Path> find(PublishedWeights weights) {
    return switch (state(weights)) {
      case VERIFIED, UNKNOWN -> Optional.of(path(weights));
      case MISSING, WRONG -> Optional.empty();
    };
  }

  /**
   * The file, which is fetched if it is not there.
   *
   * @throws ProblemException if it cannot be had, or the one that is there is not what is
   *     published; telling the file's name, address and place, so that it can be put there by hand
   */
  public Path require(PublishedWeights weights, DownloadListener listener) {
    Path file = path(weights);
    State state = state(weights);
    if (state == State.MISSING) {
      if (offline) {
        throw new ProblemException(missing(weights, "is not there, and " + OFFLINE + " is set"));
      }
      try {
        Files.createDirectories(folder);
        state = fetchAlone(weights, listener);
      } catch (InterruptedIOException e) {
        throw new ProblemException(Problem.at(file.toString(), "was not fetched: interrupted"), e);
      } catch (IOException e) {
        throw new ProblemException(missing(weights, "cannot be fetched: " + e.getMessage()), e);
      }
    }
    if (state == State.WRONG) {
      throw new ProblemException(wrong(weights));
    }
    return file;
  }

  private State fetchAlone(PublishedWeights weights, DownloadListener listener) throws IOException {
    ProcessLock lock =
        ProcessLock.take(
            folder.resolve(weights.fileName() + ".lock"),
            () ->
                listener.message("waiting for another process that fetches " + weights.fileName()));
    try {
      // Who had the lock before may have fetched it.
      State state = state(weights);
      if (state == State.MISSING) {
        fetch(weights, listener);
        state = State.VERIFIED;
      }
      return state;
    } catch (RefusedException e) {
      throw new ProblemException(missing(weights, "cannot be fetched: " + e.getMessage()), e);
    } finally {
      lock.close();
    }
  }

  private void fetch(PublishedWeights weights, DownloadListener listener)
      throws IOException, RefusedException {
    Path file = path(weights);
    PartialFile partial =
        new PartialFile(
            folder.resolve(weights.fileName() + WrittenAside.SUFFIX), weights.address());
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(settings.connecting())
            .build();
    boolean continued = partial.validator().isPresent();
    listener.message(
        (continued ? "going on with %s from %s" : "fetching %s from %s")
            .formatted(weights.fileName(), weights.address()));
    Download download = new Download(client, settings, weights, partial, listener);
    download.complete();
    Optional<Problem> problem = problemOf(partial.path(), weights);
    if (problem.isPresent() && continued) {
      // What was there from another day may have been the wrong part.
      listener.message("what was put together is not what is published; fetching it anew");
      partial.delete();
      download.complete();
      problem = problemOf(partial.path(), weights);
    }
    if (problem.isPresent()) {
      partial.delete();
      throw new ProblemException(problem.get());
    }
    if (weights.checksum().isEmpty()) {
      String digest = FileDigest.of(partial.path(), Checksum.Algorithm.SHA256);
      WrittenAside.file(record(file), aside -> Files.writeString(aside, digest + "\n"));
    }
    Files.move(partial.path(), file, StandardCopyOption.ATOMIC_MOVE);
    partial.delete();
  }

  private Optional<Problem> problemOf(Path fetched, PublishedWeights weights) throws IOException {
    String where = weights.address().toString();
    if (weights.bytes().isPresent() && Files.size(fetched) != weights.bytes().getAsLong()) {
      return Optional.of(
          Problem.at(where, "sent " + Files.size(fetched) + " bytes")
              .expecting(weights.bytes().getAsLong() + " bytes")
              .withRemedy(byHand()));
    }
    if (weights.checksum().isEmpty()) {
      return isOfItsFormat(fetched, weights.fileName())
          ? Optional.empty()
          : Optional.of(
              Problem.at(where, "sent something that is no weights file")
                  .expecting("a file like its name, '" + weights.fileName() + "'")
                  .withRemedy(byHand()));
    }
    Checksum checksum = weights.checksum().get();
    String digest = FileDigest.of(fetched, checksum.algorithm());
    return checksum.matches(digest)
        ? Optional.empty()
        : Optional.of(
            Problem.at(
                    where,
                    "sent a file with %s %s".formatted(checksum.algorithm().javaName(), digest))
                .expecting(checksum.toString())
                .withRemedy(byHand()));
  }

  /** A page that asks for a password comes with status 200, too. */
  private static boolean isOfItsFormat(Path fetched, String name) {
    FileStart start = FileStart.of(fetched);
    String ending = name.substring(name.lastIndexOf('.') + 1);
    return switch (ending) {
      case "h5" -> start == FileStart.HDF5;
      case "keras" -> start == FileStart.ZIP;
      case "pth", "pt" -> start == FileStart.ZIP || start == FileStart.PICKLE;
      case "safetensors" -> start == FileStart.SAFETENSORS;
      default -> true;
    };
  }

  private Problem missing(PublishedWeights weights, String what) {
    return Problem.at(path(weights).toString(), what)
        .expecting(
            "'%s' from %s%s"
                .formatted(
                    weights.fileName(),
                    weights.address(),
                    weights.checksum().map(sum -> " (" + sum + ")").orElse("")))
        .withRemedy(byHand());
  }

  private String byHand() {
    return "fetch it in another way and put it into "
        + folder
        + ", or name a file of your own in 'weights'; "
        + CacheRoot.VARIABLE
        + " moves the folder";
  }

  private Problem wrong(PublishedWeights weights) {
    return Problem.at(path(weights).toString(), "is not what is published, or is damaged")
        .expecting(
            weights
                .checksum()
                .map(Checksum::toString)
                .orElse("the file that was fetched, by its digest in " + RECORD))
        .withRemedy("delete it: it will be fetched again");
  }

  private static Path record(Path file) {
    return file.resolveSibling(file.getFileName() + RECORD);
  }
}
