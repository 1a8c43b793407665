package dev.graft.tensorflow;

import org.tensorflow.proto.RewriterConfig;

/** What TensorFlow may make of a graph before it runs it. */
final class GraphRewriting {
  private GraphRewriting() {}

  /**
   * All that TensorFlow does by itself.
   *
   * @param fuse whether it may make one operation of several
   */
  static RewriterConfig all(boolean fuse) {
    return with(fuse, RewriterConfig.newBuilder());
  }

  /**
   * Nothing but fusing operations. The other rewritings find nothing in a network that only infers,
   * whose constants are folded and whose operations have no gradients, but copy all its weights
   * several times while they look: ResNet50's first answer takes a third of the time.
   *
   * <p>Fusing is not made aggressive, though TensorFlow 2.18 would then also add shortcuts within
   * the convolutions before them (MobileNetV2 4 % faster): a fine-tuned MobileNetV2 no longer gave
   * single pictures the probabilities that it gave them in batches.
   *
   * @param fuse whether it may even do that
   */
  static RewriterConfig fusingOnly(boolean fuse) {
    return with(
        fuse,
        RewriterConfig.newBuilder()
            .setMetaOptimizerIterations(RewriterConfig.NumIterationsType.ONE)
            .setMemoryOptimization(RewriterConfig.MemOptType.NO_MEM_OPT)
            .setArithmeticOptimization(RewriterConfig.Toggle.OFF)
            .setCommonSubgraphElimination(RewriterConfig.Toggle.OFF)
            .setConstantFolding(RewriterConfig.Toggle.OFF)
            .setDependencyOptimization(RewriterConfig.Toggle.OFF)
            .setFunctionOptimization(RewriterConfig.Toggle.OFF)
            .setImplementationSelector(RewriterConfig.Toggle.OFF)
            .setLayoutOptimizer(RewriterConfig.Toggle.OFF)
            .setLoopOptimization(RewriterConfig.Toggle.OFF)
            .setPinToHostOptimization(RewriterConfig.Toggle.OFF)
            .setShapeOptimization(RewriterConfig.Toggle.OFF));
  }

  private static RewriterConfig with(boolean fuse, RewriterConfig.Builder rewriting) {
    if (!fuse) {
      rewriting.setRemapping(RewriterConfig.Toggle.OFF);
    }
    return rewriting.build();
  }
}
