package dev.graft.api.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NvidiaDriverTest {
  @TempDir Path root;

  private Path file(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void aMachineWithoutAnythingIsToldAsSuch() {
    NvidiaDriver driver = NvidiaDriver.find(root, "");

    assertThat(driver.absent()).isTrue();
    assertThat(driver)
        .hasToString("no NVIDIA driver (no /proc/driver/nvidia, /dev/nvidia0 or libcuda.so.1)");
  }

  @Test
  void aWholeDriverIsFound() throws IOException {
    file(
        "proc/driver/nvidia/version",
        """
        NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.15  Tue Mar  5 22:23:56 UTC 2024
        GCC version:  gcc version 12.2.0
        """);
    Path second = file("dev/nvidia1", "");
    Path first = file("dev/nvidia0", "");
    file("dev/nvidiactl", "");
    Path library = file("usr/lib/x86_64-linux-gnu/libcuda.so.1", "");

    NvidiaDriver driver = NvidiaDriver.find(root, "");

    assertThat(driver.absent()).isFalse();
    assertThat(driver.version()).contains("550.54.15");
    assertThat(driver.devices()).containsExactly(first, second);
    assertThat(driver.library()).contains(library);
  }

  @Test
  void theOpenKernelModuleTellsItsVersionToo() throws IOException {
    file(
        "proc/driver/nvidia/version",
        "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.124.06  Release Build");

    assertThat(NvidiaDriver.find(root, "").version()).contains("570.124.06");
  }

  @Test
  void whatIsMissingIsTold() throws IOException {
    Path device = file("dev/nvidia0", "");

    assertThat(NvidiaDriver.find(root, ""))
        .hasToString("NVIDIA driver not loaded, " + device + ", no libcuda.so.1");
  }

  @Test
  void itsLibraryMayBeInAFolderOfTheLibraryPath() throws IOException {
    Path library = file("opt/cuda/libcuda.so.1", "");

    assertThat(NvidiaDriver.find(root, "/nowhere:" + library.getParent()).library())
        .contains(library);
  }
}
