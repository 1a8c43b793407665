package dev.graft.engines;

import dev.graft.api.ImageSize;
import dev.graft.api.backbone.Backbone;
import dev.graft.testkit.BackboneContract;
import java.util.List;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Graft's backbones, held to what everybody's backbones are held to; the two small ones are
 * computed, on both engines.
 */
@ParameterizedClass
@ValueSource(
    strings = {
      "{type: sequential, layers: [{type: conv2d, filters: 4, kernel_size: 3}, max_pooling2d,"
          + " {type: batch_normalization}]}",
      "{type: mobilenet_v2, alpha: 0.35}",
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
      "squeezenet"
    })
class BackboneContractsTest extends BackboneContract {
  private static final ComponentVariants VARIANTS = new ComponentVariants();

  @Parameter private String yaml;

  @Override
  protected Backbone backbone() {
    return VARIANTS.make(Backbone.class, yaml);
  }

  @Override
  protected List<ImageSize> sizes() {
    return isSmall()
        ? super.sizes()
        : List.of(ImageSize.rgb(96, 96), ImageSize.rgb(128, 99), ImageSize.rgb(224, 224));
  }

  @Override
  protected boolean isSmall() {
    return yaml.contains("sequential") || yaml.contains("alpha: 0.35");
  }
}
