package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.Shape;
import dev.graft.api.Stable;
import dev.graft.api.engine.Engine;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Parameter;
import dev.graft.testkit.reference.Gradients;
import dev.graft.testkit.reference.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@link Layer} must do, as JUnit tests to extend. The layer is applied in the reference
 * engine, in plain Java and double precision, and on each engine that is on the test class path.
 *
 * <pre>{@code
 * class SharpenContractTest extends LayerContract {
 *   @Override
 *   protected Layer layer() {
 *     return new Sharpen(3, true);
 *   }
 * }
 * }</pre>
 *
 * <p>The protected methods say what the layer is for; one that is not overridden has the usual
 * answer. For several settings, take a nested class for each, or JUnit's
 * {@code @ParameterizedClass}.
 *
 * @since 0.1
 */
@Stable
public abstract class LayerContract extends Contract {
  private static final int COUNT = 3;

  /** The layer under test, made anew with the same settings at each call. */
  protected abstract Layer layer();

  /** Shape of one example of each input; one picture of 6 x 5 with 3 channels unless overridden. */
  protected List<Shape> inputs() {
    return List.of(Shape.of(6, 5, 3));
  }

  /**
   * Inputs that the layer cannot take, each a list as of {@link #inputs}; none unless overridden.
   */
  protected List<List<Shape>> refusedInputs() {
    return List.of();
  }

  /**
   * Whether one more input of the first one's shape is welcome, as to a sum; no unless overridden.
   */
  protected boolean takesMoreInputs() {
    return false;
  }

  /**
   * Whether in training the output of an example depends on the others of its batch, as in batch
   * normalisation; no unless overridden.
   */
  protected boolean mixesExamplesInTraining() {
    return false;
  }

  /**
   * Whether its operations have gradients everywhere but at single points; yes unless overridden.
   */
  protected boolean isDifferentiable() {
    return true;
  }

  /**
   * Whether each trainable parameter has an influence on the output for any input; yes unless
   * overridden.
   */
  protected boolean parametersMatter() {
    return true;
  }

  /** The engines it must run on as well; those on the test class path unless overridden. */
  protected Map<String, Engine> engines() {
    return EnginesOnClassPath.find();
  }

  @Rule(
      id = "LAYER-1",
      value = "Its output's shape follows from the inputs' shapes alone",
      why = "networks are planned, shown and checked before any engine loads",
      mend = "compute outputShape from its argument and the settings, and keep no state")
  @Test
  void declaresItsShape() {
    Shape shape = layer().outputShape(inputs());
    assertThat(shape).as("outputShape").isNotNull();
    Layer layer = layer();
    layer.outputShape(inputs());
    assertThat(layer.outputShape(inputs())).as("outputShape, asked again").isEqualTo(shape);
  }

  @Rule(
      id = "LAYER-2",
      value = "Its parameters are the same whenever they are asked for",
      why = "engine, optimizer, weight files and summary each ask, and must hear the same",
      mend = "compute parameters from its argument and the settings, and keep no state")
  @Test
  void declaresItsParameters() {
    List<Parameter> parameters = layer().parameters(inputs());
    Layer layer = layer();
    layer.parameters(inputs());
    assertThat(layer.parameters(inputs())).as("parameters, asked again").isEqualTo(parameters);
  }

