package dev.graft.engines;

import dev.graft.api.plugin.Plugin;
import dev.graft.testkit.PluginContract;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Graft's own plugins, held to what everybody's plugins are held to. */
@ParameterizedClass
@MethodSource("plugins")
class PluginContractsTest extends PluginContract {
  @Parameter private Class<? extends Plugin> type;

  static Stream<Class<? extends Plugin>> plugins() {
    return ServiceLoader.load(Plugin.class).stream().map(ServiceLoader.Provider::type);
  }

  @Override
  protected Plugin plugin() {
    return ServiceLoader.load(Plugin.class).stream()
        .filter(provider -> provider.type() == type)
        .findFirst()
        .orElseThrow()
        .get();
  }

  /** They lie on the class path, and need no manifest. */
  @Override
  protected boolean isDroppedIn() {
    return false;
  }

  /** A range or two limits; a width, a height or both. */
  @Override
  protected Set<String> needAChoice() {
    return Set.of("zoom", "shift", "piecewise_constant_decay");
  }

  @Override
  protected boolean usesEngineLibraries() {
    return type.getPackageName().matches("dev\\.graft\\.(tensorflow|djl)");
  }
}
