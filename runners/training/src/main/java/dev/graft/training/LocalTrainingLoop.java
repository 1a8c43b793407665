package dev.graft.training;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Cut;
import dev.graft.api.data.Example;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.Placement;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.experiment.Phase;
import dev.graft.api.metric.MetricValue;
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
import dev.graft.training.features.FeatureCache;
import dev.graft.training.features.PictureIndex;
import dev.graft.training.features.RunFeatures;
import dev.graft.training.input.FeatureInputs;
import dev.graft.training.input.FrozenPrefix;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

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

  /** What is done while files are hashed and looked up. */
  private static final String LOOKING = "looking for known pictures";

  private final LayerTypes layerTypes;
  private final MemoryBudget memory;
  private final Supplier<FeatureCache> cache;

  /**
   * Makes the loop.
   *
   * @param layerTypes all layers there are, to save and reload models with
   */
  public LocalTrainingLoop(LayerTypes layerTypes) {
    this(layerTypes, MemoryBudget.ofHeap(), FeatureCache::ofSystem);
  }

  LocalTrainingLoop(LayerTypes layerTypes, MemoryBudget memory, Supplier<FeatureCache> cache) {
    this.layerTypes = layerTypes;
    this.memory = memory;
    this.cache = cache;
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

    try (Workers workers = new Workers(placement.threads());
        RunFeatures features =
            new RunFeatures(cache.get(), layerTypes, memory.features(), listener)) {
      TrainingContext context = context(experiment, placement, workers, features, listener);
      List<EpochMetrics> epochs = new ArrayList<>();
      List<Promise> promises = new ArrayList<>();
      Weights trained = train(context, folder, initial, epochs, promises);
      provenance.data(
          experiment, context.training().pixelsSha256(), context.validation().pixelsSha256());
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

  private TrainingContext context(
      Experiment experiment,
      Placement placement,
      Workers workers,
      RunFeatures features,
      RunListener listener) {
    List<Example> training = experiment.data().training();
    List<Example> validation = experiment.data().validation();
    List<Pictures> pictures =
        Pictures.of(List.of(training, validation), experiment.input().size(), memory.pictures());
    PictureUse.of(experiment).keep(pictures.get(0), pictures.get(1), listener);
    PictureIndex index = features.pictures(training.get(0).getClass());
    int count = training.size() + validation.size();
    pictures
        .get(0)
        .identify(index, workers, (done, all) -> listener.progress(LOOKING, done, count));
    pictures
        .get(1)
        .identify(
            index,
            workers,
            (done, all) -> listener.progress(LOOKING, training.size() + done, count));
    return new TrainingContext(
        experiment,
        placement,
        pictures.get(0),
        pictures.get(1),
        workers,
        features,
        index,
        new ArrayList<>(),
        listener);
  }

  /** Trains all phases; fills in how the epochs went and what the last network says. */
  private static Weights train(
      TrainingContext context,
      RunFolder folder,
      Weights initial,
      List<EpochMetrics> epochs,
      List<Promise> promises) {
    Weights weights = initial;
    for (Phase phase : context.experiment().phases()) {
      // Pictures that cannot be read are told by the first: nothing has been written then.
      try (PhaseTraining training = PhaseTraining.open(context, phase, weights)) {
        if (epochs.isEmpty()) {
          folder.prepare(false);
          folder.writeExperiment(context.experiment().resolved());
          if (context.experiment().startFrom().isPresent()) {
            tellStart(context.listener(), training.validate(0));
          }
        }
        try (MetricsFile file =
            epochs.isEmpty()
                ? MetricsFile.create(folder.metrics(), context.experiment().metrics())
                : MetricsFile.goOn(folder.metrics())) {
          for (int i = 0; i < phase.epochs(); i++) {
            EpochMetrics metrics = training.epoch(epochs.size());
            epochs.add(metrics);
            file.append(metrics);
            context.listener().epochFinished(metrics);
            if (context.listener().keepWeights()) {
              training.keep(epochs.size());
            }
            Optional<String> stop = context.listener().stopReason();
            if (stop.isPresent() && i + 1 < phase.epochs()) {
              context.listener().message(stop.get());
              break;
            }
          }
        }
        training.restoreKept(epochs.size());
        weights = weights.with(training.weights());
        promises.clear();
        promises.addAll(training.promises(CHECKED));
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
      evaluation = evaluate(context, saved, classifier);
      check =
          SelfChecking.check(
              classifier,
              withEvaluated(context, promises, evaluation),
              context.placement().threads());
    }
    PredictionsFile.write(folder.predictions(), evaluation);
    provenance.features(context.featureFacts());
    List<MetricValue> metrics = evaluation.metrics(experiment.metrics());
    provenance.result(evaluation.loss(), evaluation.accuracy(), metrics, check);
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
    return new RunResult(
        folder.path(), epochs, evaluation.loss(), evaluation.accuracy(), metrics, check);
  }

  /**
   * Evaluates a saved model. What its frozen part makes of the validation pictures is known if its
   * network and weights are, to the last bit, those that training has fed with the same pictures.
   */
  private static Evaluation evaluate(
      TrainingContext context, SavedModel saved, Classifier classifier) {
    Experiment experiment = context.experiment();
    Engine engine = experiment.engine();
    Evaluator evaluator = new Evaluator(engine, context.placement(), experiment.loss());
    Phase last = experiment.phases().get(experiment.phases().size() - 1);
    Cut cut = Cut.at(saved.network(), last.freeze().frozenLayers(experiment.backbone()));
    if (cut.prefix().isEmpty()) {
      return evaluator.evaluate(
          classifier, context.validation(), context.workers(), context.listener());
    }
    Weights suffixWeights = saved.weights().only(cut.suffix());
    try (FrozenPrefix prefix = context.prefix(cut.prefix().get(), saved.weights());
        InferenceNetwork suffix = engine.infer(cut.suffix(), suffixWeights, context.placement())) {
      FeatureInputs features =
          new FeatureInputs(
              prefix,
              Optional.of(context.store(prefix)),
              epoch -> context.validation(),
              context.workers());
      return evaluator.evaluate(
          saved, suffix::run, features, context.validation(), context.listener());
    }
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
