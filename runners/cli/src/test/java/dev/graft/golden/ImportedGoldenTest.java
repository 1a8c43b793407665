package dev.graft.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.backbone.Backbone;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.Placement;
import dev.graft.api.imported.InputScaling;
import dev.graft.api.imported.InputScaling.Preprocessing;
import dev.graft.api.weights.Weights;
import dev.graft.djl.DjlEngine;
import dev.graft.djl.TorchScriptBackbone;
import dev.graft.tensorflow.TensorFlowEngine;
import dev.graft.tensorflow.imported.SavedModelBackbone;
import dev.graft.testkit.files.SharedFolder;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Networks that Keras and PyTorch have exported, held against what they gave there. */
@Tag("shared")
class ImportedGoldenTest {
  private static final ImageSize SIZE = ImageSize.rgb(96, 96);

  private static Batch.Floats features(Engine engine, Architecture network, Batch input) {
    try (InferenceNetwork inference =
        engine.infer(network, Weights.initial(network, 1), Placement.cpu(2))) {
      return inference.run(input);
    }
  }

  @Test
  void aSavedModelGivesKerassFeatures() {
    GoldenNetwork golden = GoldenNetwork.read("mobilenetv2_035_96");
    Backbone backbone =
        new SavedModelBackbone(
            new SavedModelBackbone.Settings(
                SharedFolder.folder("golden/savedmodel_mobilenetv2_035_96"),
                "serving_default",
                Optional.empty(),
                Optional.empty(),
                InputScaling.of(Preprocessing.RAW)));

    Architecture network = backbone.architecture(SIZE);
    Batch.Floats found = features(new TensorFlowEngine(), network, golden.input());

    assertThat(network.outputShape()).isEqualTo(Shape.of(1280));
    // As Keras's own table has it.
    assertThat(network.parameterCount())
        .isEqualTo(GoldenCase.MOBILENETV2_035_96.network().parameterCount());
    for (int i = 0; i < golden.features().length; i++) {
      for (int f = 0; f < 1280; f++) {
        assertThat((double) found.example(i)[f])
            .isCloseTo(golden.features()[i][f], within(golden.tolerance()));
      }
    }
  }

  @Test
  void aTorchScriptFileGivesPyTorchsFeatures() {
    GoldenStateDict golden = GoldenStateDict.read("torchvision_mobilenet_v2_035");
    Backbone backbone =
        new TorchScriptBackbone(
            new TorchScriptBackbone.Settings(
                SharedFolder.file("golden/torchvision_mobilenet_v2_035.features.pt"),
                Optional.empty(),
                InputScaling.of(Preprocessing.TORCH)));

    Architecture network = backbone.architecture(SIZE);
    Batch.Floats found = features(new DjlEngine(), network, golden.input());

    assertThat(network.outputShape()).isEqualTo(Shape.of(1280));
    // Of the whole network's 1,677,128 parameters the classifier has 1,281,000.
    assertThat(network.trainableParameterCount()).isEqualTo(1_677_128 - 1_281_000);
    for (int i = 0; i < golden.features().length; i++) {
      for (int f = 0; f < 1280; f++) {
        assertThat(found.example(i)[f])
            .isCloseTo(golden.features()[i][f], within((float) golden.tolerance()));
      }
    }
  }
}
