package dev.graft.tensorflow;

import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.layer.Activation;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.Add;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.DepthwiseConv2D;
import dev.graft.api.layers.Dropout;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.layers.MaxPooling2D;
import dev.graft.api.layers.Rescaling;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.api.random.Randomness;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Small networks, weights and batches to test with; all drawn from seeds. */
final class Networks {
  static final ImageSize SIZE = ImageSize.rgb(12, 12);
  static final int CLASSES = 3;

  private Networks() {}

  /** Everything a convolutional network is made of: 12x12 images in, three scores out. */
  static Architecture cnn() {
    return cnn(Input.image(SIZE), true);
  }

  /** The same without dropout, fed with floats. */
  static Architecture smoothCnn() {
    return cnn(new Input("features", SIZE.shape(), Input.ElementType.FLOAT32), false);
  }

  private static Architecture cnn(Input input, boolean image) {
    Architecture.Builder b = Architecture.builder("cnn", input);
    if (image) {
      b.add("rescaling", new Rescaling(1 / 127.5, -1));
    }
    b.add("conv1", Conv2D.of(4, 3).strides(2).same().withoutBias());
    b.add("bn1", BatchNormalization.of(0.9, 1e-3));
    b.add("act1", new ActivationLayer(image ? Activation.RELU6 : Activation.TANH));
    b.add("depthwise", DepthwiseConv2D.of(3).same());
    b.add("bn2", BatchNormalization.of(0.9, 1e-3));
    b.add("act2", new ActivationLayer(image ? Activation.RELU : Activation.SWISH));
    b.add("add", new Add(), "act1", "act2");
    b.add("pool", MaxPooling2D.of(2));
    b.add("conv2", Conv2D.of(8, 3).activation(Activation.GELU));
    b.add("gap", new GlobalAveragePooling2D(false));
    if (image) {
      b.add("dropout", new Dropout(0.3));
    }
    b.add("dense", Dense.of(6));
    b.add("bn3", BatchNormalization.of(0.9, 1e-3));
    b.add("act3", new ActivationLayer(Activation.SIGMOID));
    b.add("logits", Dense.of(CLASSES));
    return b.build();
  }

  /** Initial weights, but with batch-norm parameters and biases that are not 0 or 1. */
  static Weights weights(Architecture architecture, long seed) {
    RandomGenerator random = new Randomness(seed).forPurpose("test weights");
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    Weights.initial(architecture, seed)
        .tensors()
        .forEach(
            (key, tensor) -> {
              float[] values = tensor.values().clone();
              if (tensor.shape().rank() == 1) {
                for (int i = 0; i < values.length; i++) {
                  values[i] += (float) (0.6 * (random.nextDouble() - 0.4));
                }
              }
              tensors.put(key, new FloatTensor(tensor.shape(), values));
            });
    return Weights.of(tensors);
  }

  static TrainingProgram program(Architecture network, Optimizer optimizer, String... frozen) {
    return new TrainingProgram(
        network,
        Set.of(frozen),
        new CrossEntropy(),
        optimizer,
        OptionalDouble.empty(),
        new Randomness(7));
  }

  /** Images of noise, each class brighter in one channel, with their one-hot targets. */
  static TrainingBatch images(int count, int epoch, long first) {
    byte[] bytes = new byte[count * SIZE.bytes()];
    float[] targets = new float[count * CLASSES];
    long[] examples = new long[count];
    for (int i = 0; i < count; i++) {
      examples[i] = first + i;
      int label = (int) (examples[i] % CLASSES);
      targets[i * CLASSES + label] = 1;
      RandomGenerator random = new Randomness(3).forExample(0, examples[i], "pixels");
      for (int p = 0; p < SIZE.bytes(); p++) {
        int brighter = p % 3 == label ? 60 : 0;
        bytes[i * SIZE.bytes() + p] = (byte) (random.nextInt(180) + brighter);
      }
    }
    return new TrainingBatch(
        new Batch.Pixels(count, SIZE, bytes),
        new Batch.Floats(count, Shape.of(CLASSES), targets),
        epoch,
        examples);
  }

  /** The same images as floats from -1 to 1. */
  static TrainingBatch floats(int count, long first) {
    TrainingBatch images = images(count, 0, first);
    byte[] bytes = ((Batch.Pixels) images.inputs()).values();
    float[] values = new float[bytes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (bytes[i] & 0xff) / 127.5f - 1;
    }
    return new TrainingBatch(
        new Batch.Floats(count, SIZE.shape(), values), images.targets(), 0, images.examples());
  }

  /** One example of a batch of images. */
  static Batch.Pixels one(Batch.Pixels pixels, int index) {
    int size = pixels.size().bytes();
    return new Batch.Pixels(
        1, pixels.size(), Arrays.copyOfRange(pixels.values(), index * size, (index + 1) * size));
  }
}
