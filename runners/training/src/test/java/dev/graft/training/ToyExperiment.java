package dev.graft.training;

import dev.graft.api.Image;
import dev.graft.api.ImageSize;
import dev.graft.api.Labels;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Freeze;
import dev.graft.api.architecture.Input;
import dev.graft.api.data.DataSplit;
import dev.graft.api.data.Example;
import dev.graft.api.data.ImageInput;
import dev.graft.api.engine.Engine;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.experiment.NamedAugmentation;
import dev.graft.api.experiment.Phase;
import dev.graft.api.head.Decision;
import dev.graft.api.layer.Activation;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.Add;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.BuiltInLayers;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.Dropout;
import dev.graft.api.layers.Flatten;
import dev.graft.api.layers.MaxPooling2D;
import dev.graft.api.layers.Rescaling;
import dev.graft.api.loss.Loss;
import dev.graft.api.metric.Metric;
import dev.graft.api.ops.Ops;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.WeightsSource;
import dev.graft.testkit.reference.ReferenceEngine;
import dev.graft.training.model.LayerTypes;
import dev.graft.training.optimizer.Adam;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * A small experiment for the reference engine: noisy 8x8 pictures whose class is the half that is
 * brighter, and a network of two convolutions with batch normalisation.
 */
public final class ToyExperiment {
  public static final LayerTypes LAYERS = LayerTypes.of(new BuiltInLayers().components());

  private static final ImageSize SIZE = new ImageSize(8, 8, 1);

  private final Path output;
  private long seed = 3;
  private Engine engine = new ReferenceEngine();
  private Decision decision = new Decision.Softmax();
  private WeightsSource weights = WeightsSource.none();
  private Optional<WeightsSource> startFrom = Optional.empty();
  private List<NamedAugmentation> augmentations = List.of();
  private List<Metric> metrics = List.of();
  private List<Phase> phases = List.of(phase("training", 3, new Freeze.None(), adam(0.01)));
  private List<Example> training = examples("training", 24, 1);
  private List<Example> validation = examples("validation", 10, 2);

  public ToyExperiment(Path output) {
    this.output = output;
  }

  public ToyExperiment seed(long value) {
    seed = value;
    return this;
  }

  public ToyExperiment engine(Engine other) {
    engine = other;
    return this;
  }

  public ToyExperiment decision(Decision other) {
    decision = other;
    return this;
  }

  public ToyExperiment weights(WeightsSource source) {
    weights = source;
    return this;
  }

  public ToyExperiment startFrom(WeightsSource source) {
    startFrom = Optional.of(source);
    return this;
  }

  public ToyExperiment augmentations(NamedAugmentation... list) {
    augmentations = List.of(list);
    return this;
  }

  public ToyExperiment metrics(Metric... list) {
    metrics = List.of(list);
    return this;
  }

  public ToyExperiment phases(Phase... list) {
    phases = List.of(list);
    return this;
  }

  public ToyExperiment training(List<Example> examples) {
    training = examples;
    return this;
  }

  public ToyExperiment validation(List<Example> examples) {
    validation = examples;
    return this;
  }

  public Experiment build() {
    Labels labels = new Labels(List.of("left", "right"));
    return new Experiment(
        "toy",
        seed,
        new DataSplit(labels, training, validation),
        ImageInput.stretch(SIZE),
        backbone(),
        weights,
        head(decision.outputs(2)),
        startFrom,
        decision,
        decision instanceof Decision.Sigmoid ? new BinaryLoss() : new CategoricalLoss(),
        metrics,
        augmentations,
        phases,
        engine,
        "reference",
        output,
        "name: toy\n",
        Map.of("plugins", List.of("toy 1.0")));
  }

  public static Architecture backbone() {
    Architecture.Builder backbone = Architecture.builder("toy_backbone", Input.image(SIZE));
    backbone.add("rescaling", new Rescaling(1 / 127.5, -1));
    for (String block : List.of("1", "2")) {
      backbone.add("conv" + block, Conv2D.of(4, 3).same().withoutBias());
      backbone.add("bn" + block, BatchNormalization.of(0.9, 1e-3));
      backbone.add("relu" + block, new ActivationLayer(Activation.RELU));
    }
    // A way around the second block, so that no cut can be made inside it.
    backbone.add("add", new Add(), "relu2", "relu1");
    backbone.add("pool", MaxPooling2D.of(2));
    return backbone.build();
  }

  private static Architecture head(int outputs) {
    Architecture.Builder head = Architecture.builder("toy_head", Input.features(Shape.of(4, 4, 4)));
    head.add("head_flatten", new Flatten());
    head.add("head_dropout", new Dropout(0.2));
    head.add("logits", Dense.of(outputs));
    return head.build();
  }

  public static Phase phase(String name, int epochs, Freeze freeze, Optimizer optimizer) {
    return new Phase(name, epochs, 8, freeze, optimizer, OptionalDouble.empty());
  }

  public static Adam adam(double learningRate) {
    return new Adam(new Adam.Settings(learningRate, 0.9, 0.999, 1e-7));
  }

  /** Noisy pictures, every second one brighter on the right. */
  public static List<Example> examples(String part, int count, long seed) {
    Random random = new Random(seed);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int label = i % 2;
      byte[] pixels = new byte[SIZE.bytes()];
      for (int p = 0; p < pixels.length; p++) {
        boolean bright = (p % 8 >= 4) == (label == 1);
        pixels[p] = (byte) ((bright ? 110 : 60) + random.nextInt(80));
      }
      examples.add(new ToyExample(part + "/" + i, label, new Image(SIZE, pixels)));
    }
    return examples;
  }

  /** A picture in memory. */
  public record ToyExample(String id, int label, Image image) implements Example {}

  /** A picture that cannot be read. */
  public record BrokenExample(String id, int label) implements Example {
    @Override
    public Image image() {
      throw new ProblemException(Problem.at(id, "is no picture"));
    }
  }

  /** Categorical cross-entropy from logits. */
  public record CategoricalLoss() implements Loss {
    @Override
    public <T> T of(Ops<T> ops, T scores, T targets) {
      return ops.negate(ops.sum(ops.multiply(targets, ops.logSoftmax(scores)), false, 1));
    }

    @Override
    public boolean fits(Decision decision) {
      return decision instanceof Decision.Softmax;
    }
  }

  /** Binary cross-entropy from one logit. */
  public record BinaryLoss() implements Loss {
    @Override
    public <T> T of(Ops<T> ops, T scores, T targets) {
      T losses = ops.subtract(ops.softplus(scores), ops.multiply(scores, targets));
      return ops.sum(losses, false, 1);
    }

    @Override
    public boolean fits(Decision decision) {
      return decision instanceof Decision.Sigmoid;
    }
  }
}
