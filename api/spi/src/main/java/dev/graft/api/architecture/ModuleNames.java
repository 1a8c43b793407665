package dev.graft.api.architecture;

import dev.graft.api.Evolving;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a library of PyTorch models calls the layers of a network: the names before {@code .weight},
 * {@code .bias}, {@code .running_mean} in its state dicts.
 *
 * @param library the library, such as {@code torchvision}
 * @param modules the module's name by the layer's, for every layer with parameters
 * @since 0.1
 */
@Evolving
public record ModuleNames(String library, Map<String, String> modules) {
  /** Copies the map, in its order. */
  public ModuleNames {
    modules = Collections.unmodifiableMap(new LinkedHashMap<>(modules));
  }

  /** The module that is a layer, if the library has it. */
  public Optional<String> module(String layer) {
    return Optional.ofNullable(modules.get(layer));
  }
}
