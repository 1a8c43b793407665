package dev.graft.cli;

import dev.graft.api.Image;
import dev.graft.api.head.Prediction;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.training.data.PictureReader;
import dev.graft.training.evaluation.Classifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What a model says of picture files. They are read by several threads and classified some at a
 * time; the answers come in the files' order, an unreadable picture's problem in its place.
 */
final class PicturePredictions {
  private static final int TOGETHER = 32;

  private final Classifier classifier;
  private final PictureReader reader;
  private final int threads;

  PicturePredictions(Classifier classifier, int threads) {
    this.classifier = classifier;
    this.reader = new PictureReader(classifier.model().input());
    this.threads = threads;
  }

  /** Is told the answers. */
  interface Answers {
    /** What the model says of a file. */
    void predicted(int index, Path file, Prediction prediction);

    /** Why a file was not read. */
    void unreadable(int index, Path file, List<Problem> problems);

    /** Whether anybody still listens; asked now and then. */
    default boolean wanted() {
      return true;
    }
  }

  private record Read(Image image, List<Problem> problems) {}

  /** Reads and classifies all files. */
  void of(List<Path> files, Answers answers) {
    ExecutorService readers = Executors.newFixedThreadPool(threads);
    try {
      List<CompletableFuture<Read>> next = read(files, 0, readers);
      for (int from = 0; from < files.size() && answers.wanted(); from += TOGETHER) {
        List<Read> some = next.stream().map(PicturePredictions::await).toList();
        next = read(files, from + TOGETHER, readers);
        answer(files, from, some, answers);
      }
    } finally {
      readers.shutdownNow();
    }
  }

  private List<CompletableFuture<Read>> read(List<Path> files, int from, ExecutorService readers) {
    return files
        .subList(Math.min(from, files.size()), Math.min(from + TOGETHER, files.size()))
        .stream()
        .map(file -> CompletableFuture.supplyAsync(() -> read(file), readers))
        .toList();
  }

  private Read read(Path file) {
    try {
      return new Read(reader.read(file), List.of());
    } catch (ProblemException e) {
      return new Read(null, e.problems());
    }
  }

  private static Read await(CompletableFuture<Read> picture) {
    try {
      return picture.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException bug ? bug : e;
    }
  }

  private void answer(List<Path> files, int from, List<Read> some, Answers answers) {
    List<Image> images = new ArrayList<>();
    some.stream().map(Read::image).filter(image -> image != null).forEach(images::add);
    List<Prediction> predictions = classifier.predict(images);
    int predicted = 0;
    for (int i = 0; i < some.size(); i++) {
      Path file = files.get(from + i);
      if (some.get(i).image() == null) {
        answers.unreadable(from + i, file, some.get(i).problems());
      } else {
        answers.predicted(from + i, file, predictions.get(predicted++));
      }
    }
  }
}
