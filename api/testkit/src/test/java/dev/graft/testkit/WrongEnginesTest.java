package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.ImageSize;
import dev.graft.api.Labels;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.backbone.Backbone;
import dev.graft.api.engine.Engine;
import dev.graft.api.head.Decision;
import dev.graft.api.head.Head;
import dev.graft.api.layer.Layer;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.Rescaling;
import dev.graft.api.loss.Loss;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Components that are right, on an engine that computes something else: the rule that tells it. */
class WrongEnginesTest {
  private static WrongEngine.Fault fault = WrongEngine.Fault.NONE;

  private static Map<String, Engine> engine() {
    return Map.of("another", new WrongEngine(fault));
  }

  static class OfALayer extends LayerContract {
    @Override
    protected Layer layer() {
      return Conv2D.of(2, 3);
    }

    @Override
    protected Map<String, Engine> engines() {
      return engine();
    }
  }

  static class OfALoss extends LossContract {
    @Override
    protected Loss loss() {
      return new SoftmaxCrossEntropy();
    }

    @Override
    protected Map<String, Engine> engines() {
      return engine();
    }
  }

  static class OfAHead extends HeadContract {
    @Override
    protected Head head() {
      return new OneLayer();
    }

    @Override
    protected List<Shape> features() {
      return List.of(Shape.of(5));
    }

    @Override
    protected Map<String, Engine> engines() {
      return engine();
    }
  }

  private record OneLayer() implements Head {
    @Override
    public Architecture layers(Shape features, Labels labels) {
      if (labels.count() < 2) {
        throw new IllegalArgumentException("two classes or more, found one");
      }
      Architecture.Builder net = Architecture.builder("top", Input.features(features));
      net.add("logits", Dense.of(labels.count()));
      return net.build();
    }

    @Override
    public Decision decision() {
      return new Decision.Softmax();
    }

    @Override
    public String defaultLoss() {
      return "categorical_cross_entropy";
    }
  }

  static class OfABackbone extends BackboneContract {
    @Override
    protected Backbone backbone() {
      return new OneConvolution();
    }

    @Override
    protected List<ImageSize> sizes() {
      return List.of(ImageSize.rgb(8, 8), ImageSize.rgb(9, 12));
    }

    @Override
    protected Map<String, Engine> engines() {
      return engine();
    }
  }

  private record OneConvolution() implements Backbone {
    @Override
    public Architecture architecture(ImageSize input) {
      Architecture.Builder net = Architecture.builder("net", Input.image(input));
      net.add("rescaling", new Rescaling(1 / 255.0, 0));
      net.add("conv", Conv2D.of(3, 3));
      return net.build();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OUTPUTS, LAYER-21, OfALayer",
    "GRADIENTS, LAYER-21, OfALayer",
    "GRADIENTS, LOSS-13, OfALoss",
    "OUTPUTS, HEAD-16, OfAHead",
    "OUTPUTS, BACKBONE-17, OfABackbone"
  })
  void isTold(WrongEngine.Fault by, String rule, String contract) throws ClassNotFoundException {
    fault = by;
    assertThat(Mutants.brokenBy(Class.forName(WrongEnginesTest.class.getName() + "$" + contract)))
        .isEqualTo(Set.of(rule));
  }

  @ParameterizedTest
  @EnumSource(names = "NONE")
  void aRightEngineBreaksNoRule(WrongEngine.Fault none) {
    fault = none;
    for (Class<?> contract :
        List.of(OfALayer.class, OfALoss.class, OfAHead.class, OfABackbone.class)) {
      assertThat(Mutants.brokenBy(contract)).as(contract.getSimpleName()).isEmpty();
    }
  }
}
