package dev.graft.djl;

import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.head.Decision;
import dev.graft.api.layer.Activation;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.DepthwiseConv2D;
import dev.graft.api.layers.Dropout;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.layers.Rescaling;
import dev.graft.api.layers.ZeroPadding2D;
import dev.graft.api.loss.Loss;
import dev.graft.api.ops.Ops;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.api.optimizer.Slots;
import dev.graft.api.random.Randomness;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;

/** A small network of all that is special to this engine, and what it learns from. */
final class Networks {
  static final ImageSize SIZE = ImageSize.rgb(12, 12);
  static final int CLASSES = 3;

  private Networks() {}

  static Architecture cnn() {
    Architecture.Builder net = Architecture.builder("cnn", Input.image(SIZE));
    net.add("rescaling", new Rescaling(1 / 127.5, -1));
    net.add("stem", Conv2D.of(8, 3).strides(2).same().withoutBias());
    net.add("stem_bn", BatchNormalization.of(0.9, 1e-3));
    net.add("stem_relu", new ActivationLayer(Activation.RELU6));
    net.add("pad", new ZeroPadding2D(0, 1, 0, 1));
    net.add("depthwise", DepthwiseConv2D.of(3).strides(2));
    net.add("depthwise_bn", BatchNormalization.of(0.9, 1e-3));
    net.add("depthwise_relu", new ActivationLayer(Activation.RELU6));
    net.add("project", Conv2D.of(8, 1));
    net.add("dropout", new Dropout(0.25));
    net.add("pool", new GlobalAveragePooling2D(false));
    net.add("scores", Dense.of(CLASSES));
    return net.build();
  }

  static TrainingProgram program(Architecture network, String... frozen) {
    return new TrainingProgram(
        network,
        Set.of(frozen),
        new SquaredError(),
        new Momentum(),
        OptionalDouble.of(1),
        new Randomness(5));
  }

  /** Pictures of noise with targets of noise, others for each number. */
  static TrainingBatch batch(int number, int count) {
    Random random = new Random(number);
    byte[] pixels = new byte[count * SIZE.bytes()];
    random.nextBytes(pixels);
    float[] targets = new float[count * CLASSES];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = random.nextFloat();
    }
    return new TrainingBatch(
        new Batch.Pixels(count, SIZE, pixels),
        new Batch.Floats(count, Shape.of(CLASSES), targets),
        number,
        LongStream.range(0, count).toArray());
  }

  /** The squared distance of each example's scores from its targets. */
  record SquaredError() implements Loss {
    @Override
    public <T> T of(Ops<T> ops, T scores, T targets) {
      return ops.sum(ops.square(ops.subtract(scores, targets)), false, 1);
    }

    @Override
    public boolean fits(Decision decision) {
      return true;
    }
  }

  /** Descent with a momentum of 0.9. */
  record Momentum() implements Optimizer {
    @Override
    public double learningRate() {
      return 0.05;
    }

    @Override
    public List<String> slots() {
      return List.of("velocity");
    }

    @Override
    public <T> T update(
        Ops<T> ops, T parameter, T gradient, Slots<T> slots, T learningRate, T step) {
      T velocity =
          ops.subtract(
              ops.multiply(slots.get("velocity"), 0.9), ops.multiply(gradient, learningRate));
      slots.assign("velocity", velocity);
      return ops.add(parameter, velocity);
    }
  }
}
