package dev.graft.assembly.experiment;

import dev.graft.api.metric.Metric;
import dev.graft.api.problem.Problem;
import dev.graft.assembly.binding.Bound;
import dev.graft.assembly.yaml.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The metrics of an experiment: each has a name of its own, which can be a column's. */
final class MetricChecks {
  private static final Pattern NAME = Pattern.compile("\\p{L}[\\p{L}\\p{N}_]*");

  private MetricChecks() {}

  /** Those that are there; tells of names that are not right. */
  static List<Metric> read(Bound<?> list, Problems problems) {
    Set<String> names = new HashSet<>(Set.of("loss", "accuracy"));
    List<Metric> metrics = new ArrayList<>();
    for (Bound<?> item : list.items()) {
      Optional<Metric> found = item.cleanValue(Metric.class);
      if (found.isEmpty()) {
        continue;
      }
      metrics.add(found.get());
      String name = found.get().name();
      if (name == null
          || !name.equals(name.toLowerCase(Locale.ROOT))
          || !NAME.matcher(name).matches()) {
        problems.add(
            item.location(),
            item.path(),
            Problem.of("the metric '%s' calls itself '%s'".formatted(item.component(), name))
                .expecting("letters, but no capitals, digits and underscores")
                .withRemedy("this is a bug of the plugin: tell its author"));
      } else if (!names.add(name)) {
        problems.add(
            item.location(),
            item.path(),
            Problem.of("there is a metric '" + name + "' already")
                .withRemedy("take one of the two away"));
      }
    }
    return metrics;
  }
}
