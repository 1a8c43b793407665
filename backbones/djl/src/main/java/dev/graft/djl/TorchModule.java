package dev.graft.djl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.graft.api.Shape;
import dev.graft.api.layer.Mode;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.djl.imported.TorchScriptLayer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A TorchScript module in PyTorch's memory, always in evaluation mode. It lives as long as the
 * manager that it was loaded for.
 */
final class TorchModule {
  private final PtSymbolBlock module;
  private final TorchScriptLayer layer;
  private final Map<String, OwnTensor> tensors = new LinkedHashMap<>();
  private boolean recording;

  private TorchModule(PtSymbolBlock module, TorchScriptLayer layer, NDManager manager) {
    this.module = module;
    this.layer = layer;
    for (NDArray tensor : JniUtils.moduleGetParams(module, (PtNDManager) manager)) {
      Kept.by(manager, tensor);
      tensors.put(tensor.getName(), new OwnTensor(tensor));
    }
    record(false);
  }

  /**
   * Loads a module.
   *
   * @param manager that of the network
   * @throws ProblemException if the file cannot be read, is another than it was, or PyTorch cannot
   *     load it
   */
  static TorchModule load(TorchScriptLayer layer, NDManager manager) {
    byte[] content = layer.content();
    PtSymbolBlock module;
    try {
      module =
          JniUtils.loadModule(
              (PtNDManager) manager, new ByteArrayInputStream(content), true, false);
    } catch (EngineException e) {
      throw new ProblemException(
          Problem.at(layer.path().toString(), "PyTorch cannot load it: " + firstLine(e))
              .withRemedy(
                  "save it anew with torch.jit.script or torch.jit.trace; what"
                      + " optimize_for_inference gives cannot be loaded anywhere"),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("a buffer cannot be read", e);
    }
    JniUtils.enableInferenceMode(module);
    return new TorchModule(module, layer, manager);
  }

  /** A parameter's tensor. */
  OwnTensor tensor(String name) {
    OwnTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalStateException(
          "PyTorch finds no parameter %s in %s, only %s"
              .formatted(name, layer.path(), tensors.keySet()));
    }
    return tensor;
  }

  /** Runs it; see {@link dev.graft.djl.imported.ModuleOps}. */
  NDArray run(NDArray x, Function<String, NDArray> parameters, Mode mode) {
    boolean training = mode == Mode.TRAINING;
    bind(parameters, training);
    NDArray found = channelsLast(forward(x, training));
    Shape given = DjlOps.exampleShapeOf(found);
    if (!given.equals(layer.featureShape())) {
      throw new ProblemException(
          Problem.at(layer.path().toString(), "gives features of " + given)
              .expecting("those that were told: " + layer.featureShape())
              .withRemedy("write features: " + java.util.Arrays.toString(given.dimensions())));
    }
    // Of what was computed without a record no gradient could be taken further up.
    return training ? found : found.duplicate();
  }

  private synchronized void bind(Function<String, NDArray> parameters, boolean training) {
    layer
        .parameters()
        .forEach(parameter -> tensor(parameter.name()).set(parameters.apply(parameter.name())));
    if (recording != training) {
      record(training);
    }
  }

  private void record(boolean gradients) {
    recording = gradients;
    tensors.values().forEach(tensor -> tensor.require(gradients));
  }

  /**
   * The features of some images, as the module gives them: vectors, or images with the channels
   * second.
   */
  private NDArray forward(NDArray x, boolean training) {
    NDList found;
    // PyTorch would compile the program anew for each size of batch, and answer otherwise in the
    // last bits after that. The setting is that of this thread.
    JniUtils.setGraphExecutorOptimize(false);
    try {
      found = IValueUtils.forward(module, new NDList(x.transpose(0, 3, 1, 2)), training);
    } catch (EngineException e) {
      if (NetworkMemory.isOutOfMemory(e)) {
        throw e;
      }
      throw new ProblemException(
          Problem.at(
              layer.path().toString(),
              "cannot compute images of %s: %s".formatted(DjlOps.exampleShapeOf(x), firstLine(e))),
          e);
    } finally {
      JniUtils.setGraphExecutorOptimize(true);
    }
    if (found.size() != 1 || found.head().getDataType() != DataType.FLOAT32) {
      throw new ProblemException(
          Problem.at(
                  layer.path().toString(),
                  "gives %d tensors, the first of type %s"
                      .formatted(found.size(), found.head().getDataType()))
              .expecting("one tensor of 32-bit floats"));
    }
    return found.head();
  }

  /**
   * The shape of the features of some images, channels last.
   *
   * @param x images, channels last
   */
  Shape featureShape(NDArray x) {
    return DjlOps.exampleShapeOf(channelsLast(forward(x, false)));
  }

  private static NDArray channelsLast(NDArray features) {
    return features.getShape().dimension() == 4 ? features.transpose(0, 2, 3, 1) : features;
  }

  private static String firstLine(EngineException e) {
    return String.valueOf(e.getMessage())
        .lines()
        .filter(line -> !line.isBlank())
        .findFirst()
        .orElse("without a reason");
  }

  /** A tensor of the module's own, the copy of a parameter's value. */
  static final class OwnTensor {
    private final NDArray tensor;
    private NDArray copied;

    private OwnTensor(NDArray tensor) {
      this.tensor = tensor;
    }

    /** Copies a value, unless it is the one that was copied last. */
    private void set(NDArray value) {
      if (value == copied) {
        return;
      }
      // Over the same memory, but nothing records that it is written.
      try (NDArray memory = tensor.stopGradient();
          NDArray axis = memory.expandDims(0);
          NDArray wanted = value.stopGradient();
          NDArray wantedAxis = wanted.expandDims(0)) {
        axis.set(new NDIndex("..."), wantedAxis);
      }
      copied = value;
    }

    private void require(boolean gradient) {
      tensor.setRequiresGradient(gradient);
    }

    void zeroGradient() {
      try (NDArray gradient = JniUtils.getGradient((PtNDArray) tensor)) {
        if (gradient != null) {
          JniUtils.zeroGrad((PtNDArray) tensor);
        }
      }
    }

    /** The gradient of the pass before; zeros if the module did not use it. */
    NDArray gradient() {
      NDArray gradient = JniUtils.getGradient((PtNDArray) tensor);
      return gradient == null ? tensor.zerosLike() : gradient;
    }
  }
}
