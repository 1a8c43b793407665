package dev.graft.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.data.Dataset;
import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Plugin;
import dev.graft.api.plugin.Setting;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class DatasetsTest {
  @Test
  void theServiceLoaderFindsThem() {
    assertThat(ServiceLoader.load(Plugin.class))
        .anySatisfy(plugin -> assertThat(plugin).isInstanceOf(Datasets.class));
  }

  @Test
  void eachIsMadeFromItsSettingsAlone() {
    assertThat(new Datasets().components())
        .extracting(Component::name)
        .containsExactly("folder", "idx", "shapes");
    for (Component<?> component : new Datasets().components()) {
      assertThat(component.kind()).isEqualTo(Dataset.class);
      assertThat(component.type().getConstructors())
          .singleElement()
          .satisfies(
              constructor ->
                  assertThat(constructor.getParameterTypes())
                      .containsExactly(component.settings()));
    }
  }

  @Test
  void everySettingIsDescribed() {
    for (Component<?> component : new Datasets().components()) {
      assertThat(Arrays.stream(component.settings().getRecordComponents()))
          .allSatisfy(DatasetsTest::isDescribed);
    }
  }

  private static void isDescribed(RecordComponent setting) {
    assertThat(setting.getAnnotation(Setting.class)).as(setting.getName()).isNotNull();
    assertThat(setting.getAnnotation(Setting.class).value()).endsWith(".");
  }
}
