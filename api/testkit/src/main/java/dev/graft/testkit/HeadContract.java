package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.Labels;
import dev.graft.api.Shape;
import dev.graft.api.Stable;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.Placement;
import dev.graft.api.head.Head;
import dev.graft.api.loss.Loss;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import dev.graft.testkit.reference.ReferenceEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@link Head} must do, as JUnit tests to extend: on features of several shapes, for
 * several numbers of classes.
 *
 * <pre>{@code
 * class HiddenHeadContractTest extends HeadContract {
 *   @Override
 *   protected Head head() {
 *     return new HiddenHead(new HiddenHead.Settings(32));
 *   }
 *
 *   @Override
 *   protected Loss loss() {
 *     return new FocalLoss(new FocalLoss.Settings(2));
 *   }
 * }
 * }</pre>
 *
 * @since 0.1
 */
@Stable
public abstract class HeadContract extends Contract {
  private static final int COUNT = 3;

  /** The head under test, made anew with the same settings at each call. */
  protected abstract Head head();

  /**
   * The loss that {@link Head#defaultLoss} names, in its default settings. To be overridden unless
   * it is one of Graft's own, {@code categorical_cross_entropy} or {@code binary_cross_entropy}.
   */
  protected Loss loss() {
    return switch (head().defaultLoss()) {
      case "categorical_cross_entropy" -> new SoftmaxCrossEntropy();
      case "binary_cross_entropy" -> new SigmoidCrossEntropy();
      default ->
          throw new AssertionError(
              "loss() is not overridden, and '%s' is none of Graft's losses"
                  .formatted(head().defaultLoss()));
    };
  }

  /** Numbers of classes that it is for; 2, 3 and 7 unless overridden. */
  protected List<Integer> classes() {
    return List.of(2, 3, 7);
  }

  /** Numbers of classes that it refuses; 1 unless overridden. */
  protected List<Integer> refusedClasses() {
    return List.of(1);
  }

  /** Shapes of features that it takes; pictures and a vector unless overridden. */
  protected List<Shape> features() {
    return List.of(Shape.of(4, 3, 6), Shape.of(1, 1, 9), Shape.of(12));
  }

  /** Shapes of features that it refuses; none unless overridden. */
  protected List<Shape> refusedFeatures() {
    return List.of();
  }

  /** The engines it must run on as well; those on the test class path unless overridden. */
  protected Map<String, Engine> engines() {
    return EnginesOnClassPath.find();
  }

  @Rule(
      id = "HEAD-1",
      value = "Its last layer is called 'logits' and gives the output",
      why = "the scores are found, and a head's weights read, by that name",
      mend = "add the last layer under the name \"logits\", and build() right after it")
  @TestFactory
  Stream<DynamicTest> endsInLogits() {
    return each(
        (features, labels) -> {
          Architecture layers = head().layers(features, labels);
          assertThat(layers.output()).as("the layer that gives the output").isEqualTo("logits");
          assertThat(layers.layerNames()).last().as("the last layer").isEqualTo("logits");
        });
  }

  @Rule(
      id = "HEAD-2",
      value = "Its other layers' names begin with 'head_'",
      why = "a backbone may have a layer of any other name, and names must differ",
      mend = "call them head_pooling, head_dropout, head_hidden_1, …")
  @TestFactory
  Stream<DynamicTest> namesItsLayers() {
    return each(
        (features, labels) ->
            assertThat(head().layers(features, labels).layerNames())
                .filteredOn(name -> !name.equals("logits"))
                .allMatch(name -> name.startsWith("head_"), "begins with 'head_'")
                .noneMatch(name -> name.contains("/")));
  }

  @Rule(
      id = "HEAD-3",
      value = "It takes the features that it is given",
      why = "it is put on a backbone whose output they are",
      mend = "begin with Input.features(features)")
  @TestFactory
  Stream<DynamicTest> takesTheFeatures() {
    return each(
        (features, labels) -> {
          Input input = head().layers(features, labels).input();
          assertThat(input.shape()).as("shape of its input").isEqualTo(features);
          assertThat(input.type()).as("its elements").isEqualTo(Input.ElementType.FLOAT32);
        });
  }

  @Rule(
      id = "HEAD-4",
      value = "It has as many outputs as its decision takes",
      why = "scores become probabilities by the decision",
      mend = "give the last layer decision().outputs(labels.count()) units")
  @TestFactory
  Stream<DynamicTest> hasAsManyOutputsAsItsDecision() {
    return each(
        (features, labels) ->
            assertThat(head().layers(features, labels).outputShape())
                .isEqualTo(Shape.of(head().decision().outputs(labels.count()))));
  }

