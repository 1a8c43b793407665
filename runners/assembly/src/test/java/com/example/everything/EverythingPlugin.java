package com.example.everything;

import dev.graft.api.Image;
import dev.graft.api.ImageSize;
import dev.graft.api.Labels;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.augmentation.Affine;
import dev.graft.api.augmentation.Augmentation;
import dev.graft.api.augmentation.Change;
import dev.graft.api.augmentation.Fill;
import dev.graft.api.backbone.Backbone;
import dev.graft.api.data.DataSplit;
import dev.graft.api.data.Dataset;
import dev.graft.api.data.Example;
import dev.graft.api.data.ImageInput;
import dev.graft.api.engine.Device;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.Placement;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.head.Decision;
import dev.graft.api.head.Head;
import dev.graft.api.layer.InputShapes;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Variables;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.Flatten;
import dev.graft.api.loss.Loss;
import dev.graft.api.metric.Direction;
import dev.graft.api.metric.Metric;
import dev.graft.api.metric.MetricTally;
import dev.graft.api.ops.Ops;
import dev.graft.api.optimizer.LearningRateSchedule;
import dev.graft.api.optimizer.LearningRates;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.api.optimizer.PhaseLength;
import dev.graft.api.optimizer.Slots;
import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Plugin;
import dev.graft.api.plugin.Provision;
import dev.graft.api.plugin.Setting;
import dev.graft.api.random.Randomness;
import dev.graft.api.runner.EpochMetrics;
import dev.graft.api.runner.RunListener;
import dev.graft.api.runner.RunResult;
import dev.graft.api.runner.Runner;
import dev.graft.api.runner.TrainingLoop;
import dev.graft.api.weights.PublishedWeights;
import dev.graft.api.weights.Weights;
import dev.graft.api.weights.WeightsCatalogue;
import dev.graft.api.weights.WeightsReader;
import dev.graft.testkit.reference.ReferenceEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Brings a component of each kind, and what they share, as a stranger's plugin does: it may be on
 * the class path, or in a jar with the test kit beside it, whose engine it brings.
 */
public final class EverythingPlugin implements Plugin {
  private static final ImageSize SIZE = new ImageSize(4, 4, 1);
  private static final ThreadLocal<List<String>> DIARY = ThreadLocal.withInitial(ArrayList::new);

  /** Begins an empty diary. */
  public EverythingPlugin() {
    DIARY.remove();
  }

  /** What its listener wrote since the plugin was made. */
  public List<String> diary() {
    return DIARY.get();
  }

  @Override
  public String id() {
    return "everything";
  }

  @Override
  public List<Component<?>> components() {
    return List.of(
        Component.of(
            Dataset.class,
            "stripes",
            Stripes.class,
            Stripes.Settings.class,
            "Bright rows or columns."),
        Component.of(
            Backbone.class, "halves", Halves.class, Halves.Settings.class, "A layer of its own."),
        Component.ofRecord(Layer.class, "scale", Scale.class, "Times a number."),
        Component.of(Head.class, "sums", Sums.class, "A dense layer."),
        Component.of(Loss.class, "squares", Squares.class, "Squared differences."),
        Component.of(Metric.class, "surprise", Surprise.class, "Mean surprise."),
        Component.of(Augmentation.class, "stay", Stay.class, "Changes nothing."),
        Component.of(Optimizer.class, "steps", Steps.class, "Plain steps."),
        Component.of(
            LearningRateSchedule.class, "steady", Steady.class, Steady.Settings.class, "One rate."),
        Component.of(RunListener.class, "diary", Diary.class, "Writes down."),
        Component.of(
            RunListener.class, "grumbler", Grumbler.class, Grumbler.Settings.class, "Throws."),
        Component.of(WeightsReader.class, "hundredths", Hundredths.class, "Files of one byte."),
        Component.of(WeightsCatalogue.class, "empty", Empty.class, "Publishes nothing."),
        Component.of(Engine.class, "abacus", Abacus.class, "The reference engine."),
        Component.of(Runner.class, "here", Here.class, "On this machine."));
  }

