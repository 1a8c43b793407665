package dev.graft.api.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStartTest {
  @TempDir private Path folder;

  private Path file(String name, int... bytes) throws IOException {
    byte[] content = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      content[i] = (byte) bytes[i];
    }
    return Files.write(folder.resolve(name), content);
  }

  @Test
  void formatsAreKnownByTheirFirstBytes() throws IOException {
    assertThat(FileStart.of(file("a", 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n', 0)))
        .isEqualTo(FileStart.HDF5);
    assertThat(FileStart.of(file("b", 'P', 'K', 3, 4))).isEqualTo(FileStart.ZIP);
    assertThat(FileStart.of(file("c", 0x80, 2, '}'))).isEqualTo(FileStart.PICKLE);
    assertThat(FileStart.of(file("d", 40, 0, 0, 0, 0, 0, 0, 0, '{')))
        .isEqualTo(FileStart.SAFETENSORS);
  }

  @Test
  void everythingElseIsNone() throws IOException {
    assertThat(FileStart.of(file("empty"))).isEqualTo(FileStart.OTHER);
    assertThat(FileStart.of(file("cut", 0x89, 'H', 'D'))).isEqualTo(FileStart.OTHER);
    assertThat(FileStart.of(file("text", '<', '!', 'D', 'O', 'C', 'T'))).isEqualTo(FileStart.OTHER);
    assertThat(FileStart.of(file("old pickle", 0x80, 0))).isEqualTo(FileStart.OTHER);
    assertThat(FileStart.of(folder.resolve("none"))).isEqualTo(FileStart.OTHER);
    assertThat(FileStart.of(folder)).isEqualTo(FileStart.OTHER);
  }

  @Test
  void aNameCountsOnlyWhereTheBytesTellNothing() throws IOException {
    assertThat(FileStart.isOnlyNamed(file("empty.H5"), ".h5", ".hdf5")).isTrue();
    assertThat(FileStart.isOnlyNamed(file("zip.h5", 'P', 'K', 3, 4), ".h5")).isFalse();
    assertThat(FileStart.isOnlyNamed(file("empty.pth"), ".h5")).isFalse();
  }
}
