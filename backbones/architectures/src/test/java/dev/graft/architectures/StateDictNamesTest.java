package dev.graft.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Variant;
import dev.graft.api.backbone.Backbone;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.StateDict;
import dev.graft.api.weights.StoredTensor;
import dev.graft.api.weights.Weights;
import dev.graft.testkit.files.SharedFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every name and shape in a state dict of torchvision's or timm's has its layer, and none is left.
 */
@Tag("shared")
class StateDictNamesTest {
  static Stream<Arguments> networks() {
    Backbone mobileNet = new MobileNetV2(new MobileNetV2.Settings(0.35, Variant.PYTORCH));
    Backbone resNet = new ResNet50(new ResNet50.Settings(Variant.PYTORCH));
    Backbone efficientNet = new EfficientNetB0(new EfficientNetSettings(false, Variant.PYTORCH));
    return Stream.of(
        Arguments.of("torchvision_mobilenet_v2_035", mobileNet, "classifier.1"),
        Arguments.of("timm_mobilenetv2_035", mobileNet, "classifier"),
        Arguments.of("torchvision_resnet50", resNet, "fc"),
        Arguments.of("timm_resnet50", resNet, "fc"),
        Arguments.of("timm_efficientnet_b0", efficientNet, "classifier"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void everyTensorHasItsLayer(String golden, Backbone backbone, String classifier) {
    Path file = SharedFolder.file("golden/" + golden + ".json");
    JsonNode json = JsonMapper.shared().readTree(file);
    Map<String, StoredTensor> tensors = tensors(json);
    Architecture network =
        backbone.architecture(
            ImageSize.rgb(json.get("input").get(1).asInt(), json.get("input").get(2).asInt()));
    List<String> notes = new ArrayList<>();

    Weights weights = new StateDict(file, tensors).weights(network, notes::add);

    weights.requireFor(network, golden);
    assertThat(notes)
        .singleElement()
        .asString()
        .endsWith(
            "1 layer is left aside, which network '%s' does not have: '%s'"
                .formatted(network.name(), classifier));
    // With the classifier, all parameters of the model are there; statistics are not among them.
    long top =
        tensors.get(classifier + ".weight").shape().size()
            + tensors.get(classifier + ".bias").shape().size();
    assertThat(network.trainableParameterCount() + top).isEqualTo(json.get("parameters").asLong());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void theNetworkInKerassFormDoesNotTakeIt(String golden, Backbone backbone, String classifier) {
    Path file = SharedFolder.file("golden/" + golden + ".json");
    Map<String, StoredTensor> tensors = tensors(JsonMapper.shared().readTree(file));
    Backbone keras =
        backbone instanceof MobileNetV2
            ? new MobileNetV2(new MobileNetV2.Settings(0.35))
            : backbone instanceof ResNet50
                ? new ResNet50(new ResNet50.Settings(Variant.KERAS))
                : new EfficientNetB0(new EfficientNetSettings(false));

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(
            () ->
                new StateDict(file, tensors)
                    .weights(keras.architecture(ImageSize.rgb(96, 96)), note -> {}))
        .withMessageEndingWith("set 'variant: pytorch' in the backbone");
  }

  private static Map<String, StoredTensor> tensors(JsonNode json) {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (JsonNode entry : json.get("state_dict")) {
      String name = entry.get(0).asString();
      JsonNode sizes = entry.get(1);
      Shape shape =
          Shape.of(IntStream.range(0, sizes.size()).map(i -> sizes.get(i).asInt()).toArray());
      tensors.put(name, new StoredTensor(name, shape, () -> new float[shape.intSize()]));
    }
    return tensors;
  }
}
