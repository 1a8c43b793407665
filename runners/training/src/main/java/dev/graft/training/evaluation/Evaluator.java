package dev.graft.training.evaluation;

import dev.graft.api.data.Example;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.Placement;
import dev.graft.api.head.Prediction;
import dev.graft.api.loss.Loss;
import dev.graft.api.runner.RunListener;
import dev.graft.training.input.ImageInputs;
import dev.graft.training.input.MemoryBudget;
import dev.graft.training.input.NetworkInputs;
import dev.graft.training.input.Pictures;
import dev.graft.training.input.Targets;
import dev.graft.training.input.Workers;
import dev.graft.training.model.SavedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Judges models by labelled pictures.
 *
 * @param engine computes
 * @param placement where; its threads read pictures too
 * @param loss the loss
 */
public record Evaluator(Engine engine, Placement placement, Loss loss) {
  private static final int BATCH_SIZE = 32;

  /**
   * Judges a saved model.
   *
   * @param examples with labels in the order of the model's; at least one
   * @throws dev.graft.api.problem.ProblemException if pictures cannot be read: a problem for each
   */
  public Evaluation evaluate(SavedModel model, List<Example> examples, RunListener listener) {
    try (Workers workers = new Workers(placement.threads());
        Classifier classifier = Classifier.open(model, engine, placement)) {
      Pictures pictures =
          Pictures.read(
                  List.of(examples),
                  model.input().size(),
                  MemoryBudget.ofHeap().pictures(),
                  workers,
                  (done, total) -> listener.progress("reading pictures", done, total))
              .get(0);
      return evaluate(classifier, pictures, workers, listener);
    }
  }

  /** Judges a model that is ready, by pictures that have been read. */
  public Evaluation evaluate(
      Classifier classifier, Pictures pictures, Workers workers, RunListener listener) {
    SavedModel model = classifier.model();
    int outputs = model.network().outputShape().intSize();
    Targets targets = new Targets(outputs);
    List<ExamplePrediction> predictions = new ArrayList<>();
    try (LossOfScores losses = new LossOfScores(loss, outputs, engine, placement)) {
      int[] order = NetworkInputs.inOrder(pictures.count());
      Iterator<Batch> batches = ImageInputs.plain(pictures, workers).batches(0, order, BATCH_SIZE);
      while (batches.hasNext()) {
        int from = predictions.size();
        Batch.Floats scores = classifier.scores(batches.next());
        int[] labels =
            Arrays.stream(order, from, from + scores.count()).map(pictures::label).toArray();
        float[] lossOfEach = losses.of(scores, targets.of(labels));
        for (int i = 0; i < labels.length; i++) {
          Prediction prediction =
              Prediction.of(scores.example(i), model.decision(), model.labels());
          predictions.add(
              new ExamplePrediction(
                  pictures.examples().get(from + i).id(),
                  labels[i],
                  prediction,
                  model.labels().indexOf(prediction.label()),
                  lossOfEach[i]));
        }
        listener.progress("evaluating", predictions.size(), pictures.count());
      }
    }
    return new Evaluation(model.labels(), predictions);
  }
}
