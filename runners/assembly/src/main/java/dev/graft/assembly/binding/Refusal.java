package dev.graft.assembly.binding;

import dev.graft.api.problem.Problem;
import dev.graft.assembly.yaml.Location;
import dev.graft.assembly.yaml.Problems;
import dev.graft.assembly.yaml.YamlMapping;
import java.util.List;
import java.util.regex.Pattern;

/** A record or a component that does not take its settings: an IllegalArgumentException. */
final class Refusal {
  private Refusal() {}

  /** Tells it at the one setting that the message names, or else at the mapping. */
  static void tell(
      Problems problems, YamlMapping mapping, String path, IllegalArgumentException refusal) {
    String message = String.valueOf(refusal.getMessage());
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
