package dev.graft.assembly.binding;

import dev.graft.api.plugin.Setting;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.Suggestion;
import dev.graft.assembly.yaml.Location;
import dev.graft.assembly.yaml.Problems;
import dev.graft.assembly.yaml.YamlNode;
import dev.graft.assembly.yaml.YamlScalar;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;

/** Binds single values. Strict: a number in quotes is text; but it says what would be right. */
final class ScalarBinder {
  /** What other YAMLs and other tools write for a truth value. */
  private static final Map<String, String> TRUTH =
      Map.ofEntries(
          Map.entry("yes", "true"),
          Map.entry("on", "true"),
          Map.entry("y", "true"),
          Map.entry("1", "true"),
          Map.entry("true", "true"),
          Map.entry("no", "false"),
          Map.entry("off", "false"),
          Map.entry("n", "false"),
          Map.entry("0", "false"),
          Map.entry("false", "false"));

  /** Digits of the largest whole number that a setting takes. */
  private static final int MOST_DIGITS = 19;

  private final PathSettings paths;
  private final Problems problems;

  ScalarBinder(PathSettings paths, Problems problems) {
    this.paths = paths;
    this.problems = problems;
  }

  /** Whether a value refers to an environment variable. */
  static boolean refers(YamlScalar scalar) {
    return scalar.is(YamlScalar.Type.TEXT) && PathSettings.hasReference(scalar.text());
  }

  /**
   * Binds a single value.
   *
   * @param form one that is written so: {@link SettingForm#isScalar}
   */
  Bound<Object> bind(SettingForm form, Optional<Setting> setting, YamlNode node, String path) {
    if (node instanceof YamlScalar scalar
        && refers(scalar)
        && !(form instanceof SettingForm.FilePath)) {
      problem(
          node,
          path,
          Problem.of("an environment variable is not taken here; found " + scalar.describe())
              .expecting(SettingRange.expected(form, setting))
              .withRemedy("only paths take one"));
      return wrong(node, path);
    }
    if (node instanceof YamlScalar scalar) {
      if (form instanceof SettingForm.WholeNumber whole) {
        return integer(scalar, setting, path, whole)
            .map(number -> right(node, path, whole.value(number), whole.value(number)))
            .orElseGet(() -> wrong(node, path));
      }
      if (form instanceof SettingForm.RealNumber) {
        return decimal(scalar, setting, path);
      }
      if (form instanceof SettingForm.TruthValue) {
        return truth(scalar, path);
      }
      if (form instanceof SettingForm.Text) {
        return text(scalar, path);
      }
      if (form instanceof SettingForm.FilePath) {
        return path(scalar, path);
      }
      if (form instanceof SettingForm.Choice choice) {
        return constant(choice, scalar, path);
      }
      throw new IllegalStateException(form + " is not written as a single value");
    }
    problem(node, path, Problem.of(found(node)).expecting(SettingRange.expected(form, setting)));
    return wrong(node, path);
  }

  private Optional<Long> integer(
      YamlScalar scalar, Optional<Setting> setting, String path, SettingForm.WholeNumber form) {
    String expected = SettingRange.expected(form, setting);
    if (!scalar.is(YamlScalar.Type.INTEGER)) {
      problem(
          scalar,
          path,
          Problem.of(found(scalar))
              .expecting(expected)
              .withRemedy(
                  WrittenNumber.of(scalar.text())
                      .flatMap(ScalarBinder::whole)
                      .map(ScalarBinder::meant)));
      return Optional.empty();
    }
    BigInteger number = new BigInteger(scalar.text());
    if (number.bitLength() > 63
        || number.longValue() < form.least()
        || number.longValue() > form.most()) {
      problem(
          scalar,
          path,
          Problem.of(found(scalar) + ", which is too large")
              .expecting("an integer from %d to %d".formatted(least(form, setting), form.most())));
      return Optional.empty();
    }
    return inRange(scalar, setting, number.doubleValue(), expected, path)
        ? Optional.of(number.longValue())
        : Optional.empty();
  }

