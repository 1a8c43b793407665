package dev.graft.golden;

import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.engine.Batch;
import dev.graft.api.weights.StoredTensor;
import dev.graft.testkit.files.SharedFolder;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What PyTorch says of a network of torchvision's or timm's: pictures, and the features it computes
 * from them.
 *
 * @param tensors the weights that the features were computed with, from their formula
 * @param input the pictures
 * @param features one array for each picture
 * @param deviation the features' standard deviation
 */
record GoldenStateDict(
    Map<String, StoredTensor> tensors, Batch.Pixels input, float[][] features, double deviation) {

  static GoldenStateDict read(String name) {
    JsonNode json = JsonMapper.shared().readTree(SharedFolder.file("golden/" + name + ".json"));
    NpyFile pictures = NpyFile.read(SharedFolder.file("golden/" + name + ".input.npy"));
    NpyFile truth = NpyFile.read(SharedFolder.file("golden/" + name + ".features.npy"));
    int[] sizes = pictures.sizes();
    float[] all = truth.floats();
    float[][] features = new float[truth.sizes()[0]][truth.sizes()[1]];
    for (int i = 0; i < features.length; i++) {
      System.arraycopy(all, i * features[i].length, features[i], 0, features[i].length);
    }
    return new GoldenStateDict(
        tensors(json),
        new Batch.Pixels(
            sizes[0], new ImageSize(sizes[1], sizes[2], sizes[3]), pictures.unsignedBytes()),
        features,
        json.get("feature_std").asDouble());
  }

  private static Map<String, StoredTensor> tensors(JsonNode json) {
    long seed = json.get("seed").asLong();
    double gain = json.get("gain").asDouble();
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (JsonNode entry : json.get("state_dict")) {
      JsonNode sizes = entry.get(1);
      shapes.put(
          entry.get(0).asString(),
          Shape.of(IntStream.range(0, sizes.size()).map(i -> sizes.get(i).asInt()).toArray()));
    }
    Set<String> norms = new HashSet<>();
    shapes.keySet().stream()
        .filter(name -> name.endsWith(".running_mean"))
        .forEach(name -> norms.add(module(name)));
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    int number = 0;
    for (Map.Entry<String, Shape> entry : shapes.entrySet()) {
      String name = entry.getKey();
      Shape shape = entry.getValue();
      if (name.endsWith("num_batches_tracked")) {
        tensors.put(name, new StoredTensor(name, shape, () -> new float[1]));
        continue;
      }
      int tensor = number++;
      double[] range = range(name, shape, norms.contains(module(name)), gain);
      tensors.put(
          name,
          new StoredTensor(name, shape, () -> FormulaWeights.uniform(seed, tensor, shape, range)));
    }
    return tensors;
  }

  private static String module(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }

  private static double[] range(String name, Shape shape, boolean norm, double gain) {
    if (shape.rank() > 1) {
      double limit = gain * Math.sqrt(3.0 / ((double) shape.size() / shape.dimension(0)));
      return new double[] {-limit, limit};
    }
    if (name.endsWith("running_mean")) {
      return new double[] {-0.2, 0.2};
    }
    if (name.endsWith("running_var")) {
      return new double[] {0.6, 1.4};
    }
    if (norm) {
      return name.endsWith("weight") ? new double[] {0.8, 1.2} : new double[] {-0.2, 0.2};
    }
    return new double[] {-0.1, 0.1};
  }

  /** How far from the truth a feature may be: 1e-4 of the features' standard deviation. */
  double tolerance() {
    return 1e-4 * deviation;
  }
}
