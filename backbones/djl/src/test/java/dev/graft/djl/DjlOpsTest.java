package dev.graft.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.graft.api.engine.Placement;
import dev.graft.api.ops.Window;
import dev.graft.api.weights.FloatTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the contract cannot see: memory layouts, and gradients by what layers keep constant. */
class DjlOpsTest {
  private static final double STEP = 1e-2;

  private NetworkMemory memory;

  @BeforeAll
  static void load() {
    new NativeLibrary().load();
  }

  @BeforeEach
  void open() {
    memory = new NetworkMemory("ops", Placement.cpu(2));
  }

  @AfterEach
  void close() {
    memory.close();
  }

  private static FloatTensor tensor(double centre, int... dimensions) {
    dev.graft.api.Shape shape = dev.graft.api.Shape.of(dimensions);
    float[] values = new float[shape.intSize()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (centre + 0.04 * (i * 7 % values.length - values.length / 2) + 0.02);
    }
    return new FloatTensor(shape, values);
  }

  /** Compares the gradient by every input with central differences. */
  private void checkGradients(
      BiFunction<DjlOps, List<NDArray>, NDArray> expression, FloatTensor... inputs) {
    for (int i = 0; i < inputs.length; i++) {
      float[] gradient = gradient(expression, i, inputs);
      for (int element = 0; element < gradient.length; element++) {
        double numeric =
            (value(expression, moved(i, element, STEP, inputs))
                    - value(expression, moved(i, element, -STEP, inputs)))
                / (2 * STEP);
        assertThat((double) gradient[element])
            .as("gradient by element %d of input %d", element, i)
            .isCloseTo(numeric, within(2e-3 + 5e-3 * Math.abs(numeric)));
      }
    }
  }

  private static FloatTensor[] moved(int input, int element, double by, FloatTensor... inputs) {
    FloatTensor[] moved = inputs.clone();
    float[] values = inputs[input].values().clone();
    values[element] += (float) by;
    moved[input] = new FloatTensor(inputs[input].shape(), values);
    return moved;
  }

  private float[] gradient(
      BiFunction<DjlOps, List<NDArray>, NDArray> expression, int by, FloatTensor... inputs) {
    return memory.compute(
        manager -> {
          DjlOps ops = new DjlOps(manager, memory.clipping(), TorchModules.none(), tensor -> false);
          List<NDArray> tensors = new ArrayList<>();
          for (FloatTensor input : inputs) {
            tensors.add(HostTensors.parameter(manager, input));
          }
          tensors.get(by).setRequiresGradient(true);
          Gradients.of(manager, () -> ops.sumAll(ops.square(expression.apply(ops, tensors))));
          return HostTensors.read(tensors.get(by).getGradient());
        });
  }

  private double value(
      BiFunction<DjlOps, List<NDArray>, NDArray> expression, FloatTensor... inputs) {
    return memory.compute(
        manager -> {
          DjlOps ops = new DjlOps(manager, memory.clipping(), TorchModules.none(), tensor -> false);
          List<NDArray> tensors = new ArrayList<>();
          for (FloatTensor input : inputs) {
            tensors.add(HostTensors.parameter(manager, input));
          }
          double sum = 0;
          for (float element : HostTensors.read(expression.apply(ops, tensors))) {
            sum += (double) element * element;
          }
          return sum;
        });
  }

  @Test
  void statisticsThatAreComputedHaveAGradient() {
    checkGradients(
        (ops, in) -> ops.batchNorm(in.get(0), in.get(1), in.get(2), in.get(3), in.get(4), 1e-3),
        tensor(0, 4, 3),
        tensor(1.3, 3),
        tensor(0.2, 3),
        tensor(0.1, 3),
        tensor(1.1, 3));
  }

