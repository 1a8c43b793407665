package dev.graft.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.architecture.Variant;
import dev.graft.api.backbone.Backbone;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.Placement;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.weights.StateDict;
import dev.graft.api.weights.Weights;
import dev.graft.api.weights.WeightsReader;
import dev.graft.architectures.EfficientNetB0;
import dev.graft.architectures.EfficientNetSettings;
import dev.graft.architectures.MobileNetV2;
import dev.graft.architectures.ResNet50;
import dev.graft.architectures.keras.KerasArchiveReader;
import dev.graft.architectures.keras.KerasHdf5WeightsReader;
import dev.graft.architectures.pytorch.TorchWeightsReader;
import dev.graft.engines.EngineUnderTest;
import dev.graft.testkit.files.SharedFolder;
import dev.graft.training.model.SafetensorsReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Networks in PyTorch's form, with weights under the names of torchvision and timm, on both
 * engines: their features are PyTorch's, within 1e-4 of their standard deviation.
 */
@Tag("shared")
class StateDictOutputsTest {
  static Stream<Arguments> networksOnEngines() {
    return Stream.of(
            "torchvision_mobilenet_v2_035",
            "timm_mobilenetv2_035",
            "torchvision_resnet50",
            "timm_resnet50",
            "timm_efficientnet_b0")
        .flatMap(
            name ->
                Arrays.stream(EngineUnderTest.values()).map(engine -> Arguments.of(name, engine)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("networksOnEngines")
  void pooledFeaturesArePyTorchs(String name, EngineUnderTest engine) {
    GoldenStateDict golden = GoldenStateDict.read(name);
    Architecture network = pooled(name, golden.input().size());
    Weights weights = new StateDict(Path.of(name), golden.tensors()).weights(network, note -> {});

    try (InferenceNetwork inference = engine.make().infer(network, weights, Placement.cpu(2))) {
      Batch.Floats outputs = inference.run(golden.input());

      assertThat(outputs.count()).isEqualTo(golden.features().length);
      for (int i = 0; i < outputs.count(); i++) {
        assertThat(outputs.example(i))
            .as("picture %d", i)
            .containsExactly(golden.features()[i], within((float) golden.tolerance()));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "torchvision_mobilenet_v2_035, pth",
    "torchvision_mobilenet_v2_035, safetensors",
    "timm_mobilenetv2_035, safetensors"
  })
  void filesGiveTheWeightsOfTheFormula(String name, String format) {
    GoldenStateDict golden = GoldenStateDict.read(name);
    Architecture network = pooled(name, golden.input().size());
    Path file = SharedFolder.file("golden/" + name + "." + format);
    List<String> notes = new ArrayList<>();

    Weights weights = onlyReader(file).read(file, network, notes::add);

    assertThat(weights)
        .isEqualTo(new StateDict(file, golden.tensors()).weights(network, note -> {}));
    assertThat(notes).singleElement().asString().contains("'classifier");
  }

  /** The one reader that takes the file for its own. */
  private static WeightsReader onlyReader(Path file) {
    List<WeightsReader> readers =
        Stream.of(
                new KerasHdf5WeightsReader(),
                new KerasArchiveReader(),
                new TorchWeightsReader(),
                new SafetensorsReader())
            .filter(reader -> reader.reads(file))
            .toList();
    assertThat(readers).hasSize(1);
    return readers.get(0);
  }

  private static Architecture pooled(String name, ImageSize size) {
    Architecture body = backbone(name).architecture(size);
    Architecture.Builder pooling =
        Architecture.builder("pooling", Input.features(body.outputShape()));
    pooling.add("pooled", new GlobalAveragePooling2D(false));
    return body.then(body.name(), pooling.build());
  }

  private static Backbone backbone(String name) {
    if (name.contains("mobilenet")) {
      return new MobileNetV2(new MobileNetV2.Settings(0.35, Variant.PYTORCH));
    }
    return name.contains("resnet50")
        ? new ResNet50(new ResNet50.Settings(Variant.PYTORCH))
        : new EfficientNetB0(new EfficientNetSettings(false, Variant.PYTORCH));
  }
}
