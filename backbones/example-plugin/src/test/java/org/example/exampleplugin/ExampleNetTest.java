package org.example.exampleplugin;

import dev.graft.api.ImageSize;
import dev.graft.api.backbone.Backbone;
import dev.graft.testkit.BackboneContract;
import java.util.List;

class ExampleNetTest extends BackboneContract {
  @Override
  protected Backbone backbone() {
    return new ExampleNet(new ExampleNet.Settings(4, 2));
  }

  @Override
  protected List<ImageSize> sizes() {
    return List.of(ImageSize.rgb(16, 16), ImageSize.rgb(8, 8), ImageSize.rgb(48, 33));
  }

  @Override
  protected List<ImageSize> refusedSizes() {
    return List.of(ImageSize.rgb(7, 8), ImageSize.rgb(8, 7));
  }

  @Override
  protected boolean takesGrey() {
    return true;
  }
}
