package dev.graft.heads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.head.Head;
import dev.graft.api.loss.Loss;
import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Flat;
import dev.graft.api.plugin.Plugin;
import dev.graft.api.plugin.Setting;
import jakarta.inject.Inject;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class HeadsPluginTest {
  private static final List<Component<?>> COMPONENTS = new HeadsPlugin().components();

  private static List<String> named(Class<?> kind) {
    return COMPONENTS.stream().filter(c -> c.kind() == kind).map(Component::name).toList();
  }

  @Test
  void isFoundByTheServiceLoader() {
    assertThat(ServiceLoader.load(Plugin.class)).anyMatch(HeadsPlugin.class::isInstance);
  }

  @Test
  void bringsHeadsAndLossesByName() {
    assertThat(named(Head.class)).containsExactly("logit", "softmax");
    assertThat(named(Loss.class))
        .containsExactly("binary_cross_entropy", "categorical_cross_entropy");
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

  @Test
  void theLossAHeadNamesIsThereAndFitsItAndNotTheOther() {
    Head logit = new LogitHead(new LogitHead.Settings(Optional.empty(), 0, 0.5));
    Head softmax = new SoftmaxHead(new SoftmaxHead.Settings(Optional.empty(), 0));
    Loss binary = new BinaryCrossEntropy(new BinaryCrossEntropy.Settings(0));
    Loss categorical = new CategoricalCrossEntropy(new CategoricalCrossEntropy.Settings(0));

    assertThat(named(Loss.class)).contains(logit.defaultLoss(), softmax.defaultLoss());
    assertThat(logit.defaultLoss()).isEqualTo("binary_cross_entropy");
    assertThat(softmax.defaultLoss()).isEqualTo("categorical_cross_entropy");
    assertThat(binary.fits(logit.decision())).isTrue();
    assertThat(binary.fits(softmax.decision())).isFalse();
    assertThat(categorical.fits(softmax.decision())).isTrue();
    assertThat(categorical.fits(logit.decision())).isFalse();
  }
}
