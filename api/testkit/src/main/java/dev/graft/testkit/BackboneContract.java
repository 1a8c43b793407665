package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.Stable;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Cut;
import dev.graft.api.architecture.Freeze;
import dev.graft.api.architecture.Input;
import dev.graft.api.backbone.Backbone;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.Placement;
import dev.graft.api.layer.Parameter;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.weights.Weights;
import dev.graft.testkit.reference.ReferenceEngine;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@link Backbone} must do, as JUnit tests to extend: what it is made of for pictures of
 * several sizes, what it computes of them in the reference engine, and that it learns.
 *
 * <pre>{@code
 * class TinyNetContractTest extends BackboneContract {
 *   @Override
 *   protected Backbone backbone() {
 *     return new TinyNet(new TinyNet.Settings(8));
 *   }
 * }
 * }</pre>
 *
 * <p>With an engine on the test class path it must compute the same there.
 *
 * @since 0.1
 */
@Stable
public abstract class BackboneContract extends Contract {
  private static final int COUNT = 3;

  /** The backbone under test, made anew with the same settings at each call. */
  protected abstract Backbone backbone();

  /** Sizes of pictures that it takes; several, not all square. */
  protected List<ImageSize> sizes() {
    return List.of(ImageSize.rgb(32, 32), ImageSize.rgb(64, 48), ImageSize.rgb(96, 96));
  }

  /**
   * Sizes of pictures that it refuses, such as those below its smallest; none unless overridden.
   */
  protected List<ImageSize> refusedSizes() {
    return List.of();
  }

  /** Whether it takes grey pictures; no unless overridden. */
  protected boolean takesGrey() {
    return false;
  }

  /**
   * The size of the pictures that it is computed on, small so that it is quick; the first of {@link
   * #sizes} unless overridden.
   */
  protected ImageSize computedSize() {
    return sizes().get(0);
  }

  /**
   * Whether it can be computed in plain Java in seconds; yes unless overridden, as for a network of
   * millions of parameters: what computes is then skipped.
   */
  protected boolean isSmall() {
    return true;
  }

  /** Whether it has parameters; yes unless overridden. */
  protected boolean hasParameters() {
    return true;
  }

  /**
   * Whether its parameters are of the same shapes for pictures of any size; yes unless overridden,
   * as where a dense layer follows upon flattening.
   */
  protected boolean fitsAnySize() {
    return true;
  }

  /** The engines it must run on as well; those on the test class path unless overridden. */
  protected Map<String, Engine> engines() {
    return EnginesOnClassPath.find();
  }

  @Rule(
      id = "BACKBONE-1",
      value = "It takes pictures as they are decoded: unsigned bytes of the size asked for",
      why = "a model that is fed bytes cannot be fed wrongly",
      mend = "begin with Architecture.builder(name, Input.image(input))")
  @TestFactory
  Stream<DynamicTest> takesPictures() {
    return each(
        size -> {
          Input input = network(size).input();
          assertThat(input.type()).as("elements").isEqualTo(Input.ElementType.UINT8);
          assertThat(input.shape()).as("shape").isEqualTo(size.shape());
        });
  }

  @Rule(
      id = "BACKBONE-2",
      value = "It begins with its own preprocessing",
      why = "bytes from 0 to 255 are too large for what learns, and no caller scales them",
      mend = "let a Rescaling or another layer without trainable parameters be the first")
  @TestFactory
  Stream<DynamicTest> preprocesses() {
    return each(
        size -> {
          Architecture network = network(size);
          assertThat(network.nodes()).as("layers").isNotEmpty();
          assertThat(
                  network.nodes().stream()
                      .filter(node -> node.inputs().contains(network.input().name()))
                      .flatMap(node -> node.parameters().stream())
                      .filter(Parameter::trainable))
              .as("trainable parameters of the layer that takes the bytes")
              .isEmpty();
        });
  }

  @Rule(
      id = "BACKBONE-3",
      value = "It gives features of a picture: a map of channels, or a vector",
      why = "heads are written for these",
      mend = "leave the classification top away; end in (height, width, channels) or (features)")
  @TestFactory
  Stream<DynamicTest> givesFeatures() {
    return each(size -> assertThat(network(size).outputShape().rank()).as("rank").isIn(1, 3));
  }

