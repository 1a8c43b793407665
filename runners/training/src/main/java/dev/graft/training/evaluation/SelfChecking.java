package dev.graft.training.evaluation;

import dev.graft.api.data.Example;
import dev.graft.api.engine.Chunks;
import dev.graft.api.engine.ParallelChunks;
import dev.graft.api.head.Prediction;
import dev.graft.api.runner.SelfCheck;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;

/**
 * Predicts single pictures with the saved model, as users do, and compares with what evaluations
 * said of them.
 */
public final class SelfChecking {
  /** Largest difference of a probability that is allowed. */
  public static final double TOLERANCE = 1e-4;

  private SelfChecking() {}

  /**
   * Compares.
   *
   * @param classifier the saved model
   * @param promises what was said; several may be of one picture
   * @param threads threads that ask, each for one picture at a time
   */
  public static SelfCheck check(Classifier classifier, List<Promise> promises, int threads) {
    IdentityHashMap<Example, Prediction> alone = alone(classifier, promises, threads);
    List<String> differences = new ArrayList<>();
    double largest = 0;
    for (Promise promise : promises) {
      Prediction prediction = alone.get(promise.example());
      double difference = difference(promise.probabilities(), prediction.probabilities());
      // Math.max keeps a NaN, which no comparison would find to be larger.
      largest = Math.max(largest, difference);
      if (!(difference <= TOLERANCE)) {
        differences.add(line(classifier, promise, prediction));
      }
    }
    return new SelfCheck(alone.size(), largest, TOLERANCE, differences);
  }

  private static IdentityHashMap<Example, Prediction> alone(
      Classifier classifier, List<Promise> promises, int threads) {
    IdentityHashMap<Example, Prediction> alone = new IdentityHashMap<>();
    promises.forEach(promise -> alone.put(promise.example(), null));
    List<Example> examples = List.copyOf(alone.keySet());
    Prediction[] predictions = new Prediction[examples.size()];
    Chunks one = new Chunks(1);
    try (ParallelChunks asked = new ParallelChunks(one, one, threads)) {
      asked.forEach(
          examples.size(),
          (at, count, together) -> predictions[at] = classifier.predict(examples.get(at).image()));
    }
    for (int i = 0; i < predictions.length; i++) {
      alone.put(examples.get(i), predictions[i]);
    }
    return alone;
  }

  private static double difference(List<Double> promised, List<Double> found) {
    double largest = 0;
    for (int i = 0; i < promised.size(); i++) {
      largest = Math.max(largest, Math.abs(promised.get(i) - found.get(i)));
    }
    return largest;
  }

  private static String line(Classifier classifier, Promise promise, Prediction prediction) {
    int label = classifier.model().labels().indexOf(prediction.label());
    return String.format(
        Locale.ROOT,
        "%s: the saved model gives '%s' the probability %.6f, %s said %.6f",
        promise.example().id(),
        prediction.label(),
        prediction.probability(),
        promise.by(),
        promise.probabilities().get(label));
  }
}
