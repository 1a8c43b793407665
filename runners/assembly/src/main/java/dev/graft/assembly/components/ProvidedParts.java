package dev.graft.assembly.components;

import dev.graft.api.plugin.Plugin;
import dev.graft.api.plugin.Provision;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a plugin provides to its own components, by what they ask for. */
final class ProvidedParts {
  private ProvidedParts() {}

  /**
   * Reads a plugin's list.
   *
   * @param offered what Graft itself offers, which no plugin can provide
   * @throws ProblemException if the list cannot be had, or is wrong
   */
  static Map<Class<?>, Provision<?>> of(InstalledPlugin plugin, Set<Class<?>> offered) {
    Map<Class<?>, Provision<?>> byType = new LinkedHashMap<>();
    for (Provision<?> provision : listed(plugin.plugin(), plugin.id())) {
      Class<?> type = provision.type();
      String what = "plugin '%s' provides %s".formatted(plugin.id(), type.getName());
      if (offered.contains(type)) {
        throw new ProblemException(
            Problem.of(what + ", which Graft offers itself").withRemedy(PluginFailure.REMEDY));
      }
      if (byType.putIfAbsent(type, provision) != null) {
        throw new ProblemException(Problem.of(what + " twice").withRemedy(PluginFailure.REMEDY));
      }
      if (!type.isAssignableFrom(provision.made())) {
        throw new ProblemException(
            Problem.of(what + " by " + provision.made().getName() + ", which is none")
                .withRemedy(PluginFailure.REMEDY));
      }
    }
    return byType;
  }

  private static List<Provision<?>> listed(Plugin plugin, String id) {
    try {
      return List.copyOf(plugin.provides());
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      throw new ProblemException(
          Problem.of("plugin '%s' cannot list what it provides: %s".formatted(id, e))
              .withRemedy(PluginFailure.REMEDY),
          e);
    }
  }
}
