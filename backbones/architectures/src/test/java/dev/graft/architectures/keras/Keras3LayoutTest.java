package dev.graft.architectures.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.layer.Layer;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.DepthwiseConv2D;
import dev.graft.api.layers.Dropout;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.Weights;
import dev.graft.architectures.KnownNetworks;
import io.jhdf.api.WritableGroup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Keras3LayoutTest {
  private final KerasHdf5WeightsReader reader = new KerasHdf5WeightsReader();
  private final Architecture network = network(12);
  private final Weights weights = Weights.initial(network, 1);

  @TempDir private Path folder;

  /** More convolutions than ten: a listing has conv2d_10 before conv2d_2. */
  private static Architecture network(int convolutions) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < convolutions; i++) {
      layers.add(Conv2D.of(4, 3).same());
      layers.add(BatchNormalization.of(0.9, 0.001));
    }
    layers.add(DepthwiseConv2D.of(3));
    layers.add(new Dropout(0.5));
    return KnownNetworks.sequential(layers).architecture(ImageSize.rgb(16, 16));
  }

  private static Architecture head(int features) {
    Architecture.Builder top = Architecture.builder("top", Input.features(Shape.of(features)));
    top.add("dense", Dense.of(2));
    return top.build();
  }

  private Path file() {
    return folder.resolve("w.weights.h5");
  }

  @Test
  void layersAreFoundByTheirRealNames() {
    Path file = Keras3File.write(file(), network, weights);

    List<String> notes = new ArrayList<>();
    assertThat(reader.read(file, network, notes::add)).isEqualTo(weights);
    assertThat(notes).isEmpty();
  }

  @Test
  void layersOfOtherNamesAreFoundByClassAndNumber() {
    try (Keras3File written = new Keras3File(file())) {
      written.model(written.root(), network, weights, name -> "my_" + name);
    }

    assertThat(reader.read(file(), network)).isEqualTo(weights);
  }

  @Test
  void layersWithoutNamesAreFoundByClassAndNumber() {
    Architecture.Builder named = Architecture.builder("named", network.input());
    network.nodes().forEach(node -> named.add("my_" + node.name(), node.layer()));
    try (Keras3File written = new Keras3File(file())) {
      written.model(written.root(), network, weights, name -> null);
    }

    Weights read = reader.read(file(), named.build());

    assertThat(read.get("my_conv2d_10", "kernel")).isEqualTo(weights.get("conv2d_10", "kernel"));
    assertThat(read.tensors().values()).containsExactlyElementsOf(weights.tensors().values());
  }

  @Test
  void aNestedBaseIsFoundByName() {
    try (Keras3File written = new Keras3File(file())) {
      Architecture top = head(4);
      WritableGroup layers =
          written.model(written.root(), top, Weights.initial(top, 1), UnaryOperator.identity());
      WritableGroup base = layers.putGroup("functional");
      written.model(base, network, weights, UnaryOperator.identity());
      WritableGroup optimizer = written.root().putGroup("optimizer");
      optimizer.putGroup("vars").putDataset("0", new float[] {1, 2});
    }

    List<String> notes = new ArrayList<>();
    assertThat(reader.read(file(), network, notes::add)).isEqualTo(weights);
    assertThat(notes)
        .containsExactly(
            file() + ": 1 layer is left aside, which network 'sequential' does not have: 'dense'");
  }

  @Test
  void aNestedBaseOfOtherNamesIsFoundByOrderThoughTheOuterModelHasSuchLayersToo() {
    Architecture top =
        KnownNetworks.sequential(
                List.of(Conv2D.of(4, 3), new GlobalAveragePooling2D(false), Dense.of(2)))
            .architecture(ImageSize.rgb(8, 8));
    try (Keras3File written = new Keras3File(file())) {
      WritableGroup layers =
          written.model(written.root(), top, Weights.initial(top, 1), name -> "top_" + name);
      written.model(layers.putGroup("functional"), network, weights, name -> "base_" + name);
    }

    assertThat(reader.read(file(), network)).isEqualTo(weights);
  }

  @Test
  void twoNestedModelsThatBothFitAreToldApartByNobody() {
    try (Keras3File written = new Keras3File(file())) {
      WritableGroup layers = written.root().putGroup("layers");
      written.model(layers.putGroup("functional"), network, weights, UnaryOperator.identity());
      written.model(layers.putGroup("functional_1"), network, weights, UnaryOperator.identity());
    }

    assertThat(problemOf(file(), network).toString())
        .contains("holds 2 models that fit network 'sequential'; expected one");
  }

  @Test
  void aSeedIsNoLayer() {
    try (Keras3File written = new Keras3File(file())) {
      WritableGroup layers =
          written.model(written.root(), network, weights, UnaryOperator.identity());
      layers
          .putGroup("dropout_1")
          .putGroup("seed_generator")
          .putGroup("vars")
          .putDataset("0", new int[] {1, 2});
    }

    List<String> notes = new ArrayList<>();
    assertThat(reader.read(file(), network, notes::add)).isEqualTo(weights);
    assertThat(notes).isEmpty();
  }

  @Test
  void theEarlyNameOfTheLayersIsKnown() {
    try (Keras3File written = new Keras3File(file())) {
      WritableGroup variables =
          written
              .root()
              .putGroup("_layer_checkpoint_dependencies")
              .putGroup("dense")
              .putGroup("vars");
      variables.putDataset("0", new float[][] {{1}, {2}});
      variables.putDataset("1", new float[] {3});
    }
    Architecture.Builder dense = Architecture.builder("net", Input.features(Shape.of(2)));
    dense.add("scores", Dense.of(1));

    Weights read = reader.read(file(), dense.build());

    assertThat(read.get("scores", "kernel").values()).containsExactly(1, 2);
    assertThat(read.get("scores", "bias").values()).containsExactly(3);
  }

  @Test
  void aWrongShapeIsToldWithTheLayersName() {
    Path file = Keras3File.write(file(), network, weights);
    Architecture other =
        KnownNetworks.sequential(List.of(Conv2D.of(4, 5))).architecture(ImageSize.rgb(16, 16));

    Problem problem = problemOf(file, other);

    assertThat(problem.toString())
        .startsWith(file.toString())
        .contains("layer 'conv2d', kernel: found shape (3, 3, 3, 4); expected shape (5, 5, 3, 4)");
  }

  @Test
  void aNetworkWithMoreLayersOfAClassIsTold() {
    Path file = Keras3File.write(file(), network, weights);

    assertThat(problemOf(file, network(13)).toString())
        .contains("found 25 layers with weights")
        .contains("none is named 'conv2d_12', 'batch_normalization_12'")
        .contains("expected the 27 layers with weights");
  }

  @Test
  void aFileOfAnotherWidthIsRecognised() {
    Architecture narrow = KnownNetworks.mobileNetV2(0.35, 96);
    Path file = Keras3File.write(file(), narrow, Weights.initial(narrow, 1));

    assertThat(problemOf(file, KnownNetworks.mobileNetV2(1, 96)).toString())
        .contains("layer 'Conv1', kernel: found shape (3, 3, 3, 16)")
        .contains("looks like backbone {type: mobilenet_v2, alpha: 0.35}, for colour images");
  }

  @Test
  void groupsWithoutEndAreRefused() {
    try (Keras3File written = new Keras3File(file())) {
      WritableGroup group = written.root();
      for (int depth = 0; depth < 40; depth++) {
        group = group.putGroup("layers").putGroup("functional");
      }
      group.putDataset("end", new float[] {1});
    }

    assertThat(problemOf(file(), network).toString()).contains("nested without end");
  }

  @Test
  void aFileWithoutLayersIsTold() {
    try (Keras3File written = new Keras3File(file())) {
      written.root().putGroup("layers").putGroup("flatten").putDataset("x", new float[] {1});
    }

    assertThat(problemOf(file(), network).what()).isEqualTo("no layer in this file has weights");
  }

  private Problem problemOf(Path file, Architecture wanted) {
    List<Problem> problems = new ArrayList<>();
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> reader.read(file, wanted))
        .satisfies(e -> problems.addAll(e.problems()));
    return problems.get(0);
  }
}
