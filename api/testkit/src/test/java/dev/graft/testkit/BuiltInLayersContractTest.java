package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Shape;
import dev.graft.api.layer.Activation;
import dev.graft.api.layer.HeightWidth;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Padding;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.Add;
import dev.graft.api.layers.AveragePooling2D;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.BgrMeanSubtraction;
import dev.graft.api.layers.BuiltInLayers;
import dev.graft.api.layers.ChannelNormalization;
import dev.graft.api.layers.Concatenate;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.DepthwiseConv2D;
import dev.graft.api.layers.Dropout;
import dev.graft.api.layers.Flatten;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.layers.GlobalMaxPooling2D;
import dev.graft.api.layers.MaxPooling2D;
import dev.graft.api.layers.Multiply;
import dev.graft.api.layers.Normalization;
import dev.graft.api.layers.Rescaling;
import dev.graft.api.layers.Reshape;
import dev.graft.api.layers.SeparableConv2D;
import dev.graft.api.layers.ZeroPadding2D;
import dev.graft.api.plugin.Component;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layer that comes with Graft, held to the contract of layers. */
@ParameterizedClass
@MethodSource("cases")
class BuiltInLayersContractTest extends LayerContract {
  /** A layer, and the number of its inputs. */
  record Case(Layer layer, Shape shape, int inputs) {
    static Case ofImages(Layer layer) {
      return new Case(layer, Shape.of(6, 5, 3), 1);
    }

    static Case ofVectors(Layer layer) {
      return new Case(layer, Shape.of(7), 1);
    }

    static Case merging(Layer layer) {
      return new Case(layer, Shape.of(3, 2, 3), 2);
    }
  }

  @Parameter private Case underTest;

  static Stream<Case> cases() {
    return Stream.of(
        Case.ofImages(Conv2D.of(4, 3).activation(Activation.SWISH)),
        Case.ofImages(Conv2D.of(2, 3).same().strides(2).withoutBias()),
        Case.ofImages(DepthwiseConv2D.of(3).same()),
        Case.ofImages(
            new SeparableConv2D(
                4, HeightWidth.of(3), HeightWidth.of(1), Padding.SAME, 2, true, Activation.TANH)),
        Case.ofVectors(Dense.of(4)),
        Case.ofVectors(new Dense(3, false, Activation.GELU, Initializer.HE_NORMAL)),
        Case.ofImages(BatchNormalization.of(0.9, 1e-3)),
        Case.ofVectors(BatchNormalization.of(0.9, 1e-3).withoutScale()),
        Case.ofImages(new ActivationLayer(Activation.HARD_SWISH)),
        Case.ofVectors(new ActivationLayer(Activation.SOFTMAX)),
        Case.ofImages(MaxPooling2D.same(3, 2)),
        Case.ofImages(AveragePooling2D.of(2)),
        Case.ofImages(new GlobalAveragePooling2D(false)),
        Case.ofImages(new GlobalMaxPooling2D(true)),
        Case.ofImages(new ZeroPadding2D(0, 1, 2, 3)),
        Case.merging(new Add()),
        Case.merging(new Multiply()),
        Case.merging(new Concatenate()),
        Case.ofImages(new Flatten()),
        Case.ofImages(Reshape.of(5, 18)),
        Case.ofImages(new Dropout(0.4)),
        Case.ofImages(Dropout.ofExamples(0.4)),
        Case.ofImages(new Rescaling(1 / 127.5, -1)),
        Case.ofImages(new Normalization()),
        Case.ofImages(new ChannelNormalization(List.of(0.4, 0.5, 0.6), List.of(0.2, 0.3, 0.4))),
        Case.ofImages(BgrMeanSubtraction.imagenet()));
  }

  @Override
  protected Layer layer() {
    return underTest.layer();
  }

  @Override
  protected List<Shape> inputs() {
    return Collections.nCopies(underTest.inputs(), underTest.shape());
  }

  @Override
  protected boolean takesMoreInputs() {
    return underTest.inputs() > 1;
  }

  @Override
  protected boolean mixesExamplesInTraining() {
    return layer() instanceof BatchNormalization;
  }

  @Test
  void everyBuiltInLayerIsHere() {
    assertThat(cases().map(one -> one.layer().getClass().getName()).distinct())
        .containsExactlyInAnyOrderElementsOf(
            new BuiltInLayers()
                .components().stream().map(Component::type).map(Class::getName).toList());
  }
}
