package dev.graft.training.model;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The plugins that a saved network has layers of, as its file tells them: so that it can be said
 * what is missing where one of them is not installed.
 *
 * @param versions by id, as they were when the network was saved
 */
record SavedPlugins(Map<String, String> versions) {
  /** Where they stand in the file. */
  static final String KEY = "plugins";

  /** Reads them; a network of Graft's own layers has none. */
  static SavedPlugins of(JsonNode network, String where) {
    Map<String, String> versions = new LinkedHashMap<>();
    JsonNode plugins = network.path(KEY);
    for (String id : plugins.propertyNames()) {
      if (!plugins.get(id).isString()) {
        throw new ProblemException(
            Problem.at(where, "has no version of the plugin '" + id + "'").withSubject(KEY));
      }
      versions.put(id, plugins.get(id).stringValue());
    }
    return new SavedPlugins(versions);
  }

  /**
   * Checks that all are installed.
   *
   * @throws ProblemException with each that is not
   */
  void requireInstalled(LayerTypes layerTypes, String where) {
    List<Problem> problems = new ArrayList<>();
    versions.forEach(
        (id, version) -> {
          if (layerTypes.pluginVersion(id).isEmpty()) {
            String needed = "needs the plugin '%s' (saved with version %s)".formatted(id, version);
            problems.add(
                layerTypes
                    .leftOut(id)
                    .map(why -> Problem.at(where, needed + ", which is left out: " + why))
                    .orElseGet(
                        () ->
                            Problem.at(where, needed + ", which is not installed")
                                .withRemedy(
                                    "drop its jar into the folder plugins, or name its"
                                        + " folder with --plugins")));
          }
        });
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  /** The problem of a layer that no plugin has. */
  Problem missing(LayerTypes layerTypes, String name, String where, String subject) {
    Problem problem =
        Problem.at(where, "no plugin has a layer of type '" + name + "'").withSubject(subject);
    String plugin = name.contains("/") ? name.substring(0, name.indexOf('/')) : "";
    if (versions.containsKey(plugin) && layerTypes.pluginVersion(plugin).isPresent()) {
      return problem.withRemedy(
          "it was saved with version %s of the plugin '%s', and version %s is installed"
              .formatted(
                  versions.get(plugin), plugin, layerTypes.pluginVersion(plugin).orElseThrow()));
    }
    return problem
        .expecting("a layer that `graft plugins` lists")
        .withRemedy("add the plugin that the model was trained with");
  }
}
