package dev.graft.architectures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Plugin;
import dev.graft.api.plugin.Setting;
import jakarta.inject.Inject;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ArchitecturesPluginTest {
  @Test
  void isFoundAndBringsItsComponents() {
    assertThat(ServiceLoader.load(Plugin.class))
        .filteredOn(plugin -> plugin.id().equals("architectures"))
        .singleElement()
        .isInstanceOf(ArchitecturesPlugin.class);
    assertThat(new ArchitecturesPlugin().components())
        .extracting(Component::name)
        .containsExactly(
            "sequential",
            "mobilenet",
            "mobilenet_v2",
            "mobilenet_v3_small",
            "mobilenet_v3_large",
            "efficientnet_b0",
            "efficientnet_b1",
            "efficientnet_b2",
            "efficientnet_b3",
            "resnet50",
            "resnet50_v2",
            "densenet121",
            "inception_v3",
            "xception",
            "vgg16",
            "vgg19",
            "squeezenet",
            "keras_h5",
            "keras_archive",
            "pytorch",
            "published");
  }

  @Test
  void everyComponentCanBeMadeFromItsSettings() {
    for (Component<?> component : new ArchitecturesPlugin().components()) {
      assertThat(component.type().getConstructors())
          .as(component.name())
          .singleElement()
          .satisfies(
              constructor -> {
                assertThat(constructor.isAnnotationPresent(Inject.class)).isTrue();
                assertThat(takesNothingOrSettings(constructor, component)).isTrue();
              });
      for (RecordComponent setting : component.settings().getRecordComponents()) {
        assertThat(setting.isAnnotationPresent(Setting.class))
            .as("%s.%s is described", component.name(), setting.getName())
            .isTrue();
      }
    }
  }

  private static boolean takesNothingOrSettings(
      Constructor<?> constructor, Component<?> component) {
    Class<?>[] types = constructor.getParameterTypes();
    return types.length == 0 || (types.length == 1 && types[0] == component.settings());
  }
}
