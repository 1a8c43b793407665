package dev.graft.architectures.keras;

import static dev.graft.architectures.KnownNetworks.dense;
import static dev.graft.architectures.KnownNetworks.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import dev.graft.architectures.KnownNetworks;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of files that are damaged, or of another network. */
class KerasHdf5ProblemsTest {
  private final KerasHdf5WeightsReader reader = new KerasHdf5WeightsReader();
  private final Architecture network = KnownNetworks.small(3, 2);
  private final Weights weights = numbered(network);

  @TempDir private Path folder;

  @Test
  void aWrongShapeIsToldWithItsLayer() {
    Path file = HdfWeightsFile.of(network, weights).write(folder.resolve("w.h5"));
    Architecture wider = KnownNetworks.small(3, 5);

    Problem problem = problemOf(file, wider);

    assertThat(problem.where()).isEqualTo(file.toString());
    assertThat(problem.subject()).isEqualTo("layer 'dense', kernel");
    assertThat(problem.what()).isEqualTo("found shape (4, 2)");
    assertThat(problem.expected()).isEqualTo("shape (4, 5)");
  }

  @Test
  void aLayerTakenInOrderIsToldWithItsNameInTheFile() {
    Path file = HdfWeightsFile.of(network, weights).renamed("a_").write(folder.resolve("w.h5"));
    Architecture other = KnownNetworks.small(5, 2);

    assertThat(problemOf(file, other).subject())
        .isEqualTo("layer 'conv2d' ('a_conv2d' in the file), kernel");
  }

  @Test
  void anotherNumberOfLayersIsTold() {
    Path file = HdfWeightsFile.of(network, weights).renamed("a_").write(folder.resolve("w.h5"));

    Problem problem = problemOf(file, dense(1));

    assertThat(problem.what()).isEqualTo("found 5 layers with weights; none is named 'dense'");
    assertThat(problem.expected()).isEqualTo("the 1 layer with weights of network 'sequential'");
  }

  @Test
  void otherParametersOfALayerAreTold() {
    Path file =
        new HdfWeightsFile()
            .put("dense", "kernel", new FloatTensor(Shape.of(3, 1), new float[3]))
            .write(folder.resolve("w.h5"));

    Problem problem = problemOf(file, dense(1));

    assertThat(problem.subject()).isEqualTo("layer 'dense'");
    assertThat(problem.what()).isEqualTo("found kernel (3, 1)");
    assertThat(problem.expected()).isEqualTo("kernel (3, 1), bias (1)");
  }

