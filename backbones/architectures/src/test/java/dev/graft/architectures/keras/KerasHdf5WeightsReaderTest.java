package dev.graft.architectures.keras;

import static dev.graft.architectures.KnownNetworks.dense;
import static dev.graft.architectures.KnownNetworks.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.layers.Add;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.weights.Weights;
import dev.graft.architectures.KnownNetworks;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KerasHdf5WeightsReaderTest {
  private final KerasHdf5WeightsReader reader = new KerasHdf5WeightsReader();
  private final Architecture network = KnownNetworks.small(3, 2);
  private final Weights weights = numbered(network);

  @TempDir private Path folder;

  @Test
  void readsWhatWasWritten() {
    Path file = HdfWeightsFile.of(network, weights).write(folder.resolve("w.h5"));

    assertThat(reader.read(file, network)).isEqualTo(weights);
  }

  @Test
  void readsAWholeModelsWeights() {
    Path file = HdfWeightsFile.of(network, weights).writeModel(folder.resolve("w.h5"));

    assertThat(reader.read(file, network)).isEqualTo(weights);
  }

  @Test
  void readsANestedModelsWeights() {
    Architecture body =
        KnownNetworks.sequential(
                List.of(Conv2D.of(4, 3), BatchNormalization.of(0.9, 0.001), Conv2D.of(4, 3)))
            .architecture(ImageSize.rgb(16, 16));
    Path file = HdfWeightsFile.of(body, numbered(body)).writeNested(folder.resolve("w.h5"), body);

    assertThat(reader.read(file, body)).isEqualTo(numbered(body));
  }

  @Test
  void readsNamesThatAreSplitOverSeveralAttributes() {
    Path file = HdfWeightsFile.of(network, weights).writeWithSplitNames(folder.resolve("w.h5"));

    assertThat(reader.read(file, network)).isEqualTo(weights);
  }

  @Test
  void layersOfOtherNamesAreTakenInOrder() {
    Path file =
        HdfWeightsFile.of(network, weights).renamed("published_").write(folder.resolve("w.h5"));

    assertThat(reader.read(file, network)).isEqualTo(weights);
  }

  /** Keras 1 and 2 counted layers from 1: conv2d_1 is today's conv2d, conv2d_2 today's conv2d_1. */
  @Test
  void layersThatTheFileCountsFromOneAreTakenInOrder() {
    Conv2D same = Conv2D.of(3, 3).same();
    Architecture chain =
        KnownNetworks.sequential(List.of(same, same, same)).architecture(ImageSize.rgb(8, 8));
    Weights values = numbered(chain);
    HdfWeightsFile written = new HdfWeightsFile();
    for (int i = 0; i < 3; i++) {
      String layer = chain.layerNames().get(i + 1);
      written.put("conv2d_" + (i + 1), "kernel", values.get(layer, "kernel"));
      written.put("conv2d_" + (i + 1), "bias", values.get(layer, "bias"));
    }

    assertThat(reader.read(written.write(folder.resolve("w.h5")), chain)).isEqualTo(values);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mobilenet_v3_small", "efficientnet_b0", "squeezenet"})
  void publishedNetworksAreReadByNameAndInOrder(String type) {
    Architecture published = KnownNetworks.published(type, ImageSize.rgb(64, 64));
    Weights values = Weights.initial(published, 3);
    HdfWeightsFile written = HdfWeightsFile.of(published, values);

    assertThat(reader.read(written.write(folder.resolve("named.h5")), published)).isEqualTo(values);
    assertThat(reader.read(written.renamed("old_").write(folder.resolve("old.h5")), published))
        .isEqualTo(values);
  }

  @Test
  void theFirstLayersOfOtherNamesAreTakenAndWhatGoesOnAboveIsLeftAside() {
    Path file =
        HdfWeightsFile.of(network, weights).renamed("published_").write(folder.resolve("w.h5"));
    Architecture body = network.upTo("batch_normalization_1");

    List<String> notes = new ArrayList<>();
    assertThat(reader.read(file, body, notes::add)).isEqualTo(weights.only(body));
    assertThat(notes)
        .containsExactly(
            file
                + ": 1 layer is left aside, which network 'sequential' does not have:"
                + " 'published_dense'");
  }

  @Test
  void layersOfTheSameNamesAreTakenInAnyOrder() {
    Path file = HdfWeightsFile.of(network, weights).reversed().write(folder.resolve("w.h5"));

    assertThat(reader.read(file, network)).isEqualTo(weights);
  }

  @Test
  void aTopThatTheNetworkDoesNotHaveIsLeftAsideAndTold() {
    Path file = HdfWeightsFile.of(network, weights).write(folder.resolve("w.h5"));
    Architecture body = network.upTo("batch_normalization_1");

    List<String> notes = new ArrayList<>();
    assertThat(reader.read(file, body, notes::add)).isEqualTo(weights.only(body));
    assertThat(notes)
        .containsExactly(
            file + ": 1 layer is left aside, which network 'sequential' does not have: 'dense'");
  }

  @Test
  void aFileOfTheNetworksOwnLayersHasNoNotes() {
    Path named = HdfWeightsFile.of(network, weights).write(folder.resolve("named.h5"));
    Path ordered =
        HdfWeightsFile.of(network, weights).renamed("published_").write(folder.resolve("w.h5"));

    List<String> notes = new ArrayList<>();
    reader.read(named, network, notes::add);
    reader.read(ordered, network, notes::add);
    assertThat(notes).isEmpty();
  }

  /** Two layers of one shape that change places would otherwise change their weights unseen. */
  @Test
  void aLayerOfAGivenNameIsThatLayerWhereverTheFileHasIt() {
    Architecture.Builder builder =
        Architecture.builder("branches", Input.image(ImageSize.rgb(8, 8)));
    String input = builder.input();
    builder.add("left", Conv2D.of(3, 3).same(), input);
    builder.add("right", Conv2D.of(3, 3).same(), input);
    builder.add("sum", new Add(), "left", "right");
    builder.add("conv2d", Conv2D.of(3, 3).same());
    Architecture branches = builder.build();
    Weights values = numbered(branches);
    HdfWeightsFile written = new HdfWeightsFile();
    for (String[] names :
        new String[][] {{"right", "right"}, {"left", "left"}, {"conv2d_5", "conv2d"}}) {
      written.put(names[0], "kernel", values.get(names[1], "kernel"));
      written.put(names[0], "bias", values.get(names[1], "bias"));
    }

    List<String> notes = new ArrayList<>();
    assertThat(reader.read(written.write(folder.resolve("w.h5")), branches, notes::add))
        .isEqualTo(values);
    assertThat(notes).isEmpty();
  }

  @Test
  void namesThatSomebodyGaveAndTheFileHasNotAreTold() {
    Architecture published = KnownNetworks.published("squeezenet", ImageSize.rgb(64, 64));
    Path file =
        HdfWeightsFile.of(published, Weights.initial(published, 3))
            .renamed("old_")
            .write(folder.resolve("old.h5"));

    List<String> notes = new ArrayList<>();
    reader.read(file, published, notes::add);

    assertThat(notes)
        .containsExactly(
            file
                + ": layers of other names are taken by their order, 'old_conv1' as 'conv1' and"
                + " 24 more");
  }

  @Test
  void aDepthwiseKernelMayBeNamedKernel() {
    HdfWeightsFile written = new HdfWeightsFile();
    weights
        .tensors()
        .forEach(
            (key, tensor) -> {
              int slash = key.indexOf('/');
              written.put(
                  key.substring(0, slash),
                  key.substring(slash + 1).replace("depthwise_kernel", "kernel"),
                  tensor);
            });

    Path file = written.write(folder.resolve("w.h5"));

    assertThat(reader.read(file, network)).isEqualTo(weights);
  }

  @Test
  void parametersAreFoundByNameWhateverTheirOrder() {
    Architecture norm =
        KnownNetworks.sequential(List.of(BatchNormalization.of(0.9, 0.001)))
            .architecture(ImageSize.rgb(4, 4));
    HdfWeightsFile written = new HdfWeightsFile();
    for (String name : List.of("moving_variance", "beta", "moving_mean", "gamma")) {
      written.put("batch_normalization", name, numbered(norm).get("batch_normalization", name));
    }

    Path file = written.write(folder.resolve("w.h5"));

    assertThat(reader.read(file, norm).only(norm)).isEqualTo(numbered(norm));
  }

  @Test
  void parametersOfUnknownNamesAreTakenInOrder() {
    HdfWeightsFile written = new HdfWeightsFile();
    int[] number = new int[1];
    weights
        .tensors()
        .forEach(
            (key, tensor) ->
                written.put(key.substring(0, key.indexOf('/')), "w" + number[0]++, tensor));

    Path file = written.write(folder.resolve("w.h5"));

    assertThat(reader.read(file, network)).isEqualTo(weights);
  }

  @Test
  void doublesAreRounded() {
    Path path = folder.resolve("w.h5");
    try (WritableHdfFile file = HdfFile.write(path)) {
      file.putAttribute("layer_names", new String[] {"dense"});
      var group = file.putGroup("dense");
      group.putAttribute("weight_names", new String[] {"kernel", "bias"});
      group.putDataset("kernel", new double[][] {{0.1}, {0.2}, {0.3}});
      group.putDataset("bias", new double[] {0.4});
    }
    Architecture dense = dense(1);

    Weights read = reader.read(path, dense);

    assertThat(read.get("dense", "kernel").values()).containsExactly(0.1f, 0.2f, 0.3f);
    assertThat(read.get("dense", "bias").values()).containsExactly(0.4f);
  }

  @Test
  void claimsFilesByNameAndByTheirFirstBytes() throws IOException {
    Path hdf = HdfWeightsFile.of(network, weights).write(folder.resolve("weights.bin"));

    assertThat(reader.reads(hdf)).isTrue();
    assertThat(reader.reads(Files.createFile(folder.resolve("empty.H5")))).isTrue();
    assertThat(reader.reads(Files.createFile(folder.resolve("model.keras")))).isFalse();
    assertThat(reader.reads(Files.writeString(folder.resolve("w.safetensors"), "{}"))).isFalse();
  }
}