  private Bound<Object> decimal(YamlScalar scalar, Optional<Setting> setting, String path) {
    String expected = SettingRange.expected(new SettingForm.RealNumber(), setting);
    if (!scalar.is(YamlScalar.Type.INTEGER) && !scalar.is(YamlScalar.Type.DECIMAL)) {
      problem(
          scalar,
          path,
          Problem.of(found(scalar))
              .expecting(expected)
              .withRemedy(
                  WrittenNumber.of(scalar.text())
                      .map(number -> meant(SettingRange.number(number.doubleValue())))));
      return wrong(scalar, path);
    }
    Optional<BigDecimal> exact = WrittenNumber.of(scalar.text());
    if (exact.isEmpty() || Double.isInfinite(exact.get().doubleValue())) {
      problem(
          scalar, path, Problem.of(found(scalar) + ", which is not finite").expecting(expected));
      return wrong(scalar, path);
    }
    double number = exact.get().doubleValue();
    return inRange(scalar, setting, number, expected, path)
        ? right(scalar, path, number, number)
        : wrong(scalar, path);
  }

  private boolean inRange(
      YamlScalar scalar, Optional<Setting> setting, double number, String expected, String path) {
    if (setting.isEmpty() || SettingRange.contains(setting.get(), number)) {
      return true;
    }
    problem(
        scalar,
        path,
        Problem.of("%s is out of range".formatted(scalar.text())).expecting(expected));
    return false;
  }

  private Bound<Object> truth(YamlScalar scalar, String path) {
    if (scalar.is(YamlScalar.Type.BOOLEAN)) {
      boolean value = scalar.text().equals("true");
      return right(scalar, path, value, value);
    }
    problem(
        scalar,
        path,
        Problem.of(found(scalar))
            .expecting("true or false")
            .withRemedy(
                Optional.ofNullable(TRUTH.get(scalar.text().toLowerCase(java.util.Locale.ROOT)))
                    .map(ScalarBinder::meant)));
    return wrong(scalar, path);
  }

  /** A number is taken as the text that it is written with; a truth value is hardly meant so. */
  private Bound<Object> text(YamlScalar scalar, String path) {
    if (scalar.is(YamlScalar.Type.BOOLEAN) || scalar.is(YamlScalar.Type.EMPTY)) {
      problem(
          scalar,
          path,
          Problem.of(found(scalar))
              .expecting("text")
              .withRemedy("put it in quotes if text is meant: '" + scalar.text() + "'"));
      return wrong(scalar, path);
    }
    return right(scalar, path, scalar.text(), scalar.text());
  }

  private Bound<Object> path(YamlScalar scalar, String path) {
    return paths
        .read(scalar, path, problems)
        .map(found -> right(scalar, path, found, found))
        .orElseGet(() -> wrong(scalar, path));
  }

  private Bound<Object> constant(SettingForm.Choice choice, YamlScalar scalar, String path) {
    for (Object constant : choice.constants().getEnumConstants()) {
      String name = SettingName.of((Enum<?>) constant);
      if (name.equals(scalar.text())) {
        return right(scalar, path, constant, name);
      }
    }
    problem(
        scalar,
        path,
        Problem.of(found(scalar))
            .expecting(choice.describe())
            .withRemedy(Suggestion.forName(scalar.text(), choice.names())));
    return wrong(scalar, path);
  }

  private static long least(SettingForm.WholeNumber form, Optional<Setting> setting) {
    double least = setting.map(Setting::min).orElse(Double.NEGATIVE_INFINITY);
    return least > form.least() ? (long) Math.ceil(least) : form.least();
  }

  private static Optional<String> whole(BigDecimal number) {
    // Written out, 1e999999999 would fill the memory.
    if (number.precision() - number.scale() > MOST_DIGITS) {
      return Optional.empty();
    }
    try {
      return Optional.of(number.toBigIntegerExact().toString());
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static String meant(String value) {
    return "did you mean " + value + "?";
  }

  private static String found(YamlNode node) {
    return "found " + node.describe();
  }

  private static Bound<Object> right(YamlNode node, String path, Object value, Object resolved) {
    return Bound.of(node.location(), path, value, resolved);
  }

  private static Bound<Object> wrong(YamlNode node, String path) {
    return Bound.none(node.location(), path);
  }

  private void problem(YamlNode node, String path, Problem problem) {
    Location location = node.location();
    problems.add(location, path, problem);
  }
}