  @Override
  public List<Provision<?>> provides() {
    return List.of(Provision.of(Pages.class));
  }

  /** What the listener writes into. */
  static final class Pages implements AutoCloseable {
    private boolean empty = true;

    boolean isEmpty() {
      return empty;
    }

    void write(String line) {
      empty = false;
      DIARY.get().add(line);
    }

    @Override
    public void close() {
      write("closed");
    }
  }

  record Stripe(String id, int label, Image image) implements Example {}

  record Stripes(Stripes.Settings settings, Pages pages) implements Dataset {
    record Settings(@Setting(value = "Whether it fails.", defaultValue = "false") boolean breaks) {}

    @Override
    public ImageInput input() {
      return ImageInput.stretch(SIZE);
    }

    @Override
    public DataSplit split(long seed) {
      if (settings.breaks()) {
        throw new IllegalStateException("no stripes");
      }
      if (pages.isEmpty()) {
        pages.write("stripes are drawn");
      }
      return new DataSplit(
          new Labels(List.of("columns", "rows")), examples("training"), examples("validation"));
    }

    private static List<Example> examples(String part) {
      List<Example> examples = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        byte[] pixels = new byte[SIZE.bytes()];
        for (int p = 0; p < pixels.length; p++) {
          boolean bright = (i % 2 == 0 ? p % 4 : p / 4) < 2;
          pixels[p] = (byte) ((bright ? 100 : 10) + i);
        }
        examples.add(new Stripe(part + "/" + i, i % 2, new Image(SIZE, pixels)));
      }
      return examples;
    }
  }

  record Scale(@Setting(value = "Factor.", example = "0.01") double factor) implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
      return InputShapes.single(inputs);
    }

    @Override
    public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
      return ops.multiply(inputs.get(0), factor);
    }
  }

  record Halves(Halves.Settings settings) implements Backbone {
    record Settings(@Setting(value = "Whether it fails.", defaultValue = "false") boolean breaks) {}

    @Override
    public Architecture architecture(ImageSize input) {
      if (settings.breaks()) {
        throw new IllegalStateException("broken");
      }
      Architecture.Builder network = Architecture.builder("halves", Input.image(input));
      network.add("scale", new Scale(0.01));
      network.add("flatten", new Flatten());
      return network.build();
    }
  }

  record Sums(Labels classes) implements Head {
    @Override
    public Architecture layers(Shape features, Labels labels) {
      Architecture.Builder head = Architecture.builder("sums", Input.features(features));
      head.add("scores", Dense.of(classes.count()));
      return head.build();
    }

    @Override
    public Decision decision() {
      return new Decision.Softmax();
    }

    @Override
    public String defaultLoss() {
      return "squares";
    }
  }

  static final class Squares implements Loss {
    @Override
    public <T> T of(Ops<T> ops, T scores, T targets) {
      T difference = ops.subtract(scores, targets);
      return ops.sum(ops.multiply(difference, difference), false, 1);
    }

    @Override
    public boolean fits(Decision decision) {
      return decision instanceof Decision.Softmax;
    }
  }

  static final class Surprise implements Metric {
    @Override
    public String name() {
      return "surprise";
    }

    @Override
    public Direction direction() {
      return Direction.SMALLER_IS_BETTER;
    }

    @Override
    public MetricTally start() {
      return new MetricTally() {
        private double sum;
        private long seen;

        @Override
        public void add(int label, double[] probabilities, int chosen) {
          sum -= Math.log(probabilities[label]);
          seen++;
        }

        @Override
        public OptionalDouble value() {
          return seen == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / seen);
        }
      };
    }
  }

  static final class Stay implements Augmentation {
    @Override
    public Change draw(RandomGenerator random, ImageSize size) {
      return new Affine(1, 0, 0, 0, 1, 0, Optional.of(Fill.nearest()));
    }
  }

  static final class Steps implements Optimizer {
    @Override
    public double learningRate() {
      return 0.05;
    }

    @Override
    public List<String> slots() {
      return List.of();
    }

    @Override
    public <T> T update(
        Ops<T> ops, T parameter, T gradient, Slots<T> slots, T learningRate, T step) {
      return ops.subtract(parameter, ops.multiply(gradient, learningRate));
    }
  }

  record Steady(Steady.Settings settings) implements LearningRateSchedule {
    record Settings(@Setting("The step that fails.") OptionalInt breaksAt) {}

    @Override
    public LearningRates start(PhaseLength phase) {
      return step -> {
        if (settings.breaksAt().isPresent() && step >= settings.breaksAt().getAsInt()) {
          throw new ArithmeticException("no more steps");
        }
        return phase.learningRate();
      };
    }
  }

  record Diary(Pages pages, Labels labels, Randomness randomness) implements RunListener {
    @Override
    public void runStarted(Experiment experiment) {
      pages.write(
          "run of %s with %d classes, seed %d"
              .formatted(experiment.name(), labels.count(), randomness.seed()));
    }

    @Override
    public void epochFinished(EpochMetrics metrics) {
      pages.write("epoch %d of %s".formatted(metrics.epoch(), metrics.phase()));
    }
  }

  /** Throws at one of the calls: a run's beginning, an epoch's end, or when it is asked. */
  record Grumbler(Grumbler.Settings settings, Pages pages) implements RunListener {
    record Settings(@Setting(value = "When.", defaultValue = "epoch") String at) {}

    private void called(String call) {
      pages.write("grumbler: " + call);
      if (call.equals(settings.at())) {
        throw new IllegalStateException("enough");
      }
    }

    @Override
    public void runStarted(Experiment experiment) {
      called("start");
    }

    @Override
    public void epochFinished(EpochMetrics metrics) {
      called("epoch");
    }

    @Override
    public Optional<String> stopReason() {
      if (settings.at().equals("link")) {
        throw new NoClassDefFoundError("com/example/Gone");
      }
      if (settings.at().equals("checked")) {
        throw EverythingPlugin.<RuntimeException>unchecked(new IOException("disk is gone"));
      }
      called("asked");
      return Optional.empty();
    }
  }

  /** Throws what no signature tells, as Kotlin's code may. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <X extends Throwable> X unchecked(Throwable thrown) throws X {
    throw (X) thrown;
  }

  /** Every value is the file's one byte, in hundredths. */
  static final class Hundredths implements WeightsReader {
    @Override
    public String format() {
      return "hundredths";
    }

    @Override
    public boolean reads(Path file) {
      return file.toString().endsWith(".hundredths");
    }

    @Override
    public Weights read(Path file, Architecture architecture, Consumer<String> notes) {
      throw new UnsupportedOperationException("no experiment of the tests begins with such a file");
    }
  }

  static final class Empty implements WeightsCatalogue {
    @Override
    public List<PublishedWeights> weights() {
      return List.of();
    }
  }

  static final class Abacus implements Engine {
    private final Engine engine = new ReferenceEngine();

    @Override
    public String description() {
      return engine.description();
    }

    @Override
    public List<Device> devices() {
      return engine.devices();
    }

    @Override
    public InferenceNetwork infer(Architecture architecture, Weights weights, Placement placement) {
      return engine.infer(architecture, weights, placement);
    }

    @Override
    public TrainingNetwork train(TrainingProgram program, Weights weights, Placement placement) {
      return engine.train(program, weights, placement);
    }
  }

  record Here(TrainingLoop loop) implements Runner {
    @Override
    public RunResult run(Experiment experiment, RunListener listener) {
      return loop.run(experiment, Placement.cpu(1), listener);
    }
  }
}
