package dev.graft.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.api.layer.Mode;
import dev.graft.api.weights.Weights;
import dev.graft.djl.imported.TorchScriptLayer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The TorchScript modules of a network, loaded once; they live as long as the network. Their
 * parameters' values are the network's: a module computes with copies in tensors of its own, and
 * the gradients come up there.
 */
final class TorchModules {
  private final Map<TorchScriptLayer, TorchModule> modules = new LinkedHashMap<>();
  private final Map<String, TorchModule.OwnTensor> tensors = new LinkedHashMap<>();

  /**
   * Loads the modules.
   *
   * @param manager that of the network
   * @throws dev.graft.api.problem.ProblemException if a file cannot be read, is another than it
   *     was, or PyTorch cannot load it
   */
  TorchModules(NDManager manager, Architecture network) {
    for (Node node : network.nodes()) {
      if (node.layer() instanceof TorchScriptLayer layer) {
        TorchModule module =
            modules.computeIfAbsent(layer, imported -> TorchModule.load(imported, manager));
        layer
            .parameters()
            .forEach(
                parameter ->
                    tensors.put(
                        Weights.key(node.name(), parameter.name()),
                        module.tensor(parameter.name())));
      }
    }
  }

  /** No modules. */
  static TorchModules none() {
    return new TorchModules();
  }

  private TorchModules() {}

  /** Runs a module; see {@link dev.graft.djl.imported.ModuleOps}. */
  NDArray run(TorchScriptLayer layer, NDArray x, Function<String, NDArray> parameters, Mode mode) {
    TorchModule module = modules.get(layer);
    if (module == null) {
      throw new IllegalStateException("the module of " + layer.files() + " was not loaded");
    }
    return module.run(x, parameters, mode);
  }

  /** Forgets the gradients of the pass before. */
  void zeroGradients() {
    tensors.values().forEach(TorchModule.OwnTensor::zeroGradient);
  }

  /** The gradient by a parameter of a module; empty if the parameter is no module's. */
  Optional<NDArray> gradient(String key) {
    return Optional.ofNullable(tensors.get(key)).map(TorchModule.OwnTensor::gradient);
  }
}
