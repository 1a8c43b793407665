package dev.graft.assembly.binding;

import dev.graft.api.architecture.Freeze;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.Suggestion;
import dev.graft.assembly.yaml.Problems;
import dev.graft.assembly.yaml.YamlMapping;
import dev.graft.assembly.yaml.YamlNode;
import dev.graft.assembly.yaml.YamlScalar;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Binds {@code all}, {@code none} and {@code {until: LAYER}}. */
final class FreezeBinder {
  private static final String UNTIL = "until";

  private FreezeBinder() {}

  static Bound<Object> bind(ScalarBinder scalars, Problems problems, YamlNode node, String path) {
    if (node instanceof YamlMapping mapping) {
      Optional<YamlNode> layer = mapping.value(UNTIL);
      if (layer.isPresent() && mapping.entries().size() == 1) {
        Bound<Object> name =
            scalars.bind(String.class, Optional.empty(), layer.get(), path + "." + UNTIL);
        return new Bound<>(
            node.location(),
            path,
            name.value().map(text -> new Freeze.Until((String) text)),
            name.clean(),
            Map.of(UNTIL, name.resolved()),
            "",
            Map.of(UNTIL, name),
            List.of());
      }
      problems.add(
          node.location(),
          path,
          Problem.of("found a mapping with " + String.join(", ", mapping.keys()))
              .expecting(SettingType.describe(Freeze.class)));
      return Bound.none(node.location(), path);
    }
    if (node instanceof YamlScalar scalar && scalar.text().equals("all")) {
      return Bound.of(node.location(), path, new Freeze.All(), "all");
    }
    if (node instanceof YamlScalar scalar && scalar.text().equals("none")) {
      return Bound.of(node.location(), path, new Freeze.None(), "none");
    }
    Problem problem =
        Problem.of("found " + node.describe()).expecting(SettingType.describe(Freeze.class));
    if (node instanceof YamlScalar scalar && scalar.is(YamlScalar.Type.TEXT)) {
      Optional<String> word = Suggestion.forName(scalar.text(), List.of("all", "none"));
      problem =
          problem.withRemedy(
              word.orElse("to freeze up to a layer write {until: " + scalar.text() + "}"));
    }
    problems.add(node.location(), path, problem);
    return Bound.none(node.location(), path);
  }
}
