package dev.graft.assembly.experiment;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.PublishedWeights;
import dev.graft.api.weights.Weights;
import dev.graft.api.weights.WeightsReader;
import dev.graft.api.weights.WeightsSource;
import dev.graft.training.download.DownloadListener;
import dev.graft.training.download.WeightsCache;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Published weights, fetched when they are first loaded and not on this machine. */
final class CatalogueWeights implements WeightsSource {
  private static final Logger LOG = LoggerFactory.getLogger(CatalogueWeights.class);

  private final PublishedWeights published;
  private final WeightsCache cache;
  private final List<WeightsReader> readers;
  private Optional<WeightsFile> file = Optional.empty();

  CatalogueWeights(PublishedWeights published, WeightsCache cache, List<WeightsReader> readers) {
    this.published = published;
    this.cache = cache;
    this.readers = List.copyOf(readers);
  }

  @Override
  public String description() {
    return "%s (%s)".formatted(published.name(), published.fileName());
  }

  /** What is published. */
  PublishedWeights published() {
    return published;
  }

  /** Whether loading them would fetch nothing: they are here, or nothing may be fetched. */
  boolean isHere() {
    return cache.isOffline() || cache.has(published);
  }

  @Override
  public synchronized Weights load(Architecture architecture, long seed, Consumer<String> notes) {
    if (file.isEmpty()) {
      file = Optional.of(new WeightsFile(cache.require(published, new LogOfDownload()), readers));
    }
    try {
      return file.get().load(architecture, seed, notes);
    } catch (ProblemException e) {
      throw published.checksum().isPresent() ? e : new ProblemException(perhapsWrong(e));
    }
  }

  /** Of a file without digest it is not known whether it came whole. */
  private List<Problem> perhapsWrong(ProblemException e) {
    List<Problem> problems = new ArrayList<>(e.problems());
    problems.set(
        0,
        problems
            .get(0)
            .withRemedy(
                "no digest of %s is published: delete it from %s, and it is fetched again"
                    .formatted(published.fileName(), cache.folder())));
    return problems;
  }

  /** Tells in the log what is fetched. */
  private static final class LogOfDownload implements DownloadListener {
    @Override
    public void message(String line) {
      LOG.info(line);
    }

    @Override
    public void progress(long bytes, OptionalLong total) {
      LOG.debug("{} bytes", bytes);
    }
  }
}
