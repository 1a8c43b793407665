package dev.graft.architectures.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.Weights;
import dev.graft.architectures.KnownNetworks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KerasArchiveReaderTest {
  private final KerasArchiveReader reader = new KerasArchiveReader();
  private final Architecture network =
      KnownNetworks.sequential(List.of(Conv2D.of(4, 3), BatchNormalization.of(0.9, 0.001)))
          .architecture(ImageSize.rgb(16, 16));
  private final Weights weights = Weights.initial(network, 1);

  @TempDir private Path folder;

  private Path archive(String name, String entry, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("metadata.json"));
      zip.write("{\"keras_version\": \"3.15.1\"}".getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(content);
    }
    return file;
  }

  private byte[] hdf5() throws IOException {
    return Files.readAllBytes(Keras3File.write(folder.resolve("w.h5"), network, weights));
  }

  @Test
  void readsTheWeightsInTheArchive() throws IOException {
    Path file = archive("model.keras", "model.weights.h5", hdf5());

    assertThat(reader.read(file, network)).isEqualTo(weights);
  }

  @Test
  void knowsItsFilesByContent() throws IOException {
    Path unnamed = archive("download.h5", "model.weights.h5", hdf5());

    assertThat(reader.reads(unnamed)).isTrue();
    assertThat(new KerasHdf5WeightsReader().reads(unnamed)).isFalse();
    assertThat(reader.reads(archive("other.zip", "data.pkl", new byte[3]))).isFalse();
    assertThat(reader.reads(folder.resolve("w.h5"))).isFalse();
    assertThat(reader.reads(Files.createFile(folder.resolve("empty.keras")))).isTrue();
    // An HDF5 file is one, whatever it is called.
    Path renamed = Files.write(folder.resolve("renamed.keras"), hdf5());
    assertThat(reader.reads(renamed)).isFalse();
    assertThat(new KerasHdf5WeightsReader().reads(renamed)).isTrue();
  }

  @Test
  void aProblemInTheArchiveIsToldWithItsPlace() throws IOException {
    Path file = archive("model.keras", "model.weights.h5", Arrays.copyOf(hdf5(), 300));

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> reader.read(file, network))
        .withMessageStartingWith(file + "!model.weights.h5: this HDF5 file is cut off");
  }

  @Test
  void anArchiveWithoutWeightsIsTold() throws IOException {
    Path file = archive("model.keras", "config.json", new byte[] {'{', '}'});

    assertThat(reader.reads(file)).isTrue();
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> reader.read(file, network))
        .withMessageStartingWith(file + ": this archive holds no 'model.weights.h5'");
  }

  @Test
  void anyCutArchiveIsTold() throws IOException {
    byte[] whole = Files.readAllBytes(archive("whole.keras", "model.weights.h5", hdf5()));
    for (int length = 0; length < whole.length; length += 53) {
      Path cut = Files.write(folder.resolve("cut.keras"), Arrays.copyOf(whole, length));

      assertThat(reader.reads(cut)).isTrue();
      assertThatExceptionOfType(ProblemException.class)
          .as("cut to %d bytes", length)
          .isThrownBy(() -> reader.read(cut, network))
          .withMessageStartingWith(cut.toString());
    }
  }

  @Test
  void nothingIsLeftAmongTheTemporaryFiles() throws IOException {
    Path file = archive("model.keras", "model.weights.h5", hdf5());
    long before = temporaryFiles();

    reader.read(file, network);

    assertThat(temporaryFiles()).isLessThanOrEqualTo(before);
  }

  private static long temporaryFiles() throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(file -> file.getFileName().toString().matches("graft-\\d+\\.h5")).count();
    }
  }
}