  @Test
  void aConvolutionWithItsBiasHasAllGradients() {
    Window below = new Window(3, 3, 2, 2, 0, 1, 0, 1);
    checkGradients(
        (ops, in) -> ops.conv2d(in.get(0), in.get(1), in.get(2), below),
        tensor(0, 2, 4, 4, 2),
        tensor(0, 3, 3, 2, 3),
        tensor(0, 3));
    checkGradients(
        (ops, in) -> ops.depthwiseConv2d(in.get(0), in.get(1), in.get(2), below),
        tensor(0, 2, 4, 4, 2),
        tensor(0, 3, 3, 2, 2),
        tensor(0, 4));
  }

  @Test
  void clippingHasNoGradientOutside() {
    checkGradients((ops, in) -> ops.clip(in.get(0), -0.2, 0.28), tensor(0, 3, 7));
  }

  @Test
  void anExtendedKernelGivesTheSameAsPaddedImages() {
    for (Window window :
        List.of(
            new Window(3, 3, 2, 2, 0, 1, 0, 1),
            new Window(3, 2, 1, 2, 2, 0, 0, 1),
            new Window(2, 3, 2, 1, 1, 3, 2, 0))) {
      FloatTensor x = tensor(0, 2, 6, 7, 3);
      FloatTensor kernel = tensor(0, window.height(), window.width(), 3, 2);
      for (boolean depthwise : new boolean[] {false, true}) {
        assertThat(convolved(x, kernel, window, depthwise, true))
            .containsExactly(convolved(x, kernel, window, depthwise, false), within(1e-5f));
      }
    }
  }

  private float[] convolved(
      FloatTensor x, FloatTensor kernel, Window window, boolean depthwise, boolean constant) {
    return memory.compute(
        manager -> {
          DjlOps ops =
              new DjlOps(manager, memory.clipping(), TorchModules.none(), tensor -> constant);
          NDArray images = HostTensors.parameter(manager, x);
          NDArray weights = HostTensors.parameter(manager, kernel);
          return HostTensors.read(
              depthwise
                  ? ops.depthwiseConv2d(images, weights, window)
                  : ops.conv2d(images, weights, window));
        });
  }

  @Test
  void imagesKeepTheirChannelsTogether() {
    memory.compute(
        manager -> {
          DjlOps ops = new DjlOps(manager, memory.clipping(), TorchModules.none(), tensor -> true);
          NDArray images = manager.ones(new Shape(2, 6, 6, 8));
          NDArray kernel = HostTensors.parameter(manager, tensor(0, 3, 3, 8, 16));
          NDArray depthwise = HostTensors.parameter(manager, tensor(0, 3, 3, 8, 1));
          NDArray eight = manager.ones(new Shape(8));
          Window same = new Window(3, 3, 1, 1, 1, 1, 1, 1);
          for (NDArray result :
              List.of(
                  ops.conv2d(images, kernel, same),
                  ops.depthwiseConv2d(images, depthwise, same),
                  ops.maxPool(images, same),
                  ops.averagePool(images, same),
                  ops.clip(images, 0, 6),
                  ops.batchNorm(images, eight, eight, eight, eight, 1e-3),
                  ops.batchNormTraining(images, eight, eight, 1e-3).output())) {
            // A tensor in another layout would be copied: the buffer would not be its own memory.
            NDArray flat = result.reshape(-1);
            flat.muli(3);
            assertThat(HostTensors.read(result)).containsExactly(HostTensors.read(flat));
          }
          return null;
        });
  }

  @Test
  void kernelsComeBackAsTheyWere() {
    FloatTensor kernel = tensor(0, 3, 2, 4, 5);
    TensorStore store = new TensorStore(memory.manager());
    store.set("kernel", kernel);
    store.setZeros("slot", store.get("kernel"));

    assertThat(store.read().tensors().get("kernel")).isEqualTo(kernel);
    assertThat(store.read().tensors().get("slot").values()).containsOnly(0);
    assertThat(store.get("kernel").transpose(3, 0, 1, 2).toFloatArray())
        .hasSize(kernel.values().length);
  }
}
