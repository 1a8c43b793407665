package dev.graft.assembly.experiment;

import dev.graft.api.metric.Metric;
import dev.graft.api.plugin.SettingException;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.runner.EpochMetrics;
import dev.graft.api.runner.RunListener;
import dev.graft.assembly.NamedListener;
import dev.graft.assembly.binding.Bound;
import dev.graft.assembly.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The listeners of an experiment: each can do with what it will be told. */
final class ListenerChecks {
  private ListenerChecks() {}

  /**
   * Those that are there; tells what they refuse.
   *
   * @param bound the section {@code metrics}: while it is wrong, the listeners are not asked
   * @param metrics those that are there
   */
  static List<NamedListener> read(
      Bound<?> list, Bound<?> bound, List<Metric> metrics, Problems problems) {
    List<NamedListener> listeners = new ArrayList<>();
    for (Bound<?> item : list.items()) {
      Optional<RunListener> found = item.cleanValue(RunListener.class);
      if (found.isPresent()) {
        listeners.add(new NamedListener(item.component(), found.get()));
        if (bound.clean()) {
          check(found.get(), EpochMetrics.columns(metrics), item, problems);
        }
      }
    }
    return listeners;
  }

  private static void check(
      RunListener listener, List<String> columns, Bound<?> item, Problems problems) {
    try {
      listener.check(columns);
    } catch (ProblemException e) {
      problems.addAll(item.location(), item.path(), e);
    } catch (SettingException e) {
      Bound<?> setting = item.at(e.setting());
      problems.add(setting.location(), setting.path(), Problem.of(e.getMessage()));
    } catch (IllegalArgumentException e) {
      problems.add(item.location(), item.path(), Problem.of(String.valueOf(e.getMessage())));
    }
  }
}
