package dev.graft.training.metric;

import dev.graft.api.Labels;
import dev.graft.api.plugin.Setting;
import dev.graft.api.plugin.SettingException;
import dev.graft.api.problem.Suggestion;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which classes a metric tells of: settings of {@code precision}, {@code recall} and {@code f1}.
 *
 * @param label the one class; the second of two if neither is given
 * @param average how all classes are averaged; macro for more than two if neither is given
 */
public record ClassChoice(
    @Setting(
            value = "The class it tells of; of two classes the second if left out.",
            example = "alpaca")
        Optional<String> label,
    @Setting(
            value =
                "How it is averaged over all classes instead: each class counts the same, or as"
                    + " often as it occurs. For more than two classes macro if left out.",
            example = "weighted")
        Optional<Average> average) {
  /** Refuses both at once. */
  public ClassChoice {
    if (label.isPresent() && average.isPresent()) {
      throw new SettingException("average", "the metric of one class, label, has no average");
    }
  }

  /** The index of the one class, if it is of one. */
  OptionalInt index(Labels labels) {
    if (label.isEmpty()) {
      return average.isEmpty() && labels.count() == 2 ? OptionalInt.of(1) : OptionalInt.empty();
    }
    if (!labels.names().contains(label.get())) {
      throw new SettingException(
          "label",
          "there is no class '%s'; the classes are %s%s"
              .formatted(
                  label.get(),
                  String.join(", ", labels.names()),
                  Suggestion.forName(label.get(), labels.names())
                      .map(suggestion -> "; " + suggestion)
                      .orElse("")));
    }
    return OptionalInt.of(labels.names().indexOf(label.get()));
  }

  /** Whether a class counts as often as it occurs. */
  boolean isWeighted() {
    return average.equals(Optional.of(Average.WEIGHTED));
  }

  /** A metric's name with what was chosen. */
  String named(String metric) {
    return label
        .or(() -> average.map(Average::name))
        .map(chosen -> chosen.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_]+", "_"))
        .map(chosen -> metric + "_" + chosen)
        .orElse(metric);
  }
}
