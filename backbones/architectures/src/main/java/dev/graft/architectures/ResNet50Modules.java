package dev.graft.architectures;

import dev.graft.api.architecture.ModuleNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What torchvision and timm, which agree here, call the layers of ResNet-50. */
final class ResNet50Modules {
  private ResNet50Modules() {}

  /**
   * The names in {@code torchvision.models.resnet50} and {@code timm.create_model("resnet50")}.
   *
   * @param stages number of blocks in each stage
   */
  static ModuleNames of(List<Integer> stages) {
    Map<String, String> modules = new LinkedHashMap<>();
    modules.put("conv1_conv", "conv1");
    modules.put("conv1_bn", "bn1");
    for (int stage = 1; stage <= stages.size(); stage++) {
      for (int i = 0; i < stages.get(stage - 1); i++) {
        String layer = "conv%d_block%d_".formatted(stage + 1, i + 1);
        String module = "layer%d.%d.".formatted(stage, i);
        for (int conv = 1; conv <= 3; conv++) {
          modules.put(layer + conv + "_conv", module + "conv" + conv);
          modules.put(layer + conv + "_bn", module + "bn" + conv);
        }
        if (i == 0) {
          modules.put(layer + "0_conv", module + "downsample.0");
          modules.put(layer + "0_bn", module + "downsample.1");
        }
      }
    }
    modules.put("predictions", "fc");
    return new ModuleNames("torchvision or timm", modules);
  }
}
