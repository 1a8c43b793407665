package dev.graft.training;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Cut;
import dev.graft.api.data.Example;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.experiment.Phase;
import dev.graft.api.head.Decision;
import dev.graft.api.optimizer.LearningRates;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.runner.EpochMetrics;
import dev.graft.api.weights.Weights;
import dev.graft.training.evaluation.Promise;
import dev.graft.training.input.FrozenPrefix;
import dev.graft.training.input.NetworkInputs;
import dev.graft.training.input.Pictures;
import dev.graft.training.input.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One phase: the network cut where its frozen part ends, what its two parts are fed, and its
 * epochs. Owns both parts until closed.
 */
final class PhaseTraining implements AutoCloseable {
  private final TrainingContext context;
  private final Phase phase;
  private final Optional<FrozenPrefix> prefix;
  private final TrainingNetwork suffix;
  private final PhaseInputs inputs;
  private final Targets targets;
  private final LearningRates rates;
  private long steps;
  private Optional<Kept> kept = Optional.empty();

  /** The weights after an epoch. */
  private record Kept(int epoch, Weights weights) {}

  private PhaseTraining(
      TrainingContext context,
      Phase phase,
      Optional<FrozenPrefix> prefix,
      TrainingNetwork suffix,
      PhaseInputs inputs) {
    this.context = context;
    this.phase = phase;
    this.prefix = prefix;
    this.suffix = suffix;
    this.inputs = inputs;
    this.targets = new Targets(suffix.program().network().outputShape().intSize());
    this.rates = phase.learningRates(context.training().count());
  }

  /**
   * Begins a phase.
   *
   * @param weights of the whole network
   */
  static PhaseTraining open(TrainingContext context, Phase phase, Weights weights) {
    Experiment experiment = context.experiment();
    Engine engine = experiment.engine();
    Set<String> frozen = phase.freeze().frozenLayers(experiment.backbone());
    Cut cut = Cut.at(experiment.network(), frozen);
    Architecture trained = cut.suffix();
    Set<String> frozenInSuffix = new LinkedHashSet<>(trained.layerNames());
    frozenInSuffix.retainAll(frozen);
    TrainingProgram program =
        new TrainingProgram(
            trained,
            frozenInSuffix,
            phase.inferenceLayers(experiment.backbone()),
            experiment.loss(),
            phase.optimizer(),
            phase.clipNorm(),
            context.randomness(),
            phase.layerRates().factors(experiment.backbone()));
    Optional<FrozenPrefix> prefix = Optional.empty();
    TrainingNetwork suffix = null;
    try {
      prefix = cut.prefix().map(part -> context.prefix(part, weights));
      suffix = engine.train(program, weights.only(trained), context.placement());
      PhaseInputs inputs = PhaseInputs.of(context, phase, prefix);
      return new PhaseTraining(context, phase, prefix, suffix, inputs);
    } catch (RuntimeException | Error e) {
      if (suffix != null) {
        suffix.close();
      }
      prefix.ifPresent(FrozenPrefix::close);
      throw e;
    }
  }

  /**
   * Trains one epoch and looks at the validation examples.
   *
   * @param epoch epoch, from 0, counted through all phases
   * @throws ProblemException if the loss is no longer a number
   */
  EpochMetrics epoch(int epoch) {
    long start = System.nanoTime();
    int stepsOfEpoch = phase.stepsPerEpoch(context.training().count());
    context.listener().epochStarted(phase.name(), epoch + 1, context.epochs(), stepsOfEpoch);
    Tally training = learn(epoch);
    double lastRate = lastRate();
    Tally validation = validate(epoch);
    rates.epochFinished(validation.loss());
    return new EpochMetrics(
        epoch + 1,
        phase.name(),
        training.loss(),
        training.accuracy(),
        validation.loss(),
        validation.accuracy(),
        lastRate,
        (System.nanoTime() - start) / 1e9,
        validation.metrics());
  }

