package dev.graft.djl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.graft.api.layer.Activation;
import dev.graft.api.ops.Window;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Convolutions with bias and activation in one pass over the memory, of a network that only infers,
 * on a CPU: oneDNN has them, PyTorch's compiler of Python code calls them so ({@code
 * torch._inductor.mkldnn_lowerings}). Kernels are laid out for oneDNN once.
 */
final class FusedConvolutions {
  private static final String NOTHING = "annotate(List[Optional[number]], [])";

  /** The program's arguments for each activation that oneDNN has. */
  private static final Map<Activation, String> FUNCTIONS =
      Map.of(
          Activation.LINEAR, "\"none\", " + NOTHING,
          Activation.RELU, "\"relu\", " + NOTHING,
          Activation.RELU6, "\"hardtanh\", annotate(List[Optional[number]], [0., 6.])",
          Activation.SWISH, "\"swish\", " + NOTHING,
          Activation.HARD_SWISH, "\"hardswish\", " + NOTHING);

  private final NDManager manager;
  private final Predicate<NDArray> constants;
  private final Map<Key, Prepared> prepared = new ConcurrentHashMap<>();
  private final Map<String, TorchProgram> programs = new ConcurrentHashMap<>();

  private FusedConvolutions(NDManager manager, Predicate<NDArray> constants) {
    this.manager = manager;
    this.constants = constants;
  }

  private record Key(String kernel, Window window, Activation activation) {}

  private record Prepared(NDArray kernel, TorchProgram program) {}

  /**
   * Those of a network; empty if this PyTorch has none.
   *
   * @param manager that of the network
   * @param constants tells tensors that stay as they are as long as the network lives
   */
  static Optional<FusedConvolutions> load(NDManager manager, Predicate<NDArray> constants) {
    FusedConvolutions fused = new FusedConvolutions(manager, constants);
    try {
      fused.program(new Shape(0, 0), new Shape(1, 1), 1, Activation.LINEAR);
      fused.layout(new Shape(0, 0), new Shape(1, 1), 1);
      return Optional.of(fused);
    } catch (EngineException e) {
      return Optional.empty();
    }
  }

  /** Whether a convolution with this kernel and activation can be computed. */
  boolean has(NDArray kernel, Activation activation) {
    return FUNCTIONS.containsKey(activation) && constants.test(kernel);
  }

  /** See {@link dev.graft.api.ops.Ops}. */
  NDArray conv2d(NDArray x, NDArray kernel, NDArray bias, Window window, Activation activation) {
    return convolution(x, kernel, bias, window, activation, false);
  }

  /** See {@link dev.graft.api.ops.Ops}. */
  NDArray depthwiseConv2d(
      NDArray x, NDArray kernel, NDArray bias, Window window, Activation activation) {
    return convolution(x, kernel, bias, window, activation, true);
  }

  private NDArray convolution(
      NDArray x,
      NDArray kernel,
      NDArray bias,
      Window window,
      Activation activation,
      boolean depthwise) {
    Prepared convolution =
        prepared.computeIfAbsent(
            new Key(kernel.getUid(), window, activation),
            key -> prepare(kernel, window, activation, depthwise));
    return ChannelsFirst.undo(
        convolution.program.infer(ChannelsFirst.of(x), convolution.kernel, bias));
  }

  private Prepared prepare(
      NDArray kernel, Window window, Activation activation, boolean depthwise) {
    Kernels kernels = depthwise ? Kernels.depthwise(kernel) : Kernels.of(kernel);
    int groups = depthwise ? Math.toIntExact(kernel.getShape().get(2)) : 1;
    Kernels.Padded padded = kernels.padded(window);
    Shape strides = new Shape(window.strideY(), window.strideX());
    NDArray laidOut = layout(padded.padding(), strides, groups).infer(padded.kernel());
    return new Prepared(
        Kept.by(manager, laidOut), program(padded.padding(), strides, groups, activation));
  }

  private TorchProgram layout(Shape padding, Shape strides, int groups) {
    return program(
        "torch.mkldnn_reorder_conv2d_weight(torch.to_mkldnn(kernel), %s, %s, [1, 1], %d, None)"
            .formatted(list(padding), list(strides), groups),
        "kernel");
  }

  private TorchProgram program(Shape padding, Shape strides, int groups, Activation activation) {
    return program(
        "ops.mkldnn._convolution_pointwise(x, kernel, bias, %s, %s, [1, 1], %d, %s, \"\")"
            .formatted(list(padding), list(strides), groups, FUNCTIONS.get(activation)),
        "x",
        "kernel",
        "bias");
  }

  private TorchProgram program(String result, String... parameters) {
    return programs.computeIfAbsent(
        result, source -> TorchProgram.compile(manager, source, parameters));
  }

  private static String list(Shape two) {
    return "[%d, %d]".formatted(two.get(0), two.get(1));
  }
}
