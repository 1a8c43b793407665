package dev.graft.training;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.data.Example;
import dev.graft.api.engine.Placement;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.experiment.Phase;
import dev.graft.api.runner.EpochMetrics;
import dev.graft.api.runner.RunListener;
import dev.graft.api.runner.RunResult;
import dev.graft.api.runner.SelfCheck;
import dev.graft.api.runner.TrainingLoop;
import dev.graft.api.weights.Weights;
import dev.graft.training.evaluation.Classifier;
import dev.graft.training.evaluation.Evaluation;
import dev.graft.training.evaluation.Evaluator;
import dev.graft.training.evaluation.ExamplePrediction;
import dev.graft.training.evaluation.Promise;
import dev.graft.training.evaluation.SelfChecking;
import dev.graft.training.input.MemoryBudget;
import dev.graft.training.input.Pictures;
import dev.graft.training.input.Workers;
import dev.graft.training.model.LayerTypes;
import dev.graft.training.model.ModelFolder;
import dev.graft.training.model.SavedModel;
import dev.graft.training.run.MetricsFile;
import dev.graft.training.run.PredictionsFile;
import dev.graft.training.run.Provenance;
import dev.graft.training.run.RunFolder;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;

/**
 * Trains on one machine, whatever the engine: reads all pictures, trains phase after phase, saves
 * the model, reads it back, evaluates it, and checks single predictions against the evaluation.
 *
 * <p>A phase cuts the network where its frozen part ends (seam 3 of the design): the prefix only
 * infers, the suffix is trained. Weights go from phase to phase; optimizer slots begin anew. With
 * one seed, and an engine that repeats its sums, two runs give the same bytes, at any number of
 * threads that prepare pictures.
 */
public final class LocalTrainingLoop implements TrainingLoop {
  /** Pictures of training, and of validation, that the self-check predicts one by one. */
  private static final int CHECKED = 20;

  private final LayerTypes layerTypes;
  private final MemoryBudget memory;

  /**
   * Makes the loop.
   *
   * @param layerTypes all layers there are, to save and reload models with
   */
  @Inject
  public LocalTrainingLoop(LayerTypes layerTypes) {
    this(layerTypes, MemoryBudget.ofHeap());
  }

  LocalTrainingLoop(LayerTypes layerTypes, MemoryBudget memory) {
    this.layerTypes = layerTypes;
    this.memory = memory;
  }

  @Override
  public RunResult run(Experiment experiment, Placement placement, RunListener listener) {
    Provenance provenance = new Provenance(experiment, placement, Instant.now());
    RunFolder folder = new RunFolder(experiment.output());
    folder.check(false);
    Architecture network = experiment.network();
    // A wrong layer name in a later phase must not show only when the first is over.
    experiment.phases().forEach(phase -> phase.freeze().frozenLayers(experiment.backbone()));
    List<String> notes = new ArrayList<>();
    Weights initial = experiment.initialWeights(notes::add);
    notes.forEach(listener::message);

    try (Workers workers = new Workers(placement.threads())) {
      TrainingContext context = read(experiment, placement, workers, listener);
      provenance.data(
          experiment, context.training().pixelsSha256(), context.validation().pixelsSha256());
      folder.prepare(false);
      folder.writeExperiment(experiment.resolved());

      List<EpochMetrics> epochs = new ArrayList<>();
      List<Promise> promises = new ArrayList<>();
      Weights trained = train(context, folder, initial, epochs, promises);
      SavedModel model =
          new SavedModel(
              experiment.name(),
              network,
              experiment.data().labels(),
              experiment.decision(),
              experiment.input(),
              trained);
      ModelFolder.write(folder.model(), model, layerTypes);
      provenance.weights(
          experiment.start().description(),
          notes,
          initial.sha256(),
          trained.sha256(),
          folder.model().resolve(ModelFolder.WEIGHTS));
      return conclude(context, folder, provenance, epochs, promises);
    }
  }