  @Rule(
      id = "BACKBONE-4",
      value = "Its layers' names do not clash with a head's, and have no '/'",
      why = "head and backbone are one network, whose weights are kept as layer/parameter",
      mend = "do not begin a name with 'head_', nor call a layer 'logits'")
  @TestFactory
  Stream<DynamicTest> namesItsLayers() {
    return each(
        size ->
            assertThat(network(size).layerNames())
                .noneMatch(name -> name.startsWith("head_"))
                .noneMatch(name -> name.contains("/"))
                .doesNotContain("logits"));
  }

  @Rule(
      id = "BACKBONE-5",
      value = "A model with it can be saved and read again",
      why = "a model's folder names each layer and its settings, and nothing else of it",
      mend =
          "name your own layers as components of kind Layer in your plugin, and the plugin in"
              + " META-INF/services")
  @TestFactory
  Stream<DynamicTest> canBeSaved() {
    return each(size -> KnownLayers.require(network(size)));
  }

  @Rule(
      id = "BACKBONE-6",
      value = "It has parameters, and most of all trainable ones",
      why = "without, there is nothing that pretraining could have taught it",
      mend = "say no to hasParameters() if that is meant")
  @TestFactory
  Stream<DynamicTest> hasParametersToLearn() {
    onlyIf(hasParameters(), "hasParameters()");
    return each(
        size -> {
          assertThat(network(size).parameterCount()).as("parameters").isPositive();
          assertThat(network(size).trainableParameterCount()).as("trainable ones").isPositive();
        });
  }

  @Rule(
      id = "BACKBONE-7",
      value = "Its parameters are the same for pictures of any size",
      why = "weights that were trained on one size serve for others",
      mend = "do not flatten; or say no to fitsAnySize()")
  @TestFactory
  Stream<DynamicTest> hasTheSameParametersForAnySize() {
    onlyIf(fitsAnySize(), "fitsAnySize()");
    return each(
        size ->
            assertThat(parameters(network(size)))
                .as("parameters for pictures of %s beside %s", size, sizes().get(0))
                .isEqualTo(parameters(network(sizes().get(0)))));
  }

  @Rule(
      id = "BACKBONE-8",
      value = "The same settings and size make the same network",
      why = "a checked file, a trained model and one that goes on from it must be of one network",
      mend = "compute it from the argument and the settings, and keep no state")
  @TestFactory
  Stream<DynamicTest> repeatsItself() {
    return each(
        size -> {
          Backbone backbone = backbone();
          Architecture network = backbone.architecture(size);
          assertThat(backbone.architecture(size)).as("asked again").isEqualTo(network);
          assertThat(network(size)).as("made again").isEqualTo(network);
          assertThat(parameters(network(size))).as("parameters").isEqualTo(parameters(network));
        });
  }

  @Rule(
      id = "BACKBONE-9",
      value = "It refuses pictures that are too small for it, with words",
      why = "the message is all that the author of an experiment file sees",
      mend = "throw IllegalArgumentException from architecture that tells what was expected")
  @TestFactory
  Stream<DynamicTest> refusesOtherSizes() {
    onlyIf(!refusedSizes().isEmpty(), "refusedSizes()");
    return refusedSizes().stream()
        .map(
            size ->
                DynamicTest.dynamicTest(
                    "pictures of " + size,
                    () ->
                        assertThatIllegalArgumentException()
                            .isThrownBy(() -> network(size))
                            .satisfies(e -> assertThat(e.getMessage()).isNotBlank())));
  }

