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
import java.util.function.Function;

/** Binds {@code all}, {@code none}, {@code {until: LAYER}} and {@code {layers: N}}. */
final class FreezeBinder {
  private static final String UNTIL = SettingForm.FrozenLayers.UNTIL;
  private static final String LAYERS = SettingForm.FrozenLayers.LAYERS;
  private static final SettingForm.FrozenLayers FORM = new SettingForm.FrozenLayers();

  private FreezeBinder() {}

  static Bound<Object> bind(ScalarBinder scalars, Problems problems, YamlNode node, String path) {
    if (node instanceof YamlMapping mapping) {
      if (mapping.entries().size() == 1 && mapping.value(UNTIL).isPresent()) {
        return below(
            scalars,
            mapping,
            UNTIL,
            new SettingForm.Text(),
            path,
            name -> new Freeze.Until((String) name));
      }
      if (mapping.entries().size() == 1 && mapping.value(LAYERS).isPresent()) {
        return below(
            scalars,
            mapping,
            LAYERS,
            SettingForm.WholeNumber.INT,
            path,
            n -> new Freeze.Layers((Integer) n));
      }
      problems.add(
          node.location(),
          path,
          Problem.of("found a mapping with " + String.join(", ", mapping.keys()))
              .expecting(FORM.describe()));
      return Bound.none(node.location(), path);
    }
    if (node instanceof YamlScalar scalar && scalar.text().equals("all")) {
      return Bound.of(node.location(), path, new Freeze.All(), "all");
    }
    if (node instanceof YamlScalar scalar && scalar.text().equals("none")) {
      return Bound.of(node.location(), path, new Freeze.None(), "none");
    }
    Problem problem = Problem.of("found " + node.describe()).expecting(FORM.describe());
    if (node instanceof YamlScalar scalar && scalar.is(YamlScalar.Type.INTEGER)) {
      problem =
          problem.withRemedy(
              "to freeze the first layers as Keras counts them write {layers: "
                  + scalar.text()
                  + "}");
    } else if (node instanceof YamlScalar scalar && scalar.is(YamlScalar.Type.TEXT)) {
      Optional<String> word = Suggestion.forName(scalar.text(), SettingForm.FrozenLayers.WORDS);
      problem =
          problem.withRemedy(
              word.orElse("to freeze up to a layer write {until: " + scalar.text() + "}"));
    }
    problems.add(node.location(), path, problem);
    return Bound.none(node.location(), path);
  }

  private static Bound<Object> below(
      ScalarBinder scalars,
      YamlMapping mapping,
      String key,
      SettingForm form,
      String path,
      Function<Object, Freeze> freeze) {
    Bound<Object> value =
        scalars.bind(form, Optional.empty(), mapping.value(key).orElseThrow(), path + "." + key);
    return new Bound<>(
        mapping.location(),
        path,
        value.value().map(freeze),
        value.clean(),
        Map.of(key, value.resolved()),
        "",
        Map.of(key, value),
        List.of());
  }
}