  @Rule(
      id = "LAYER-3",
      value = "Its parameters have names of their own, in snake case",
      why = "values are kept in files as layer/parameter, and found by that name",
      mend = "name them as Keras does: kernel, bias, gamma, depthwise_kernel, …")
  @Test
  void namesItsParameters() {
    List<String> names = layer().parameters(inputs()).stream().map(Parameter::name).toList();
    assertThat(names)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z][a-z0-9_]*"), "is lower-case words joined by '_'");
  }

  @Rule(
      id = "LAYER-4",
      value = "Its trainable parameters come first",
      why = "Keras's files and summaries have that order, and Graft's follow it",
      mend = "list what Parameter.statistic makes after what Parameter.trainable makes")
  @Test
  void listsTrainableParametersFirst() {
    List<Boolean> trainable =
        layer().parameters(inputs()).stream().map(Parameter::trainable).toList();
    assertThat(trainable)
        .as("which are trainable, in order")
        .isEqualTo(trainable.stream().sorted((a, b) -> Boolean.compare(b, a)).toList());
  }

  @Rule(
      id = "LAYER-5",
      value = "It gives the shape that it declares, for one example and for several",
      why = "the layers above are planned for the declared shape, and batches have any size",
      mend = "let outputShape and apply agree; never take the batch's size for granted")
  @TestFactory
  Stream<DynamicTest> givesTheDeclaredShape() {
    return each(
        (mode, count) ->
            assertThat(LayerPass.OPS.exampleShape(pass(mode, count).output()))
                .isEqualTo(layer().outputShape(inputs())));
  }

  @Rule(
      id = "LAYER-6",
      value = "It keeps the batch: one output for each example",
      why = "outputs are matched with labels by their place in the batch",
      mend = "leave the first axis alone; axes of examples begin at 1")
  @TestFactory
  Stream<DynamicTest> keepsTheBatch() {
    return each(
        (mode, count) ->
            assertThat(pass(mode, count).output().dimension(0)).as("examples").isEqualTo(count));
  }

  @Rule(
      id = "LAYER-7",
      value = "Its output is finite where its inputs are between -2 and 2",
      why = "a single infinity or NaN turns all that is learnt into NaN",
      mend = "add an epsilon below divisions, roots and logarithms, or use softplus, logSoftmax")
  @TestFactory
  Stream<DynamicTest> isFinite() {
    return each(
        (mode, count) ->
            assertThat(
                    DoubleStream.of(pass(mode, count).output().values()).allMatch(Double::isFinite))
                .as("all finite")
                .isTrue());
  }

  @Rule(
      id = "LAYER-8",
      value = "The same inputs give the same output, bit by bit",
      why = "two predictions for one picture must agree, and a run must be repeatable",
      mend = "draw nothing in apply: dropout masks come from Variables.dropoutMask")
  @TestFactory
  Stream<DynamicTest> repeatsItself() {
    return each(
        (mode, count) ->
            assertThat(pass(mode, count).output().values())
                .containsExactly(pass(mode, count).output().values()));
  }

  @Rule(
      id = "LAYER-9",
      value = "In inference it assigns nothing and drops nothing",
      why = "a frozen layer runs in inference mode, and frozen means frozen",
      mend = "assign statistics and ask for masks only if mode is TRAINING")
  @Test
  void leavesEverythingAloneInInference() {
    assertThatCode(() -> pass(Mode.INFERENCE, COUNT)).doesNotThrowAnyException();
  }

  @Rule(
      id = "LAYER-10",
      value = "If it is otherwise in training than in inference, dependsOnMode says so",
      why = "layers that do not depend on it are computed once and kept when nothing below learns",
      mend = "override dependsOnMode, or compute the same in both modes")
  @Test
  void tellsWhetherItDependsOnTheMode() {
    Assumptions.assumeFalse(layer().dependsOnMode(), "dependsOnMode says yes");
    LayerPass training = pass(Mode.TRAINING, COUNT);
    assertThat(training.masks()).as("dropout masks asked for in training").isZero();
    assertThat(training.assigned()).as("assigned in training").isEmpty();
    assertThat(training.output().values())
        .as("output in training beside that in inference")
        .containsExactly(pass(Mode.INFERENCE, COUNT).output().values());
  }

  @Rule(
      id = "LAYER-11",
      value = "It asks for at most one dropout mask",
      why = "masks are drawn on the host for each layer, example and epoch: a layer has one",
      mend = "put the second dropout into a layer of its own")
  @Test
  void asksForOneMask() {
    assertThat(pass(Mode.TRAINING, COUNT).masks()).as("masks").isLessThanOrEqualTo(1);
  }

  @Rule(
      id = "LAYER-12",
      value = "In inference an example's output does not depend on its company",
      why = "a picture predicted alone must get the answer that evaluation promised",
      mend = "reduce over axes from 1 on, never over the batch")
  @Test
  void keepsExamplesApartInInference() {
    compareWithOneByOne(Mode.INFERENCE);
  }

  @Rule(
      id = "LAYER-13",
      value = "In training an example's output does not depend on its company",
      why = "who relies on it may not expect it; it makes results depend on the batch's size",
      mend = "reduce over axes from 1 on, or say so by overriding mixesExamplesInTraining()")
  @Test
  void keepsExamplesApartInTraining() {
    onlyIf(!mixesExamplesInTraining(), "mixesExamplesInTraining()");
    compareWithOneByOne(Mode.TRAINING);
  }

  @Rule(
      id = "LAYER-14",
      value = "Its gradient by its inputs is the slope",
      why = "layers below learn from this gradient",
      mend = "use operations of Ops only; where they are constants, say isDifferentiable() is no")
  @Test
  void passesTheGradientOn() {
    onlyIf(isDifferentiable(), "isDifferentiable()");
    List<Tensor> inputs = tensors(0, COUNT);
    LayerPass pass = LayerPass.of(layer(), inputs(), inputs, Mode.TRAINING, numbers(0, COUNT));
    for (int i = 0; i < inputs.size(); i++) {
      Slopes.compare("input " + i, inputs.get(i), () -> weighted(pass.again(layer(), inputs)));
    }
  }

  @Rule(
      id = "LAYER-15",
      value = "Its gradient by its parameters is the slope",
      why = "the layer learns by this gradient",
      mend = "use the tensors that Variables.get gives, through operations of Ops only")
  @Test
  void learnsByTheSlope() {
    onlyIf(isDifferentiable(), "isDifferentiable()");
    List<Tensor> inputs = tensors(0, COUNT);
    LayerPass pass = LayerPass.of(layer(), inputs(), inputs, Mode.TRAINING, numbers(0, COUNT));
    pass.trained()
        .forEach(
            (name, value) ->
                Slopes.compare(name, value, () -> weighted(pass.again(layer(), inputs))));
  }

  @Rule(
      id = "LAYER-16",
      value = "Every trainable parameter matters",
      why = "one that is not used never learns, but is counted, kept and shown",
      mend =
          "use it in apply, or declare it only in those settings that use it; if it is used and units"
              + " that are dead at first hide it, let inputs() have more channels")
  @Test
  void usesItsParameters() {
    LayerPass pass = pass(Mode.TRAINING, COUNT);
    LayerPass inference = pass(Mode.INFERENCE, COUNT);
    List<String> trainable =
        layer().parameters(inputs()).stream()
            .filter(Parameter::trainable)
            .map(Parameter::name)
            .toList();
    assertThat(Stream.concat(pass.read().stream(), inference.read().stream()).toList())
        .as("parameters that apply asked for")
        .containsAll(trainable);
    onlyIf(isDifferentiable() && parametersMatter(), "parametersMatter()");
    Gradients gradients = Gradients.of(weighted(pass.output()));
    pass.trained()
        .forEach(
            (name, value) ->
                assertThat(DoubleStream.of(gradients.by(value)).anyMatch(element -> element != 0))
                    .as("the output changes with '%s'", name)
                    .isTrue());
  }

  @Rule(
      id = "LAYER-17",
      value = "It leaves its inputs as they are",
      why = "another layer may take the same tensor",
      mend = "give a new tensor: operations of Ops never change their operands")
  @TestFactory
  Stream<DynamicTest> leavesItsInputs() {
    return each(
        (mode, count) -> {
          List<Tensor> inputs = tensors(0, count);
          LayerPass.of(layer(), inputs(), inputs, mode, numbers(0, count));
          List<Tensor> fresh = tensors(0, count);
          for (int i = 0; i < inputs.size(); i++) {
            assertThat(inputs.get(i).values())
                .as("input %d", i)
                .containsExactly(fresh.get(i).values());
          }
        });
  }

  @Rule(
      id = "LAYER-18",
      value = "It refuses inputs that it cannot take, with words",
      why = "the message is all that the author of an experiment file sees",
      mend =
          "check in outputShape and throw IllegalArgumentException that tells what was expected;"
              + " InputShapes has the usual checks")
  @TestFactory
  Stream<DynamicTest> refusesOtherInputs() {
    List<List<Shape>> refused = new ArrayList<>(refusedInputs());
    refused.add(List.of());
    if (!takesMoreInputs()) {
      List<Shape> more = new ArrayList<>(inputs());
      more.add(inputs().get(0));
      refused.add(more);
    }
    return refused.stream()
        .map(
            shapes ->
                DynamicTest.dynamicTest(
                    "inputs " + shapes,
                    () ->
                        assertThatIllegalArgumentException()
                            .isThrownBy(() -> layer().outputShape(shapes))
                            .satisfies(e -> assertThat(e.getMessage()).isNotBlank())));
  }

  @Rule(
      id = "LAYER-19",
      value = "It is a public record of its settings, all described",
      why = "a saved model names the layer and these settings, and nothing else of it",
      mend = "make it a public record whose components are annotated with @Setting or @Flat")
  @Test
  void isARecordOfItsSettings() {
    assertThat(layer().getClass().isRecord()).as("%s is a record", layer().getClass()).isTrue();
    SettingsRecord settings = SettingsRecord.of(layer().getClass().asSubclass(Record.class));
    assertThat(settings.problems()).as("what is wrong with its settings").isEmpty();
  }

  @Rule(
      id = "LAYER-20",
      value = "The same settings make an equal layer, whose later changes are impossible",
      why = "a model that was saved and read again must be the one that was saved",
      mend = "let the record's equals be, and copy lists in the compact constructor (List.copyOf)")
  @Test
  void isMadeAgainFromItsSettings() {
    assertThat(layer()).isEqualTo(layer()).hasSameHashCodeAs(layer());
    Assumptions.assumeTrue(layer().getClass().isRecord(), "LAYER-19 tells that it is no record");
    SettingsRecord.requireRoundTrip((Record) layer());
  }

  @Rule(
      id = "LAYER-21",
      value = "It computes and learns the same on every engine",
      why = "a model trained on one engine is used with another",
      mend = "use operations of Ops only, and nothing of the tensors' own classes")
  @TestFactory
  Stream<DynamicTest> isTheSameOnEveryEngine() {
    Assumptions.assumeTrue(inputs().size() == 1, "a layer of one input");
    return onEach(engines(), engine -> new SameOnEngine(engine).layer(layer(), inputs().get(0)));
  }

  private interface Check {
    void check(Mode mode, int count);
  }

  private static Stream<DynamicTest> each(Check check) {
    return Stream.of(Mode.values())
        .flatMap(
            mode ->
                Stream.of(1, COUNT)
                    .map(
                        count ->
                            DynamicTest.dynamicTest(
                                "%s, %d example%s"
                                    .formatted(
                                        mode == Mode.TRAINING ? "training" : "inference",
                                        count,
                                        count == 1 ? "" : "s"),
                                () -> check.check(mode, count))));
  }

  private LayerPass pass(Mode mode, int count) {
    return LayerPass.of(layer(), inputs(), tensors(0, count), mode, numbers(0, count));
  }

  private void compareWithOneByOne(Mode mode) {
    Tensor together = pass(mode, COUNT).output();
    int size = together.size() / COUNT;
    for (int i = 0; i < COUNT; i++) {
      Tensor alone = LayerPass.of(layer(), inputs(), tensors(i, 1), mode, numbers(i, 1)).output();
      assertThat(alone.values())
          .as("output of example %d alone, beside that in a batch of %d", i, COUNT)
          .containsExactly(
              Arrays.copyOfRange(together.values(), i * size, (i + 1) * size), within(1e-9));
    }
  }

  /** Examples from one on; an example's values are the same in any batch. */
  private List<Tensor> tensors(int first, int count) {
    List<Tensor> tensors = new ArrayList<>();
    for (int input = 0; input < inputs().size(); input++) {
      Shape shape = inputs().get(input);
      double[] values = new double[count * shape.intSize()];
      for (int i = 0; i < count; i++) {
        String purpose = "input %d of example %d".formatted(input, first + i);
        float[] example = Draws.uniform(purpose, shape.intSize(), -2, 2);
        for (int j = 0; j < example.length; j++) {
          values[i * example.length + j] = example[j];
        }
      }
      tensors.add(Tensor.variable(LayerPass.batch(count, shape), values));
    }
    return tensors;
  }

  private static long[] numbers(int first, int count) {
    long[] numbers = new long[count];
    Arrays.setAll(numbers, i -> first + i);
    return numbers;
  }

  /** A number that depends on every element of the output, on each otherwise. */
  private static Tensor weighted(Tensor output) {
    float[] weights = Draws.uniform("weights of the output", output.size(), -1, 1);
    Tensor factors = Tensor.constant(Shape.of(output.dimensions()), weights);
    return LayerPass.OPS.sumAll(LayerPass.OPS.multiply(output, factors));
  }
}
