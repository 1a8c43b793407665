package dev.graft.golden;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.engine.Batch;
import dev.graft.api.weights.Weights;
import dev.graft.testkit.files.SharedFolder;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Keras says of one of its networks: pictures, and the features it computes from them in
 * double precision.
 *
 * @param seed seed of the weights' formula
 * @param gain factor of the kernels in the weights' formula
 * @param weightsSha256 of all weights, one after the other, as 32-bit floats
 * @param input the pictures
 * @param features one array for each picture
 */
record GoldenNetwork(
    long seed, double gain, String weightsSha256, Batch.Pixels input, double[][] features) {

  static GoldenNetwork read(String name) {
    Path table = SharedFolder.file("golden/" + name + ".json");
    NpyFile pictures = NpyFile.read(SharedFolder.file("golden/" + name + ".input.npy"));
    NpyFile truth = NpyFile.read(SharedFolder.file("golden/" + name + ".features64.npy"));
    JsonNode json = JsonMapper.shared().readTree(table);
    int[] sizes = pictures.sizes();
    Batch.Pixels input =
        new Batch.Pixels(
            sizes[0], new ImageSize(sizes[1], sizes[2], sizes[3]), pictures.unsignedBytes());
    double[] all = truth.doubles();
    double[][] features = new double[truth.sizes()[0]][truth.sizes()[1]];
    for (int i = 0; i < features.length; i++) {
      System.arraycopy(all, i * features[i].length, features[i], 0, features[i].length);
    }
    return new GoldenNetwork(
        json.get("seed").asLong(),
        json.get("gain").asDouble(),
        json.get("weights_sha256").asString(),
        input,
        features);
  }

  /** The weights that the features were computed with. */
  Weights weights(Architecture network) {
    return FormulaWeights.of(network, seed, gain);
  }

  /** How far from the truth a feature may be: 1e-4 of the features' standard deviation. */
  double tolerance() {
    double sum = 0;
    double squares = 0;
    int n = 0;
    for (double[] picture : features) {
      for (double feature : picture) {
        sum += feature;
        n++;
      }
    }
    for (double[] picture : features) {
      for (double feature : picture) {
        squares += (feature - sum / n) * (feature - sum / n);
      }
    }
    return 1e-4 * Math.sqrt(squares / n);
  }
}
