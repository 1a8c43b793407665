package dev.graft.assembly.binding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.architecture.Freeze;
import dev.graft.api.layer.HeightWidth;
import dev.graft.api.layer.Padding;
import dev.graft.api.plugin.Setting;
import dev.graft.api.problem.Problem;
import dev.graft.assembly.components.ComponentFactory;
import dev.graft.assembly.components.Components;
import dev.graft.assembly.yaml.Problems;
import dev.graft.assembly.yaml.YamlMapping;
import dev.graft.assembly.yaml.YamlReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Binds small records, for the tests of what can be said of settings. */
abstract class SettingsBinding {
  static final Path FOLDER = Path.of("/experiments");

  final Problems problems = new Problems();
  final SettingsBinder binder =
      new SettingsBinder(
          Components.of(List.of()), new ComponentFactory(offered -> {}), FOLDER, problems);

  <R extends Record> Bound<R> bind(Class<R> type, String yaml) {
    YamlMapping mapping =
        (YamlMapping) YamlReader.read("f", yaml.isEmpty() ? "{}" : yaml, problems).orElseThrow();
    return binder.record(type, mapping, "s");
  }

  <R extends Record> R value(Class<R> type, String yaml) {
    Bound<R> bound = bind(type, yaml);
    assertThat(told()).isEmpty();
    assertThat(bound.clean()).isTrue();
    return bound.value().orElseThrow();
  }

  List<String> told() {
    return problems.sorted().stream().map(Problem::toString).toList();
  }

  record Whole(@Setting(value = "A number.", min = 1, max = 10) int number) {}

  record Big(@Setting("A number.") long number) {}

  record Real(
      @Setting(value = "A number.", min = 0, minExclusive = true, max = 1, maxExclusive = true)
          double rate) {}

  record Angle(@Setting(value = "An angle.", min = 0, max = 180, unit = "degrees") double angle) {}

  record Switch(@Setting("On?") boolean on) {}

  record Word(@Setting("A word.") String word) {}

  record Place(@Setting("A file.") Path file) {}

  record Pad(@Setting("Padding.") Padding padding) {}

  record Window(@Setting("A window.") HeightWidth size) {}

  record Numbers(@Setting(value = "Numbers.", min = 0) List<Integer> numbers) {}

  record Frozen(@Setting("Frozen.") Freeze freeze) {}

  record Maybe(
      Optional<String> word,
      OptionalInt whole,
      OptionalLong big,
      OptionalDouble real,
      Optional<HeightWidth> size,
      Optional<Path> file) {}

  record Inner(@Setting(value = "A.", defaultValue = "3") int a, @Setting("B.") Optional<Word> b) {}

  record Outer(@Setting("Inner.") Inner inner, @Setting("Inners.") List<Inner> inners) {}

  record Defaults(
      @Setting(value = "A.", defaultValue = "0.5") double a,
      @Setting(value = "B.", defaultValue = "[2, 3]") HeightWidth b,
      @Setting(value = "C.", defaultValue = "same") Padding c,
      @Setting(value = "D.", defaultValue = "[]") List<String> d,
      @Setting(value = "E.", defaultValue = "none") Optional<Path> e) {}

  record Picky(
      @Setting(value = "A.", defaultValue = "1") int first,
      @Setting(value = "B.", defaultValue = "1") int secondNumber) {
    Picky {
      if (first == 7) {
        throw new IllegalArgumentException("first is not 7");
      }
      if (first == secondNumber + 100) {
        throw new IllegalArgumentException("first and second_number do not go together");
      }
      if (first == 13) {
        throw new IllegalArgumentException("unlucky");
      }
      if (first == 99) {
        throw new IllegalStateException("a bug");
      }
    }
  }

  record BadDefault(@Setting(value = "A.", defaultValue = "x") int a) {}
}
