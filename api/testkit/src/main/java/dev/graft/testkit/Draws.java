package dev.graft.testkit;

import dev.graft.api.Image;
import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.api.engine.Batch;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layer.Parameter;
import dev.graft.api.random.Randomness;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Values drawn for a purpose: the same in every run and on every machine. */
final class Draws {
  private static final Randomness RANDOMNESS = new Randomness(51);

  private Draws() {}

  static RandomGenerator generator(String purpose) {
    return RANDOMNESS.forPurpose(purpose);
  }

  static float[] uniform(String purpose, int count, double low, double high) {
    RandomGenerator random = generator(purpose);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (low + (high - low) * random.nextDouble());
    }
    return values;
  }

  static Batch.Floats floats(String purpose, int count, Shape shape) {
    return new Batch.Floats(count, shape, uniform(purpose, count * shape.intSize(), -2, 2));
  }

  /** What suits the input of a network: pictures or features. */
  static Batch inputs(String purpose, int count, Architecture network) {
    Shape shape = network.input().shape();
    return switch (network.input().type()) {
      case UINT8 -> pixels(purpose, count, size(shape));
      case FLOAT32 -> floats(purpose, count, shape);
    };
  }

  static ImageSize size(Shape image) {
    return new ImageSize(image.height(), image.width(), image.channels());
  }

  /** Pictures with soft patches and some noise, so that neighbours are alike as in photographs. */
  static Batch.Pixels pixels(String purpose, int count, ImageSize size) {
    byte[] values = new byte[count * size.bytes()];
    for (int i = 0; i < count; i++) {
      byte[] one = image(purpose + i, size).pixels();
      System.arraycopy(one, 0, values, i * one.length, one.length);
    }
    return new Batch.Pixels(count, size, values);
  }

  /** One such picture. */
  static Image image(String purpose, ImageSize size) {
    RandomGenerator random = generator(purpose);
    byte[] values = new byte[size.bytes()];
    double down = random.nextDouble(0.1, 0.6);
    double across = random.nextDouble(0.1, 0.6);
    for (int i = 0; i < values.length; i++) {
      int pixel = i / size.channels();
      int row = pixel / size.width();
      int column = pixel % size.width();
      double wave = Math.sin(down * row + across * column + i % 3);
      values[i] = (byte) Math.round(127.5 + 100 * wave + random.nextDouble(-27, 27));
    }
    return new Image(size, values);
  }

  /** One class of several for each example, each in turn. */
  static Batch.Floats oneHot(int count, int classes) {
    float[] values = new float[count * classes];
    for (int i = 0; i < count; i++) {
      values[i * classes + i % classes] = 1;
    }
    return new Batch.Floats(count, Shape.of(classes), values);
  }

  /** Values as of a network that has learnt something: nothing is just 0 or 1. */
  static Weights learnt(Architecture network) {
    Weights initial = Weights.initial(network, 5);
    Map<String, FloatTensor> values = new LinkedHashMap<>();
    for (Node node : network.nodes()) {
      for (Parameter parameter : node.parameters()) {
        String key = Weights.key(node.name(), parameter.name());
        FloatTensor drawn = initial.get(node.name(), parameter.name());
        values.put(key, new FloatTensor(parameter.shape(), learnt(key, parameter, drawn.values())));
      }
    }
    return Weights.of(values);
  }

  /** A parameter's value after some learning. */
  static float[] learnt(String purpose, Parameter parameter, float[] initial) {
    if (parameter.initializer() == Initializer.ONES) {
      return uniform(purpose, initial.length, 0.5, 1.5);
    }
    if (parameter.initializer() == Initializer.ZEROS) {
      return uniform(purpose, initial.length, -0.3, 0.3);
    }
    return initial;
  }
}