  private Tally learn(int epoch) {
    Pictures pictures = context.training();
    int[] order = Shuffle.order(pictures.count(), context.randomness().forEpoch(epoch, "order"));
    Tally tally = new Tally(decision());
    Iterator<Batch> batches = inputs.training().batches(epoch, order, phase.batchSize());
    int step = 0;
    int from = 0;
    while (batches.hasNext()) {
      Batch batch = batches.next();
      int[] examples = Arrays.copyOfRange(order, from, from + batch.count());
      int[] labels = labels(pictures, examples);
      TrainingBatch learnt =
          new TrainingBatch(
              batch, targets.of(labels), epoch, Arrays.stream(examples).asLongStream().toArray());
      double learningRate = rates.at(steps);
      TrainingNetwork.Step result = suffix.step(learnt, learningRate);
      step++;
      steps++;
      from += batch.count();
      if (!Float.isFinite(result.loss())) {
        throw diverged("the loss", result.loss(), epoch, "step " + step, learningRate);
      }
      tally.add(result.loss(), result.scores(), labels);
      context.listener().stepFinished(step, tally.loss(), tally.accuracy());
    }
    return tally;
  }

  /** Looks at the validation examples with the network as it is now. */
  Tally validate(int epoch) {
    Pictures pictures = context.validation();
    int[] order = NetworkInputs.inOrder(pictures.count());
    Tally tally = new Tally(decision(), context.experiment().metrics());
    Iterator<Batch> batches = inputs.validation().batches(epoch, order, phase.batchSize());
    int from = 0;
    while (batches.hasNext()) {
      Batch batch = batches.next();
      int[] labels = labels(pictures, Arrays.copyOfRange(order, from, from + batch.count()));
      TrainingNetwork.Evaluation found = suffix.evaluate(batch, targets.of(labels));
      tally.add(found.losses(), found.scores(), labels);
      from += batch.count();
    }
    if (!Double.isFinite(tally.loss())) {
      throw diverged("the validation loss", tally.loss(), epoch, "after it", lastRate());
    }
    return tally;
  }

  /** The learning rate of the step made last, or of the first if none is made yet. */
  private double lastRate() {
    return rates.at(Math.max(0, steps - 1));
  }

  private ProblemException diverged(
      String what, double loss, int epoch, String place, double learningRate) {
    return new ProblemException(
        Problem.of(
                "%s became %s in epoch %d, %s, at learning rate %s"
                    .formatted(what, loss, epoch + 1, place, learningRate))
            .withSubject(phase.name())
            .expecting("a finite loss")
            .withRemedy("lower the learning rate of this phase, or set its clip_norm to 1"));
  }

  private Decision decision() {
    return context.experiment().decision();
  }

  private static int[] labels(Pictures pictures, int[] examples) {
    return Arrays.stream(examples).map(pictures::label).toArray();
  }

  /**
   * Remembers the weights as they are now.
   *
   * @param epoch the one that is over, from 1
   */
  void keep(int epoch) {
    kept = Optional.of(new Kept(epoch, suffix.weights()));
  }

  /**
   * Goes back to the weights that were remembered last, if they are not those of the last epoch.
   *
   * @param last the last epoch, from 1
   */
  void restoreKept(int last) {
    if (kept.isPresent() && kept.get().epoch() != last) {
      suffix.restore(kept.get().weights(), suffix.slots(), suffix.steps());
      context
          .listener()
          .message("%s keeps the weights of epoch %d.".formatted(phase.name(), kept.get().epoch()));
    }
    kept = Optional.empty();
  }

  /** The weights of the trained part as they are now. */
  Weights weights() {
    return suffix.weights();
  }

  /**
   * What the network, as it is now, says of some training and validation examples.
   *
   * @param most examples of each, spread evenly
   */
  List<Promise> promises(int most) {
    List<Promise> promises = new ArrayList<>();
    promises.addAll(promises(inputs.plainTraining(), context.training(), most));
    promises.addAll(promises(inputs.validation(), context.validation(), most));
    return promises;
  }

  private List<Promise> promises(NetworkInputs from, Pictures pictures, int most) {
    int count = Math.min(most, pictures.count());
    int[] chosen = new int[count];
    for (int i = 0; i < count; i++) {
      chosen[i] = (int) ((long) i * pictures.count() / count);
    }
    List<Promise> promises = new ArrayList<>();
    Iterator<Batch> batches = from.batches(0, chosen, count);
    while (batches.hasNext()) {
      Batch batch = batches.next();
      Batch.Floats scores = suffix.evaluate(batch, targets.of(labels(pictures, chosen))).scores();
      for (int i = 0; i < scores.count(); i++) {
        Example example = pictures.examples().get(chosen[i]);
        List<Double> probabilities =
            Arrays.stream(decision().probabilities(scores.example(i))).boxed().toList();
        promises.add(new Promise(example, "training", probabilities));
      }
    }
    return promises;
  }

  @Override
  public void close() {
    suffix.close();
    prefix.ifPresent(FrozenPrefix::close);
  }
}
