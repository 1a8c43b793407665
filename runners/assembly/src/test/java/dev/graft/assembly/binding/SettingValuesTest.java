package dev.graft.assembly.binding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.architecture.Freeze;
import dev.graft.api.layer.HeightWidth;
import dev.graft.api.layer.Padding;
import dev.graft.assembly.yaml.Location;
import dev.graft.assembly.yaml.YamlMapping;
import dev.graft.assembly.yaml.YamlScalar;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SettingValuesTest extends SettingsBinding {
  @Test
  void ofEveryType() {
    assertThat(value(Whole.class, "number: 10").number()).isEqualTo(10);
    assertThat(value(Big.class, "number: 9007199254740993").number()).isEqualTo(9007199254740993L);
    assertThat(value(Real.class, "rate: 2.5e-1").rate()).isEqualTo(0.25);
    assertThat(value(Angle.class, "angle: 180").angle()).isEqualTo(180.0);
    assertThat(value(Switch.class, "on: false").on()).isFalse();
    assertThat(value(Word.class, "word: no").word()).isEqualTo("no");
    assertThat(value(Pad.class, "padding: same").padding()).isEqualTo(Padding.SAME);
    assertThat(value(Numbers.class, "numbers: [1, 2]").numbers()).containsExactly(1, 2);
  }

  @Test
  void aNumberIsTheTextItIsWrittenWith() {
    assertThat(value(Word.class, "word: 1.50").word()).isEqualTo("1.50");
  }

  @Test
  void aPathBeginsAtTheFilesFolder() {
    assertThat(value(Place.class, "file: ../data/x").file()).isEqualTo(Path.of("/data/x"));
    assertThat(value(Place.class, "file: /abs/./x").file()).isEqualTo(Path.of("/abs/x"));
  }

  @Test
  void aPathOfAnOptionBeginsAtTheWorkingFolder() {
    Location option = Location.option("--set file=data/x");
    YamlScalar scalar = new YamlScalar(option, "data/x", YamlScalar.Type.TEXT);
    YamlMapping mapping =
        new YamlMapping(option, List.of(new YamlMapping.Entry(option, "file", scalar)));

    assertThat(binder.record(Place.class, mapping, "").value().orElseThrow().file())
        .isEqualTo(Path.of("data/x").toAbsolutePath());
  }

  @Test
  void heightAndWidthOrOneForBoth() {
    assertThat(value(Window.class, "size: 3").size()).isEqualTo(HeightWidth.of(3));
    assertThat(value(Window.class, "size: [3, 5]").size()).isEqualTo(new HeightWidth(3, 5));
  }

  @Test
  void freezeInItsFourForms() {
    assertThat(value(Frozen.class, "freeze: {layers: 100}").freeze())
        .isEqualTo(new Freeze.Layers(100));
    assertThat(value(Frozen.class, "freeze: all").freeze()).isEqualTo(new Freeze.All());
    assertThat(value(Frozen.class, "freeze: none").freeze()).isEqualTo(new Freeze.None());
    assertThat(value(Frozen.class, "freeze: {until: x}").freeze()).isEqualTo(new Freeze.Until("x"));
  }

  @Test
  void optionalsMayBeLeftOut() {
    assertThat(value(Maybe.class, ""))
        .isEqualTo(
            new Maybe(
                Optional.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty()));
    assertThat(value(Maybe.class, "{word: a, whole: 1, big: 2, real: 3, size: 4, file: /x}"))
        .isEqualTo(
            new Maybe(
                Optional.of("a"),
                OptionalInt.of(1),
                OptionalLong.of(2),
                OptionalDouble.of(3),
                Optional.of(HeightWidth.of(4)),
                Optional.of(Path.of("/x"))));
  }

  @Test
  void aFileCanBeSaidToBeNone() {
    assertThat(value(Maybe.class, "file: none").file()).isEmpty();
  }

  @Test
  void aKeyWithoutValueIsLeftOut() {
    assertThat(value(Maybe.class, "word:").word()).isEmpty();
    assertThat(value(Defaults.class, "a:").a()).isEqualTo(0.5);
  }

  @Test
  void recordsInRecords() {
    Outer outer = value(Outer.class, "inner: {a: 1}\ninners: [{}, {b: {word: x}}]");

    assertThat(outer.inner()).isEqualTo(new Inner(1, Optional.empty()));
    assertThat(outer.inners())
        .containsExactly(new Inner(3, Optional.empty()), new Inner(3, Optional.of(new Word("x"))));
  }

  @Test
  void aLoneMappingIsAListOfOne() {
    assertThat(value(Outer.class, "inner: {}\ninners: {a: 5}").inners())
        .containsExactly(new Inner(5, Optional.empty()));
  }

  @Test
  void defaultsAndWhatTheyResolveTo() {
    Bound<Defaults> bound = bind(Defaults.class, "");

    assertThat(bound.cleanValue())
        .contains(
            new Defaults(0.5, new HeightWidth(2, 3), Padding.SAME, List.of(), Optional.empty()));
    assertThat(bound.resolved())
        .isEqualTo(Map.of("a", 0.5, "b", List.of(2, 3), "c", "same", "d", List.of(), "e", "none"));
  }

  @Test
  void whatIsLeftOutIsNotResolved() {
    assertThat(bind(Maybe.class, "whole: 3").resolved()).isEqualTo(Map.of("whole", 3));
  }
}