  private TrainingContext read(
      Experiment experiment, Placement placement, Workers workers, RunListener listener) {
    List<Pictures> pictures =
        Pictures.read(
            List.of(experiment.data().training(), experiment.data().validation()),
            experiment.input().size(),
            memory.pictures(),
            workers,
            (done, total) -> listener.progress("reading pictures", done, total));
    int count = pictures.stream().mapToInt(Pictures::count).sum();
    int kept = pictures.stream().mapToInt(Pictures::keptCount).sum();
    if (kept < count) {
      listener.message(
          "%d of %d pictures fit into memory; the others are decoded again each epoch (java's -Xmx gives more)."
              .formatted(kept, count));
    }
    return new TrainingContext(
        experiment, placement, pictures.get(0), pictures.get(1), workers, memory, listener);
  }

  /** Trains all phases; fills in how the epochs went and what the last network says. */
  private static Weights train(
      TrainingContext context,
      RunFolder folder,
      Weights initial,
      List<EpochMetrics> epochs,
      List<Promise> promises) {
    Weights weights = initial;
    try (MetricsFile file = MetricsFile.create(folder.metrics())) {
      for (Phase phase : context.experiment().phases()) {
        try (PhaseTraining training = PhaseTraining.open(context, phase, weights)) {
          if (epochs.isEmpty() && context.experiment().startFrom().isPresent()) {
            tellStart(context.listener(), training.validate(0));
          }
          for (int i = 0; i < phase.epochs(); i++) {
            EpochMetrics metrics = training.epoch(epochs.size());
            epochs.add(metrics);
            file.append(metrics);
            context.listener().epochFinished(metrics);
          }
          weights = weights.with(training.weights());
          promises.clear();
          promises.addAll(training.promises(CHECKED));
        }
      }
    }
    return weights;
  }

  /** How good the network is that another run has left, before this one changes it. */
  private static void tellStart(RunListener listener, Tally start) {
    listener.message(
        String.format(
            Locale.ROOT,
            "Training begins at validation accuracy %.4f, loss %.4f.",
            start.accuracy(),
            start.loss()));
  }

  /** Evaluates and checks what was saved, as it was saved. */
  private RunResult conclude(
      TrainingContext context,
      RunFolder folder,
      Provenance provenance,
      List<EpochMetrics> epochs,
      List<Promise> promises) {
    Experiment experiment = context.experiment();
    RunListener listener = context.listener();
    SavedModel saved = ModelFolder.read(folder.model(), layerTypes);
    Evaluation evaluation;
    SelfCheck check;
    try (Classifier classifier = Classifier.open(saved, experiment.engine(), context.placement())) {
      evaluation =
          new Evaluator(experiment.engine(), context.placement(), experiment.loss())
              .evaluate(classifier, context.validation(), context.workers(), listener);
      check = SelfChecking.check(classifier, withEvaluated(context, promises, evaluation));
    }
    PredictionsFile.write(folder.predictions(), evaluation);
    provenance.result(evaluation.loss(), evaluation.accuracy(), check);
    provenance.write(folder.provenance(), Instant.now());
    if (!check.passed()) {
      listener.warning(
          "The saved model does not answer single pictures as the evaluation said: %d of %d"
                  .formatted(check.differences().size(), check.pictures())
              + " differ by more than "
              + check.tolerance()
              + ". Do not rely on it.");
      check.differences().forEach(listener::warning);
    }
    return new RunResult(folder.path(), epochs, evaluation.loss(), evaluation.accuracy(), check);
  }

  /** The promises of training, and those of predictions.csv for the same validation pictures. */
  private static List<Promise> withEvaluated(
      TrainingContext context, List<Promise> promises, Evaluation evaluation) {
    IdentityHashMap<Example, ExamplePrediction> evaluated = new IdentityHashMap<>();
    for (int i = 0; i < evaluation.predictions().size(); i++) {
      evaluated.put(context.validation().examples().get(i), evaluation.predictions().get(i));
    }
    List<Promise> all = new ArrayList<>(promises);
    for (Promise promise : promises) {
      ExamplePrediction prediction = evaluated.get(promise.example());
      if (prediction != null) {
        all.add(
            new Promise(
                promise.example(), "predictions.csv", prediction.prediction().probabilities()));
      }
    }
    return all;
  }
}
