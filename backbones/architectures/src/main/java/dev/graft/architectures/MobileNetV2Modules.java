package dev.graft.architectures;

import dev.graft.api.architecture.ModuleNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What torchvision and timm call the layers of MobileNetV2. */
final class MobileNetV2Modules {
  private final Map<String, String> modules = new LinkedHashMap<>();

  private MobileNetV2Modules() {}

  /**
   * The names in {@code torchvision.models.mobilenet_v2}.
   *
   * @param blocks number of blocks after the first one
   */
  static ModuleNames torchvision(int blocks) {
    MobileNetV2Modules names = new MobileNetV2Modules();
    names.put("Conv1", "features.0.0").put("bn_Conv1", "features.0.1");
    names.depthwiseAndProject("expanded_conv_", "features.1.conv.", 0);
    for (int block = 1; block <= blocks; block++) {
      String layer = "block_" + block + "_";
      String module = "features." + (block + 1) + ".conv.";
      names.put(layer + "expand", module + "0.0").put(layer + "expand_BN", module + "0.1");
      names.depthwiseAndProject(layer, module, 1);
    }
    String last = "features." + (blocks + 2);
    names.put("Conv_1", last + ".0").put("Conv_1_bn", last + ".1");
    names.put("predictions", "classifier.1");
    return new ModuleNames("torchvision", names.modules);
  }

  private void depthwiseAndProject(String layer, String module, int index) {
    put(layer + "depthwise", module + index + ".0");
    put(layer + "depthwise_BN", module + index + ".1");
    put(layer + "project", module + (index + 1));
    put(layer + "project_BN", module + (index + 2));
  }

  /**
   * The names in {@code timm.create_model("mobilenetv2_…")}.
   *
   * @param stages number of blocks in each stage after the first one
   */
  static ModuleNames timm(List<Integer> stages) {
    MobileNetV2Modules names = new MobileNetV2Modules();
    names.put("Conv1", "conv_stem").put("bn_Conv1", "bn1");
    names.put("expanded_conv_depthwise", "blocks.0.0.conv_dw");
    names.put("expanded_conv_depthwise_BN", "blocks.0.0.bn1");
    names.put("expanded_conv_project", "blocks.0.0.conv_pw");
    names.put("expanded_conv_project_BN", "blocks.0.0.bn2");
    int block = 1;
    for (int stage = 1; stage <= stages.size(); stage++) {
      for (int i = 0; i < stages.get(stage - 1); i++) {
        String layer = "block_" + block++ + "_";
        String module = "blocks." + stage + "." + i + ".";
        names.put(layer + "expand", module + "conv_pw").put(layer + "expand_BN", module + "bn1");
        names.put(layer + "depthwise", module + "conv_dw");
        names.put(layer + "depthwise_BN", module + "bn2");
        names.put(layer + "project", module + "conv_pwl").put(layer + "project_BN", module + "bn3");
      }
    }
    names.put("Conv_1", "conv_head").put("Conv_1_bn", "bn2");
    names.put("predictions", "classifier");
    return new ModuleNames("timm", names.modules);
  }

  private MobileNetV2Modules put(String layer, String module) {
    modules.put(layer, module);
    return this;
  }
}
