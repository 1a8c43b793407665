package dev.graft.api.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {
  @TempDir Path folder;

  @Test
  void countsTheBytesOfAllFilesOnce() throws IOException {
    Path deep = Files.createDirectories(folder.resolve("a/b"));
    Path file = Files.write(deep.resolve("file"), new byte[1000]);
    Files.write(folder.resolve("other"), new byte[234]);
    Files.createSymbolicLink(folder.resolve("link"), file);

    CacheFolder cache = CacheFolder.measure("things", folder);

    assertThat(cache.bytes()).isEqualTo(1234);
    assertThat(cache.folder()).isEqualTo(folder);
    assertThat(cache.writable()).isTrue();
    assertThat(cache.freeBytes()).isPositive();
  }

  @Test
  void aFolderThatIsNotThereYetIsEmptyAndCanBeMade() {
    CacheFolder cache = CacheFolder.measure("things", folder.resolve("x/y"));

    assertThat(cache.bytes()).isZero();
    assertThat(cache.writable()).isTrue();
    assertThat(cache.freeBytes()).isPositive();
  }

  @Test
  void aFolderBelowAFileCannotBeMade() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(CacheFolder.measure("things", file.resolve("x")).writable()).isFalse();
  }
}
