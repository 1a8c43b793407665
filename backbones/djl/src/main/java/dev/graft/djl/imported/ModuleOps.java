package dev.graft.djl.imported;

import ai.djl.ndarray.NDArray;
import dev.graft.api.layer.Mode;
import java.util.function.Function;

/** Operations that can run a TorchScript module too. */
public interface ModuleOps {
  /**
   * Runs a module.
   *
   * @param x images, {@code (batch, height, width, channels)}
   * @param parameters the value of each parameter
   * @param mode whether gradients by the parameters are wanted; the module itself always infers
   * @return features, images among them with the channels last
   */
  NDArray run(TorchScriptLayer layer, NDArray x, Function<String, NDArray> parameters, Mode mode);
}
