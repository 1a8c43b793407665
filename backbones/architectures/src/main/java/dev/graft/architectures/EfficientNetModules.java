package dev.graft.architectures;

import dev.graft.api.architecture.ModuleNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What torchvision and timm call the layers of the EfficientNets. The first stage expands not. */
final class EfficientNetModules {
  private final Map<String, String> modules = new LinkedHashMap<>();

  private EfficientNetModules() {}

  /**
   * The names in {@code torchvision.models.efficientnet_b0} and its greater siblings.
   *
   * @param stages number of blocks in each stage
   */
  static ModuleNames torchvision(List<Integer> stages) {
    EfficientNetModules names = new EfficientNetModules();
    names.put("stem_conv", "features.0.0").put("stem_bn", "features.0.1");
    names.eachBlock(
        stages,
        (layer, stage, i) -> {
          String module = "features.%d.%d.block.".formatted(stage + 1, i);
          int next = 0;
          if (stage > 0) {
            names.convolution(layer + "expand_conv", layer + "expand_bn", module + next++);
          }
          names.convolution(layer + "dwconv", layer + "bn", module + next++);
          names.put(layer + "se_reduce", module + next + ".fc1");
          names.put(layer + "se_expand", module + next++ + ".fc2");
          names.convolution(layer + "project_conv", layer + "project_bn", module + next);
        });
    names.convolution("top_conv", "top_bn", "features." + (stages.size() + 1));
    names.put("predictions", "classifier.1");
    return new ModuleNames("torchvision", names.modules);
  }

  /**
   * The names in {@code timm.create_model("efficientnet_b0")} and its greater siblings.
   *
   * @param stages number of blocks in each stage
   */
  static ModuleNames timm(List<Integer> stages) {
    EfficientNetModules names = new EfficientNetModules();
    names.put("stem_conv", "conv_stem").put("stem_bn", "bn1");
    names.eachBlock(
        stages,
        (layer, stage, i) -> {
          String module = "blocks.%d.%d.".formatted(stage, i);
          int norm = 1;
          if (stage > 0) {
            names.put(layer + "expand_conv", module + "conv_pw");
            names.put(layer + "expand_bn", module + "bn" + norm++);
          }
          names.put(layer + "dwconv", module + "conv_dw").put(layer + "bn", module + "bn" + norm++);
          names.put(layer + "se_reduce", module + "se.conv_reduce");
          names.put(layer + "se_expand", module + "se.conv_expand");
          names.put(layer + "project_conv", module + (stage > 0 ? "conv_pwl" : "conv_pw"));
          names.put(layer + "project_bn", module + "bn" + norm);
        });
    names.put("top_conv", "conv_head").put("top_bn", "bn2");
    names.put("predictions", "classifier");
    return new ModuleNames("timm", names.modules);
  }

  /** Takes a block: what Keras's names of its layers begin with, its stage, its number there. */
  private interface Block {
    void at(String layer, int stage, int i);
  }

  private void eachBlock(List<Integer> stages, Block block) {
    for (int stage = 0; stage < stages.size(); stage++) {
      for (int i = 0; i < stages.get(stage); i++) {
        block.at("block%d%c_".formatted(stage + 1, 'a' + i), stage, i);
      }
    }
  }

  private void convolution(String convolution, String norm, String module) {
    put(convolution, module + ".0").put(norm, module + ".1");
  }

  private EfficientNetModules put(String layer, String module) {
    modules.put(layer, module);
    return this;
  }
}
