package dev.graft.assembly.experiment;

import dev.graft.api.architecture.Freeze;
import dev.graft.api.loss.Loss;
import dev.graft.assembly.binding.Bound;
import dev.graft.assembly.document.Migrations;
import dev.graft.assembly.yaml.YamlWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The experiment file with every default written out and every path absolute. */
final class ResolvedExperiment {
  private static final String HEADER =
      "# This experiment with all its settings. It can be run again from any folder.\n";

  private static final String LEARNING_RATE = "learning_rate";

  private ResolvedExperiment() {}

  static String write(Bound<?> root, String name, Bound<Loss> loss, Phases phases, Path output) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("version", Migrations.ofGraft().current());
    document.put("name", name);
    for (Map.Entry<String, Bound<?>> field : root.fields().entrySet()) {
      if (!field.getKey().equals("include")) {
        document.putIfAbsent(field.getKey(), field.getValue().resolved());
      }
    }
    document.put("backbone", backbone(root, phases));
    document.put("loss", loss.resolved());
    document.put("training", phase(copy(root.fields().get("training").resolved()), phases));
    document.put("fine_tuning", fineTuning(root, phases));
    for (String list : List.of("metrics", "fine_tuning", "listeners")) {
      if (document.get(list) instanceof List<?> items && items.isEmpty()) {
        document.remove(list);
      }
    }
    document.put("output", output);
    return HEADER + YamlWriter.write(document);
  }

  /** The freeze that the weights decide is put where it stands in the file. */
  private static Map<String, Object> backbone(Bound<?> root, Phases phases) {
    Map<String, Object> given = copy(root.fields().get("backbone").resolved());
    Map<String, Object> backbone = new LinkedHashMap<>();
    given.forEach(
        (key, value) -> {
          backbone.put(key, value);
          if (key.equals("weights")) {
            backbone.put("freeze", resolved(phases.freeze().orElseThrow()));
          }
        });
    return backbone;
  }

  private static Object resolved(Freeze freeze) {
    if (freeze instanceof Freeze.Until until) {
      return Map.of("until", until.layer());
    }
    if (freeze instanceof Freeze.Layers layers) {
      return Map.of("layers", layers.count());
    }
    return freeze instanceof Freeze.All ? "all" : "none";
  }

  private static List<Map<String, Object>> fineTuning(Bound<?> root, Phases phases) {
    Map<String, Object> training = copy(root.fields().get("training").resolved());
    return root.fields().get("fine_tuning").items().stream()
        .map(
            item -> {
              Map<String, Object> given = copy(item.resolved());
              Map<String, Object> resolved = new LinkedHashMap<>();
              resolved.put("epochs", given.get("epochs"));
              resolved.put("batch_size", training.get("batch_size"));
              if (training.get("cached_variants") != null) {
                resolved.put("cached_variants", training.get("cached_variants"));
              }
              resolved.putAll(given);
              return phase(resolved, phases);
            })
        .toList();
  }

  /** The mode of batch normalisation that the weights decide is put where it stands in the file. */
  private static Map<String, Object> phase(Map<String, Object> given, Phases phases) {
    Map<String, Object> phase = new LinkedHashMap<>();
    given.forEach(
        (key, value) -> {
          phase.put(key, value);
          if (key.equals("optimizer")) {
            phase.put(
                "batch_normalization", phases.batchNormalization().name().toLowerCase(Locale.ROOT));
          }
        });
    phase.putAll(given);
    return withOneRate(phase);
  }

  /** The short form of the learning rate is put where the optimizer has its own. */
  private static Map<String, Object> withOneRate(Map<String, Object> phase) {
    if (phase.containsKey(LEARNING_RATE)
        && phase.get("optimizer") instanceof Map<?, ?> optimizer
        && optimizer.containsKey(LEARNING_RATE)) {
      Map<String, Object> changed = copy(optimizer);
      changed.put(LEARNING_RATE, phase.remove(LEARNING_RATE));
      phase.put("optimizer", changed);
    }
    return phase;
  }

  private static Map<String, Object> copy(Object resolved) {
    Map<String, Object> copy = new LinkedHashMap<>();
    ((Map<?, ?>) resolved).forEach((key, value) -> copy.put((String) key, value));
    return copy;
  }
}
