package dev.graft.assembly.binding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.layer.Activation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingNameTest {
  @ParameterizedTest
  @CsvSource({
    "units, units",
    "learningRate, learning_rate",
    "beta1, beta_1",
    "beta2Start, beta_2_start",
    "maxPooling2d, max_pooling2d",
    "useBias, use_bias",
    "crop10, crop_10",
  })
  void recordComponentsInSnakeCase(String component, String setting) {
    assertThat(SettingName.of(component)).isEqualTo(setting);
  }

  @Test
  void constantsInLowerCase() {
    assertThat(SettingName.of(Activation.HARD_SWISH)).isEqualTo("hard_swish");
  }
}