  @Rule(
      id = "HEAD-5",
      value = "Its decision makes of any scores probabilities of the classes",
      why = "each printed prediction names a class and its probability",
      mend = "take Decision.Sigmoid for one output, Decision.Softmax for one of each class")
  @TestFactory
  Stream<DynamicTest> decides() {
    return each(
        (features, labels) -> {
          int outputs = head().decision().outputs(labels.count());
          for (float size : new float[] {0, 1, 100}) {
            double[] probabilities =
                head().decision().probabilities(Draws.uniform("scores", outputs, -size, size));
            assertThat(probabilities).as("probabilities").hasSize(labels.count());
            assertThat(Arrays.stream(probabilities).sum()).as("sum").isCloseTo(1, within(1e-9));
            assertThat(head().decision().label(probabilities))
                .as("index of the label")
                .isBetween(0, labels.count() - 1);
          }
        });
  }

  @Rule(
      id = "HEAD-6",
      value = "Its scores are logits, not probabilities",
      why = "losses and the decision compute probabilities themselves, once",
      mend = "let the last layer be linear: no softmax, no sigmoid")
  @TestFactory
  Stream<DynamicTest> givesLogits() {
    return each(
        (features, labels) -> {
          Architecture layers = head().layers(features, labels);
          float[] scores = scores(layers, enlarged(Draws.learnt(layers)), 20);
          assertThat(IntStream.range(0, scores.length).mapToDouble(i -> scores[i]).toArray())
              .as("scores of a network with large weights, of which some are not in [0, 1]")
              .satisfies(
                  all ->
                      assertThat(Arrays.stream(all).anyMatch(score -> score < 0 || score > 1))
                          .isTrue());
        });
  }

  @Rule(
      id = "HEAD-7",
      value = "The loss that it names fits it",
      why = "an experiment that names no loss gets this one",
      mend = "let defaultLoss name a loss whose fits(decision()) is true")
  @Test
  void namesALossThatFits() {
    assertThat(head().defaultLoss())
        .as("defaultLoss: a component's name, perhaps with its plugin's before")
        .matches("([a-z][a-z0-9-]*/)?[a-z][a-z0-9_]*");
    assertThat(loss().fits(head().decision())).as("loss().fits(head().decision())").isTrue();
  }

  @Rule(
      id = "HEAD-8",
      value = "It refuses numbers of classes that it is not for, with words",
      why = "the message is all that the author of an experiment file sees",
      mend = "throw IllegalArgumentException from layers that tells what was found and expected")
  @TestFactory
  Stream<DynamicTest> refusesOtherNumbersOfClasses() {
    onlyIf(!refusedClasses().isEmpty(), "refusedClasses()");
    return refusedClasses().stream()
        .map(
            count ->
                DynamicTest.dynamicTest(
                    count + " classes",
                    () ->
                        assertThatIllegalArgumentException()
                            .isThrownBy(() -> head().layers(features().get(0), labels(count)))
                            .satisfies(
                                e ->
                                    assertThat(e.getMessage())
                                        .as("message, with the number that was found")
                                        .containsPattern(count == 1 ? "1|one" : "" + count))));
  }

  @Rule(
      id = "HEAD-9",
      value = "It refuses features that it is not for, with words",
      why = "the message is all that the author of an experiment file sees",
      mend = "throw IllegalArgumentException from layers that tells what was found and expected")
  @TestFactory
  Stream<DynamicTest> refusesOtherFeatures() {
    onlyIf(!refusedFeatures().isEmpty(), "refusedFeatures()");
    return refusedFeatures().stream()
        .map(
            shape ->
                DynamicTest.dynamicTest(
                    "features " + shape,
                    () ->
                        assertThatIllegalArgumentException()
                            .isThrownBy(() -> head().layers(shape, labels(classes().get(0))))
                            .withMessageContaining(shape.toString())));
  }

  @Rule(
      id = "HEAD-10",
      value = "The same settings, features and classes make the same network",
      why = "a checked file, a trained model and one that goes on from it must be of one network",
      mend = "compute it from the arguments and the settings, and keep no state")
  @TestFactory
  Stream<DynamicTest> repeatsItself() {
    return each(
        (features, labels) -> {
          Head head = head();
          Architecture layers = head.layers(features, labels);
          assertThat(head.layers(features, labels)).as("asked again").isEqualTo(layers);
          assertThat(head().layers(features, labels)).as("made again").isEqualTo(layers);
          assertThat(head().decision()).isEqualTo(head().decision());
        });
  }

