package dev.graft.assembly.binding;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A setting's path below its component, as in {@link dev.graft.api.plugin.SettingException}. */
final class SettingPath {
  private static final Pattern STEP = Pattern.compile("(\\w+)|\\[(\\d+)]");

  private SettingPath() {}

  /**
   * What is bound at a path.
   *
   * @param fields the component's settings, by key
   * @param path such as {@code layers[1].name}
   * @return as near to it as there is something; empty if there is not even its first step
   */
  static Optional<Bound<?>> find(Map<String, Bound<?>> fields, String path) {
    Bound<?> found = null;
    Map<String, Bound<?>> below = fields;
    Matcher step = STEP.matcher(path);
    while (step.find()) {
      Bound<?> next = null;
      if (step.group(1) != null) {
        next = below.get(step.group(1));
      } else if (found != null && Integer.parseInt(step.group(2)) < found.items().size()) {
        next = found.items().get(Integer.parseInt(step.group(2)));
      }
      if (next == null) {
        break;
      }
      found = next;
      below = next.fields();
    }
    return Optional.ofNullable(found);
  }
}
