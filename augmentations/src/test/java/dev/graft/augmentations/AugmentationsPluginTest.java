package dev.graft.augmentations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.augmentation.Augmentation;
import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Flat;
import dev.graft.api.plugin.Plugin;
import dev.graft.api.plugin.Setting;
import jakarta.inject.Inject;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class AugmentationsPluginTest {
  private static final List<Component<?>> COMPONENTS = new AugmentationsPlugin().components();

  @Test
  void isFoundByTheServiceLoader() {
    assertThat(ServiceLoader.load(Plugin.class))
        .anyMatch(plugin -> plugin instanceof AugmentationsPlugin);
  }

  @Test
  void bringsTheAugmentationsByName() {
    assertThat(COMPONENTS)
        .extracting(Component::name)
        .containsExactly("flip", "rotate", "shear", "zoom", "shift");
    assertThat(COMPONENTS).allMatch(component -> component.kind() == Augmentation.class);
  }

  @Test
  void eachIsMadeFromItsSettingsAndEverySettingIsDescribed() throws ReflectiveOperationException {
    for (Component<?> component : COMPONENTS) {
      assertThat(
              component
                  .type()
                  .getConstructor(component.settings())
                  .isAnnotationPresent(Inject.class))
          .as(component.name())
          .isTrue();
      for (RecordComponent setting : component.settings().getRecordComponents()) {
        assertThat(
                setting.isAnnotationPresent(Setting.class)
                    || setting.isAnnotationPresent(Flat.class))
            .as(component.name() + "." + setting.getName())
            .isTrue();
      }
    }
  }
}
