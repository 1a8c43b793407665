package dev.graft.assembly.binding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.assembly.yaml.Location;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingPathTest {
  private static final Bound<?> NAME = plain("layers[1].name");
  private static final Bound<?> SECOND = with("layers[1]", Map.of("name", NAME), List.of());
  private static final Bound<?> LAYERS =
      with("layers", Map.of(), List.of(plain("layers[0]"), SECOND));
  private static final Map<String, Bound<?>> FIELDS =
      Map.of("layers", LAYERS, "scale", plain("scale"));

  private static Bound<?> plain(String path) {
    return with(path, Map.of(), List.of());
  }

  private static Bound<?> with(String path, Map<String, Bound<?>> fields, List<Bound<?>> items) {
    return new Bound<>(Location.start("f"), path, Optional.of(""), true, "", "", fields, items);
  }

  @ParameterizedTest
  @CsvSource({
    "scale, scale",
    "layers, layers",
    "layers[0], layers[0]",
    "layers[1].name, layers[1].name",
    "layers[1].units, layers[1]",
    "layers[2].name, layers",
    "scale[0], scale"
  })
  void asNearAsThereIsSomething(String path, String found) {
    assertThat(SettingPath.find(FIELDS, path).orElseThrow().path()).isEqualTo(found);
  }

  @Test
  void nothingWhereTheFirstStepIsNotThere() {
    assertThat(SettingPath.find(FIELDS, "offset[1]")).isEmpty();
  }
}
