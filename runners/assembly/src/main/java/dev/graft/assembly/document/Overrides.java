package dev.graft.assembly.document;

import dev.graft.api.problem.Problem;
import dev.graft.assembly.yaml.Location;
import dev.graft.assembly.yaml.Problems;
import dev.graft.assembly.yaml.YamlMapping;
import dev.graft.assembly.yaml.YamlNode;
import dev.graft.assembly.yaml.YamlReader;
import dev.graft.assembly.yaml.YamlScalar;
import dev.graft.assembly.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings given on the command line, {@code training.epochs=3} or {@code
 * augmentations[0].degrees=20}: each takes the place of what the file says, or is added to it. The
 * value is YAML.
 */
final class Overrides {
  private static final Pattern PATH =
      Pattern.compile("[A-Za-z_]\\w*(\\[\\d{1,4}])*(\\.[A-Za-z_]\\w*(\\[\\d{1,4}])*)*");
  private static final Pattern STEP = Pattern.compile("(\\w+)|\\[(\\d+)]");

  private final Problems problems;

  Overrides(Problems problems) {
    this.problems = problems;
  }

  /**
   * The document with all overrides in their places; those that are wrong are told and left out.
   */
  YamlMapping apply(YamlMapping document, List<String> overrides) {
    YamlMapping changed = document;
    for (String override : overrides) {
      changed = apply(changed, override);
    }
    return changed;
  }

  private YamlMapping apply(YamlMapping document, String override) {
    String option = "--set " + override;
    Location location = Location.option(option);
    int equals = override.indexOf('=');
    String path = equals < 0 ? override : override.substring(0, equals).strip();
    if (equals < 0 || !PATH.matcher(path).matches()) {
      problems.add(
          location,
          "",
          Problem.of(equals < 0 ? "has no '='" : "'" + path + "' is not the path of a setting")
              .expecting("PATH=VALUE, such as training.epochs=3 or augmentations[0].degrees=20"));
      return document;
    }
    if (path.matches("(include|version)\\b.*")) {
      problems.add(location, "", Problem.of("only a file itself can say '%s'".formatted(path)));
      return document;
    }
    int before = problems.size();
    Optional<YamlNode> value =
        YamlReader.readOption(option, override.substring(equals + 1), problems);
    if (problems.size() > before) {
      return document;
    }
    YamlNode given = value.orElseGet(() -> new YamlScalar(location, "", YamlScalar.Type.EMPTY));
    List<Object> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(path);
    while (matcher.find()) {
      steps.add(matcher.group(1) != null ? matcher.group(1) : Integer.valueOf(matcher.group(2)));
    }
    return (YamlMapping) set(document, steps, 0, given, location, "").orElse(document);
  }

  private Optional<YamlNode> set(
      YamlNode node, List<Object> steps, int at, YamlNode value, Location location, String done) {
    if (at == steps.size()) {
      return Optional.of(value);
    }
    return steps.get(at) instanceof String key
        ? setKey(node, key, steps, at, value, location, done)
        : setItem(node, (Integer) steps.get(at), steps, at, value, location, done);
  }

  private Optional<YamlNode> setKey(
      YamlNode node,
      String key,
      List<Object> steps,
      int at,
      YamlNode value,
      Location location,
      String done) {
    YamlMapping mapping;
    if (node instanceof YamlMapping there) {
      mapping = there;
    } else if (node instanceof YamlScalar scalar && scalar.is(YamlScalar.Type.EMPTY)) {
      mapping = new YamlMapping(location, List.of());
    } else {
      Problem problem = Problem.of("is %s, which has no key '%s'".formatted(node.describe(), key));
      problems.add(
          location,
          done,
          node instanceof YamlScalar scalar
              ? problem.withRemedy(
                  "set the whole of it: %s={type: %s, %s: …}".formatted(done, scalar.text(), key))
              : problem.withRemedy("name one of its items: " + done + "[0]." + key + "=…"));
      return Optional.empty();
    }
    Optional<YamlMapping.Entry> old = mapping.entry(key);
    YamlNode below =
        old.map(YamlMapping.Entry::value)
            .orElseGet(() -> new YamlScalar(location, "", YamlScalar.Type.EMPTY));
    String path = done.isEmpty() ? key : done + "." + key;
    return set(below, steps, at + 1, value, location, path)
        .map(
            changed ->
                mapping.with(
                    new YamlMapping.Entry(
                        old.map(YamlMapping.Entry::keyLocation).orElse(location), key, changed)));
  }

  private Optional<YamlNode> setItem(
      YamlNode node,
      int index,
      List<Object> steps,
      int at,
      YamlNode value,
      Location location,
      String done) {
    if (!(node instanceof YamlSequence sequence) || index >= sequence.items().size()) {
      problems.add(
          location,
          done,
          Problem.of(
              node instanceof YamlSequence sequence
                  ? "has no item [%d]: it has %d, counted from 0"
                      .formatted(index, sequence.items().size())
                  : node instanceof YamlScalar nothing && nothing.is(YamlScalar.Type.EMPTY)
                      ? "has no item [%d]: the file has no such list".formatted(index)
                      : "is %s, not a list".formatted(node.describe())));
      return Optional.empty();
    }
    String path = done + "[" + index + "]";
    return set(sequence.items().get(index), steps, at + 1, value, location, path)
        .map(
            changed -> {
              List<YamlNode> items = new ArrayList<>(sequence.items());
              items.set(index, changed);
              return new YamlSequence(sequence.location(), items);
            });
  }
}
