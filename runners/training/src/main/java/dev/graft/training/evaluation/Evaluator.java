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
import java.util.function.Function;

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
      List<Pictures> pictures =
          Pictures.of(List.of(examples), model.input().size(), MemoryBudget.ofHeap().pictures());
      pictures.get(0).keep();
      Pictures.readAll(
          pictures, workers, (done, total) -> listener.progress("reading pictures", done, total));
      return evaluate(classifier, pictures.get(0), workers, listener);
    }
  }

  /** Judges a model that is ready, by the images of pictures. */
  public Evaluation evaluate(
      Classifier classifier, Pictures pictures, Workers workers, RunListener listener) {
    return evaluate(
        classifier.model(),
        classifier::scores,
        ImageInputs.plain(pictures, workers),
        pictures,
        listener);
  }

  /**
   * Judges a model by what its network, or the trained part of it, is fed.
   *
   * @param scores computes the network's outputs for a batch of inputs
   * @param inputs of the network, or of the part that computes the scores
   * @param pictures the same examples
   */
  public Evaluation evaluate(
      SavedModel model,
      Function<Batch, Batch.Floats> scores,
      NetworkInputs inputs,
      Pictures pictures,
      RunListener listener) {
    int outputs = model.network().outputShape().intSize();
    Targets targets = new Targets(outputs);
    List<ExamplePrediction> predictions = new ArrayList<>();
    try (LossOfScores losses = new LossOfScores(loss, outputs, engine, placement)) {
      int[] order = NetworkInputs.inOrder(pictures.count());
      Iterator<Batch> batches = inputs.batches(0, order, BATCH_SIZE);
      while (batches.hasNext()) {
        int from = predictions.size();
        Batch.Floats found = scores.apply(batches.next());
        int[] labels =
            Arrays.stream(order, from, from + found.count()).map(pictures::label).toArray();
        float[] lossOfEach = losses.of(found, targets.of(labels));
        for (int i = 0; i < labels.length; i++) {
          Prediction prediction = Prediction.of(found.example(i), model.decision(), model.labels());
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