  @Test
  void aFileOfAnotherWidthIsRecognised() {
    Architecture narrow = KnownNetworks.mobileNetV2(0.35, 96);
    Path file = HdfWeightsFile.of(narrow, Weights.initial(narrow, 1)).write(folder.resolve("w.h5"));

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> reader.read(file, KnownNetworks.mobileNetV2(1, 96)))
        .satisfies(
            e -> {
              assertThat(e.problems()).hasSize(4);
              assertThat(e.problems().get(0).toString())
                  .contains("layer 'Conv1', kernel: found shape (3, 3, 3, 16)")
                  .contains("expected shape (3, 3, 3, 32)")
                  .contains(
                      "the file looks like backbone {type: mobilenet_v2, alpha: 0.35}, for colour images");
              assertThat(e.problems().get(3).what()).contains("more of the network's 104 layers");
            });
  }

  @Test
  void aFileOfAnotherNetworkIsRecognised() {
    Architecture other = KnownNetworks.mobileNet(0.25, 64);
    Path file = HdfWeightsFile.of(other, Weights.initial(other, 1)).write(folder.resolve("w.h5"));

    Problem problem = problemOf(file, KnownNetworks.mobileNetV2(0.35, 96));

    assertThat(problem.what())
        .isEqualTo(
            "found 54 layers with weights; none is named 'Conv1', 'bn_Conv1',"
                + " 'expanded_conv_depthwise' or as 101 more");
    assertThat(problem.remedy())
        .isEqualTo(
            "the file looks like backbone {type: mobilenet, alpha: 0.25}, for colour images");
  }

  @Test
  void aFileThatIsNotThereIsTold() {
    assertThat(problemOf(folder.resolve("w.h5"), network).what())
        .isEqualTo("there is no such file");
    assertThat(problemOf(folder, network).what()).isEqualTo("this is not a file");
  }

  @Test
  void anEmptyFileIsTold() throws IOException {
    Path file = Files.createFile(folder.resolve("w.h5"));

    assertThat(problemOf(file, network).what()).isEqualTo("this file is empty");
  }

  @Test
  void aPageInsteadOfAFileIsTold() throws IOException {
    Path file = Files.writeString(folder.resolve("w.h5"), "<!DOCTYPE html><html>Not found</html>");

    assertThat(problemOf(file, network).what())
        .isEqualTo("this is not an HDF5 file: it begins with '<!DOCTYPE html><html>Not'");
  }

  @Test
  void anyCutFileIsTold() throws IOException {
    Path whole = HdfWeightsFile.of(network, weights).write(folder.resolve("whole.h5"));
    byte[] bytes = Files.readAllBytes(whole);
    for (int length = 8; length < bytes.length; length += 97) {
      Path file = folder.resolve("cut.h5");
      Files.write(file, Arrays.copyOf(bytes, length));

      Problem problem = problemOf(file, network);

      assertThat(problem.where()).isEqualTo(file.toString());
      if (length > 48) {
        assertThat(problem.what())
            .isEqualTo("this HDF5 file is cut off: it has " + length + " bytes");
        assertThat(problem.expected()).startsWith(bytes.length + " bytes");
      } else {
        assertThat(problem.what()).startsWith("this HDF5 file is ");
      }
    }
  }

  @Test
  void damagedBytesAreToldAndNeverABug() throws IOException {
    Path whole = HdfWeightsFile.of(network, weights).write(folder.resolve("whole.h5"));
    byte[] bytes = Files.readAllBytes(whole);
    int refused = 0;
    for (int at = 8; at < bytes.length; at += 31) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= (byte) 0xff;
      Path file = Files.write(folder.resolve("damaged.h5"), damaged);
      try {
        reader.read(file, network);
      } catch (ProblemException e) {
        assertThat(e.problems().get(0).where()).isEqualTo(file.toString());
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void anotherHdf5FileIsTold() {
    Path file = folder.resolve("w.h5");
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      hdf.putDataset("temperature", new float[] {1, 2});
    }

    assertThat(problemOf(file, network).what()).contains("holds no Keras weights");
  }

  @Test
  void aFileWithoutWeightsIsTold() {
    Path file = folder.resolve("w.h5");
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      hdf.putAttribute("layer_names", new String[] {"flatten"});
      hdf.putGroup("flatten");
    }

    assertThat(problemOf(file, network).what()).isEqualTo("no layer in this file has weights");
  }

  @Test
  void integersAreNotWeights() {
    Path file = folder.resolve("w.h5");
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      hdf.putAttribute("layer_names", new String[] {"dense"});
      var group = hdf.putGroup("dense");
      group.putAttribute("weight_names", new String[] {"kernel", "bias"});
      group.putDataset("kernel", new int[][] {{1}, {2}, {3}});
      group.putDataset("bias", new int[] {4});
    }

    Problem problem = problemOf(file, dense(1));

    assertThat(problem.subject()).isEqualTo("data set /dense/kernel");
    assertThat(problem.what()).isEqualTo("found values of type int");
  }

  @Test
  void valuesThatAreNoNumbersAreTold() {
    Path file =
        new HdfWeightsFile()
            .put("dense", "kernel", new FloatTensor(Shape.of(3, 1), new float[] {1, 2, 3}))
            .put("dense", "bias", new FloatTensor(Shape.of(1), new float[] {Float.NaN}))
            .write(folder.resolve("w.h5"));

    assertThat(problemOf(file, dense(1)).toString())
        .contains("dense/bias: found the value NaN; expected numbers");
  }

  private Problem problemOf(Path file, Architecture wanted) {
    try {
      reader.read(file, wanted);
    } catch (ProblemException e) {
      return e.problems().get(0);
    }
    throw new AssertionError("nothing wrong was found with " + file);
  }
}