  @Rule(
      id = "BACKBONE-10",
      value = "Grey pictures are taken, or refused with words",
      why = "a dataset may have one channel; the message is all that its owner sees",
      mend = "throw IllegalArgumentException that tells so, or say yes to takesGrey()")
  @Test
  void isClearAboutGrey() {
    ImageSize colour = sizes().get(0);
    ImageSize grey = new ImageSize(colour.height(), colour.width(), 1);
    if (takesGrey()) {
      assertThat(network(grey).input().shape()).isEqualTo(grey.shape());
      return;
    }
    try {
      assertThat(network(grey).input().shape()).isEqualTo(grey.shape());
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).as("message").isNotBlank();
    }
  }

  @Rule(
      id = "BACKBONE-11",
      value = "It can be frozen up to each of its layers, and cut there",
      why = "freeze: {until: LAYER} names any layer; what is frozen is computed once and kept",
      mend =
          "look at the layer that the message names: its shapes must not depend on anything else")
  @Test
  void canBeFrozenUpToEachLayer() {
    Architecture backbone = network(computedSize());
    Architecture whole = withTop(backbone);
    for (String layer : some(backbone.layerNames())) {
      Set<String> frozen = new Freeze.Until(layer).frozenLayers(backbone);
      Cut cut = Cut.at(whole, frozen);
      assertThat(cut.suffix().outputShape())
          .as("output if frozen until '%s'", layer)
          .isEqualTo(whole.outputShape());
      cut.prefix()
          .ifPresent(
              prefix ->
                  assertThat(prefix.outputShape())
                      .as("what the frozen part gives, frozen until '%s'", layer)
                      .isEqualTo(cut.suffix().input().shape()));
    }
  }

  @Rule(
      id = "BACKBONE-12",
      value = "Its features are finite for any picture: black, white, noise",
      why = "a single infinity or NaN turns all that is learnt into NaN",
      mend = "scale the bytes first; take initial values that suit the activation (he_normal)")
  @Test
  void givesFiniteFeatures() {
    onlyIf(isSmall(), "isSmall()");
    Architecture network = network(computedSize());
    byte[] values = Draws.pixels("pictures", COUNT, computedSize()).values().clone();
    int one = computedSize().bytes();
    Arrays.fill(values, 0, one, (byte) 0);
    Arrays.fill(values, one, 2 * one, (byte) 255);
    float[] features = run(network, new Batch.Pixels(COUNT, computedSize(), values)).values();
    assertThat(IntStream.range(0, features.length).filter(i -> !Float.isFinite(features[i])))
        .as("features that are not finite")
        .isEmpty();
    double largest = 0;
    for (float feature : features) {
      largest = Math.max(largest, Math.abs(feature));
    }
    assertThat(largest).as("the largest feature with initial values").isLessThan(1e4);
  }

  @Rule(
      id = "BACKBONE-13",
      value = "Different pictures have different features",
      why = "else there is nothing to tell them apart by",
      mend = "look for an activation that is flat, or initial values of 0")
  @Test
  void tellsPicturesApart() {
    onlyIf(isSmall(), "isSmall()");
    Architecture network = network(computedSize());
    Batch.Floats features = run(network, Draws.pixels("pictures", COUNT, computedSize()));
    float[] one = features.example(0);
    float[] other = features.example(1);
    assertThat(IntStream.range(0, one.length).anyMatch(i -> one[i] != other[i]))
        .as("some feature of two pictures differs")
        .isTrue();
  }

  @Rule(
      id = "BACKBONE-14",
      value = "A picture's features do not depend on its company",
      why = "a picture predicted alone must get the answer that evaluation promised",
      mend = "hold your layers to LayerContract: none may reduce over the batch in inference")
  @Test
  void keepsPicturesApart() {
    onlyIf(isSmall(), "isSmall()");
    Architecture network = network(computedSize());
    Batch.Pixels all = Draws.pixels("pictures", COUNT, computedSize());
    Batch.Floats together = run(network, all);
    for (int i = 0; i < COUNT; i++) {
      int size = computedSize().bytes();
      byte[] one = Arrays.copyOfRange(all.values(), i * size, (i + 1) * size);
      assertThat(run(network, new Batch.Pixels(1, computedSize(), one)).values())
          .as("features of picture %d alone", i)
          .containsExactly(together.example(i), within(1e-5f));
    }
  }

  @Rule(
      id = "BACKBONE-15",
      value = "Cut in two, it computes what it computes in one piece",
      why = "what is frozen is computed once and kept, and the rest goes on from there",
      mend = "hold your layers to LayerContract; layers must not share state")
  @TestFactory
  Stream<DynamicTest> computesTheSameInTwoParts() {
    onlyIf(isSmall(), "isSmall()");
    Architecture backbone = network(computedSize());
    Architecture whole = withTop(backbone);
    Weights weights = Draws.learnt(whole);
    Batch.Pixels pictures = Draws.pixels("pictures", COUNT, computedSize());
    float[] expected = run(whole, weights, pictures).values();
    List<String> names = backbone.layerNames();
    return IntStream.of(names.size() / 3, 2 * names.size() / 3, names.size() - 1)
        .distinct()
        .mapToObj(names::get)
        .map(
            layer ->
                DynamicTest.dynamicTest(
                    "frozen until " + layer,
                    () -> {
                      Cut cut = Cut.at(whole, new Freeze.Until(layer).frozenLayers(backbone));
                      Optional<Architecture> prefix = cut.prefix();
                      Batch between =
                          prefix.isPresent()
                              ? run(prefix.get(), weights.only(prefix.get()), pictures)
                              : pictures;
                      Architecture rest = cut.suffix();
                      assertThat(run(rest, weights.only(rest), between).values())
                          .containsExactly(expected, within(1e-4f));
                    }));
  }

  @Rule(
      id = "BACKBONE-16",
      value = "It learns",
      why = "training goes through all of it that is not frozen",
      mend = "look for an operation without a gradient, or initial values of 0")
  @Test
  void learns() {
    onlyIf(isSmall() && hasParameters(), "isSmall() or hasParameters()");
    Architecture whole = withTop(network(computedSize()));
    Learning.Losses losses =
        new Learning(new ReferenceEngine(), new SoftmaxCrossEntropy()).of(whole, 3, 0.01);
    assertThat(losses.after()).as("mean loss after 3 steps").isFinite();
    Weights initial = Weights.initial(whole, 7);
    List<String> unchanged =
        initial.tensors().keySet().stream()
            .filter(key -> isTrained(whole, key))
            .filter(
                key ->
                    Arrays.equals(
                        initial.tensors().get(key).values(),
                        losses.weights().tensors().get(key).values()))
            .toList();
    assertThat(unchanged).as("parameters that three steps did not change").isEmpty();
  }

  @Rule(
      id = "BACKBONE-17",
      value = "It is the same on every engine",
      why = "a model trained on one engine is used with another",
      mend = "hold your layers to LayerContract")
  @TestFactory
  Stream<DynamicTest> isTheSameOnEveryEngine() {
    onlyIf(isSmall(), "isSmall()");
    return onEach(
        engines(), engine -> new SameOnEngine(engine).inference(withTop(network(computedSize()))));
  }

  private Stream<DynamicTest> each(Consumer<ImageSize> check) {
    return sizes().stream()
        .map(size -> DynamicTest.dynamicTest("pictures of " + size, () -> check.accept(size)));
  }

  private Architecture network(ImageSize size) {
    return backbone().architecture(size);
  }

  /** The backbone with scores for two classes on top. */
  private static Architecture withTop(Architecture backbone) {
    Shape features = backbone.outputShape();
    Architecture.Builder top = Architecture.builder("top", Input.features(features));
    if (features.isImage()) {
      top.add("head_pooling", new GlobalAveragePooling2D(false));
    }
    top.add("logits", Dense.of(2));
    return backbone.then("whole", top.build());
  }

  /** All, or about fifty of many: the last one, and others at equal distances before it. */
  private static List<String> some(List<String> layers) {
    int distance = Math.max(1, layers.size() / 50);
    return IntStream.range(0, layers.size())
        .filter(i -> (layers.size() - 1 - i) % distance == 0)
        .mapToObj(layers::get)
        .toList();
  }

  /** All of them, by layer and in order: with a seed they make the initial values. */
  private static Map<String, List<Parameter>> parameters(Architecture network) {
    Map<String, List<Parameter>> parameters = new LinkedHashMap<>();
    network.nodes().forEach(node -> parameters.put(node.name(), node.parameters()));
    return parameters;
  }

  private static boolean isTrained(Architecture network, String key) {
    int slash = key.lastIndexOf('/');
    return network.node(key.substring(0, slash)).parameters().stream()
        .filter(parameter -> parameter.name().equals(key.substring(slash + 1)))
        .anyMatch(Parameter::trainable);
  }

  private static Batch.Floats run(Architecture network, Batch inputs) {
    return run(network, Weights.initial(network, 7), inputs);
  }

  private static Batch.Floats run(Architecture network, Weights weights, Batch inputs) {
    try (InferenceNetwork inference =
        new ReferenceEngine().infer(network, weights, Placement.cpu(1))) {
      return inference.run(inputs);
    }
  }
}
