package dev.graft.benchmarks.jobs;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.architectures.MobileNetV2;
import dev.graft.architectures.Xception;

/** A transfer-learning job: a frozen backbone, pooled, dropout, one logit, Adam. */
enum Job {
  /** As the course's seed has it. */
  XCEPTION("xception", "xception", 150, 64, 1e-3, 0.13, 0.85),
  /** As TensorFlow's tutorial has it. */
  MOBILENETV2("mobilenetv2", "mobilenet_v2", 160, 32, 1e-4, 0.06, 0.5);

  private final String peerName;
  private final String backbone;
  private final int imageSize;
  private final int batchSize;
  private final double learningRate;
  private final double mostOfSeed;
  private final double mostOfCached;

  Job(
      String peerName,
      String backbone,
      int imageSize,
      int batchSize,
      double learningRate,
      double mostOfSeed,
      double mostOfCached) {
    this.peerName = peerName;
    this.backbone = backbone;
    this.imageSize = imageSize;
    this.batchSize = batchSize;
    this.learningRate = learningRate;
    this.mostOfSeed = mostOfSeed;
    this.mostOfCached = mostOfCached;
  }

  /** What the peer calls it. */
  String peerName() {
    return peerName;
  }

  String backbone() {
    return backbone;
  }

  /** Its frozen network. */
  Architecture network() {
    ImageSize size = new ImageSize(imageSize, imageSize, 3);
    return switch (this) {
      case XCEPTION -> new Xception().architecture(size);
      case MOBILENETV2 -> new MobileNetV2(new MobileNetV2.Settings(1.0)).architecture(size);
    };
  }

  int imageSize() {
    return imageSize;
  }

  double mostOfSeed() {
    return mostOfSeed;
  }

  double mostOfCached() {
    return mostOfCached;
  }

  /**
   * The experiment file.
   *
   * @param data folder with {@code train} and {@code validation}
   * @param weights the backbone's weights
   */
  String experiment(String data, String weights, int epochs, int threads) {
    return """
        name: %s
        data:
          type: folder
          path: '%s/train'
          validation_path: '%s/validation'
          image_size: %d
        backbone: {type: %s, weights: '%s', freeze: all}
        head: {type: logit, dropout: 0.5}
        training:
          epochs: %d
          batch_size: %d
          optimizer: {type: adam, learning_rate: %s}
        runner: {type: cpu, threads: %d}
        """
        .formatted(
            peerName,
            data,
            data,
            imageSize,
            backbone,
            weights,
            epochs,
            batchSize,
            learningRate,
            threads);
  }
}
