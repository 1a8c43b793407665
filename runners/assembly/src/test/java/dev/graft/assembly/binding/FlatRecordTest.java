package dev.graft.assembly.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.groups.Tuple.tuple;

import dev.graft.api.plugin.Flat;
import dev.graft.api.plugin.Setting;
import dev.graft.api.problem.Problem;
import dev.graft.assembly.components.ComponentFactory;
import dev.graft.assembly.components.Components;
import dev.graft.assembly.components.SettingDescription;
import dev.graft.assembly.components.SettingDescriptions;
import dev.graft.assembly.yaml.Problems;
import dev.graft.assembly.yaml.YamlMapping;
import dev.graft.assembly.yaml.YamlReader;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlatRecordTest {
  record Range(
      @Setting(value = "Smallest.", defaultValue = "0", min = 0) int low,
      @Setting("Largest.") int highEnd) {
    Range {
      if (low > highEnd) {
        throw new IllegalArgumentException("low is not above " + highEnd);
      }
    }
  }

  record Drawing(
      @Setting(value = "How many.", defaultValue = "1") int count,
      @Flat Range range,
      @Setting(value = "Whole ones?", defaultValue = "true") boolean whole) {
    Drawing {
      if (whole && range.highEnd() > 100) {
        throw new IllegalArgumentException("more than 100 whole ones");
      }
    }
  }

  record Clash(@Setting(value = "Low.", defaultValue = "1") int low, @Flat Range range) {}

  private final Problems problems = new Problems();
  private final SettingsBinder binder =
      new SettingsBinder(
          Components.of(List.of()), new ComponentFactory(offered -> {}), Path.of("/"), problems);

  private <R extends Record> Bound<R> bind(Class<R> type, String yaml) {
    return binder.record(
        type, (YamlMapping) YamlReader.read("f", yaml, problems).orElseThrow(), "s");
  }

  private List<String> told() {
    return problems.sorted().stream().map(Problem::toString).toList();
  }

  @Test
  void settingsOfBothStandInOneMapping() {
    Bound<Drawing> bound = bind(Drawing.class, "{high_end: 9, count: 2, low: 3}");

    assertThat(told()).isEmpty();
    assertThat(bound.cleanValue()).contains(new Drawing(2, new Range(3, 9), true));
  }

  @Test
  void defaultsAreWrittenOutInOrder() {
    Bound<Drawing> bound = bind(Drawing.class, "{high_end: 9}");

    assertThat(bound.resolved())
        .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
        .containsExactly(
            entry("count", 1), entry("low", 0), entry("high_end", 9), entry("whole", true));
  }

  @Test
  void areDescribedAsOne() {
    assertThat(SettingDescriptions.of(Drawing.class))
        .extracting(SettingDescription::name, SettingDescription::description)
        .containsExactly(
            tuple("count", "How many."),
            tuple("low", "Smallest."),
            tuple("high_end", "Largest."),
            tuple("whole", "Whole ones?"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{low: 1}                       | f:1:1: s.high_end: is missing; expected an integer",
        "{low: -1, high_end: 2}         | f:1:7: s.low: -1 is out of range; expected an integer at least 0",
        "{low: 7, high_end: 2}          | f:1:7: s.low: low is not above 2",
        "{high_end: 200}                | f:1:1: s: more than 100 whole ones",
        "{high_end: 2, lwo: 1}          | f:1:15: s.lwo: unknown key 'lwo'; expected one of: count, low, high_end, whole; did you mean 'low'?",
        "{high_end: 2, range: {low: 1}} | f:1:15: s.range: unknown key 'range'; expected one of: count, low, high_end, whole",
      })
  void whatIsWrongIsToldOnceInItsPlace(String yaml, String problem) {
    bind(Drawing.class, yaml);

    assertThat(told()).containsExactly(problem);
  }

  @Test
  void twoSettingsOfOneNameAreABugOfTheComponent() {
    assertThatIllegalStateException()
        .isThrownBy(() -> bind(Clash.class, "{high_end: 9}"))
        .withMessageContaining("Clash")
        .withMessageContaining("'low'");
  }
}
