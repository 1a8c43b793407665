package org.example.exampleplugin;

import dev.graft.api.augmentation.Augmentation;
import dev.graft.testkit.AugmentationContract;
import java.util.Optional;

class ExampleBrightnessTest extends AugmentationContract {
  @Override
  protected Augmentation augmentation() {
    return new ExampleBrightness(new ExampleBrightness.Settings(40));
  }

  @Override
  protected Optional<Augmentation> withoutEffect() {
    return Optional.of(new ExampleBrightness(new ExampleBrightness.Settings(0)));
  }
}