  @Rule(
      id = "HEAD-11",
      value = "What its classes are called does not matter, only how many they are",
      why = "a name may be any text, in any language",
      mend = "use labels.count(), and the names in messages only")
  @TestFactory
  Stream<DynamicTest> doesNotCareForNames() {
    return each(
        (features, labels) -> {
          Labels others =
              new Labels(
                  IntStream.range(0, labels.count())
                      .mapToObj(i -> "größer als ›%d‹ / 猫".formatted(i))
                      .toList());
          assertThat(head().layers(features, others)).isEqualTo(head().layers(features, labels));
        });
  }

  @Rule(
      id = "HEAD-12",
      value = "It has something to learn",
      why = "a backbone that is all frozen learns by its head alone",
      mend = "end in a layer with trainable parameters, such as Dense")
  @TestFactory
  Stream<DynamicTest> hasParameters() {
    return each(
        (features, labels) ->
            assertThat(head().layers(features, labels).trainableParameterCount())
                .as("trainable parameters")
                .isPositive());
  }

  @Rule(
      id = "HEAD-13",
      value = "A model with it can be saved and read again",
      why = "a model's folder names each layer and its settings, and nothing else of it",
      mend = "use layers that a plugin names as components (META-INF/services): yours or Graft's")
  @TestFactory
  Stream<DynamicTest> canBeSaved() {
    return each((features, labels) -> KnownLayers.require(head().layers(features, labels)));
  }

  @Rule(
      id = "HEAD-14",
      value = "In inference an example's scores do not depend on its company",
      why = "a picture predicted alone must get the answer that evaluation promised",
      mend = "let no layer reduce over the batch")
  @TestFactory
  Stream<DynamicTest> keepsExamplesApart() {
    return each(
        (features, labels) -> {
          Architecture layers = head().layers(features, labels);
          Batch.Floats all = Draws.floats("features", COUNT, features);
          try (InferenceNetwork network =
              new ReferenceEngine().infer(layers, Draws.learnt(layers), Placement.cpu(1))) {
            Batch.Floats together = network.run(all);
            for (int i = 0; i < COUNT; i++) {
              Batch.Floats one = new Batch.Floats(1, features, all.example(i));
              assertThat(network.run(one).values())
                  .as("scores of example %d alone", i)
                  .containsExactly(together.example(i), within(1e-6f));
            }
          }
        });
  }

  @Rule(
      id = "HEAD-15",
      value = "It learns by the loss that it names",
      why = "this is what it is for",
      mend = "see which of the rules above is broken; look for activations that are flat")
  @TestFactory
  Stream<DynamicTest> learns() {
    return each(
        (features, labels) -> {
          Learning.Losses losses =
              new Learning(new ReferenceEngine(), loss())
                  .of(head().layers(features, labels), 40, 0.1);
          assertThat(losses.after())
              .as("mean loss after 40 steps (%s before)", losses.before())
              .isLessThan(0.95 * losses.before());
        });
  }

  @Rule(
      id = "HEAD-16",
      value = "It is the same on every engine",
      why = "a model trained on one engine is used with another",
      mend = "hold its layers to LayerContract")
  @TestFactory
  Stream<DynamicTest> isTheSameOnEveryEngine() {
    return onEach(
        engines(),
        engine ->
            features()
                .forEach(
                    shape ->
                        new SameOnEngine(engine)
                            .inference(head().layers(shape, labels(classes().get(0))))));
  }

  private Stream<DynamicTest> each(BiConsumer<Shape, Labels> check) {
    List<DynamicTest> tests = new ArrayList<>();
    for (Shape shape : features()) {
      for (int count : classes()) {
        tests.add(
            DynamicTest.dynamicTest(
                "features %s, %d classes".formatted(shape, count),
                () -> check.accept(shape, labels(count))));
      }
    }
    return tests.stream();
  }

  private static Labels labels(int count) {
    return new Labels(IntStream.range(0, count).mapToObj(i -> "class_" + i).toList());
  }

  private static float[] scores(Architecture layers, Weights weights, int count) {
    try (InferenceNetwork network =
        new ReferenceEngine().infer(layers, weights, Placement.cpu(1))) {
      return network.run(Draws.floats("features", count, layers.input().shape())).values();
    }
  }

  private static Weights enlarged(Weights weights) {
    Map<String, FloatTensor> large = new LinkedHashMap<>();
    weights
        .tensors()
        .forEach(
            (key, tensor) -> {
              float[] values = tensor.values().clone();
              for (int i = 0; i < values.length; i++) {
                values[i] *= 30;
              }
              large.put(key, new FloatTensor(tensor.shape(), values));
            });
    return Weights.of(large);
  }
}
