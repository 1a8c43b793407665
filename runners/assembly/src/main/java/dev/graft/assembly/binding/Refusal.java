package dev.graft.assembly.binding;

import dev.graft.api.plugin.SettingException;
import dev.graft.api.problem.Problem;
import dev.graft.assembly.yaml.Location;
import dev.graft.assembly.yaml.Problems;
import dev.graft.assembly.yaml.YamlMapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A record or a component that does not take its settings: an IllegalArgumentException. */
final class Refusal {
  private Refusal() {}

  /**
   * Tells it at the setting that it is about, or at the one that its message names, or else at the
   * mapping.
   *
   * @param fields the settings as they were bound
   */
  static void tell(
      Problems problems,
      YamlMapping mapping,
      Map<String, Bound<?>> fields,
      String path,
      IllegalArgumentException refusal) {
    String message = String.valueOf(refusal.getMessage());
    if (refusal instanceof SettingException about) {
      Optional<Bound<?>> setting = SettingPath.find(fields, about.setting());
      problems.add(
          setting.isPresent() ? setting.get().location() : mapping.location(),
          setting.isPresent() ? setting.get().path() : path,
          Problem.of(message));
      return;
    }
    List<YamlMapping.Entry> named =
        mapping.entries().stream().filter(entry -> names(message, entry.key())).toList();
    Location location = mapping.location();
    String subject = path;
    if (named.size() == 1) {
      location = named.get(0).value().location();
      subject = RecordBinder.below(path, named.get(0).key());
    }
    problems.add(location, subject, Problem.of(message));
  }

  /** Whether a message names a setting, as in the file ({@code crop_fraction}) or in words. */
  private static boolean names(String message, String key) {
    String word = Pattern.quote(key) + "|" + Pattern.quote(key.replace('_', ' '));
    return Pattern.compile("(?<![\\w.])(?:" + word + ")(?![\\w])", Pattern.CASE_INSENSITIVE)
        .matcher(message)
        .find();
  }
}
