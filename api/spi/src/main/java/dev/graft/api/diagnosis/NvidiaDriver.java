package dev.graft.api.diagnosis;

import dev.graft.api.Evolving;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What there is of NVIDIA's driver on this machine, found among its files: no library is loaded.
 *
 * @param version of the kernel module, such as {@code 550.54.15}; empty if there is none
 * @param devices the device files of GPUs
 * @param library the driver's library that CUDA calls; empty if it is in none of the usual folders
 * @since 0.1
 */
@Evolving
public record NvidiaDriver(Optional<String> version, List<Path> devices, Optional<Path> library) {
  private static final Pattern VERSION = Pattern.compile("Kernel Module.*?\\s(\\d+(?:\\.\\d+)+)");
  private static final List<String> LIBRARIES =
      List.of(
          "usr/lib/x86_64-linux-gnu/libcuda.so.1",
          "usr/lib/aarch64-linux-gnu/libcuda.so.1",
          "usr/lib64/libcuda.so.1",
          "usr/lib/libcuda.so.1",
          "usr/lib/wsl/lib/libcuda.so.1",
          "usr/local/nvidia/lib64/libcuda.so.1",
          "Windows/System32/nvcuda.dll");

  /** Copies the list. */
  public NvidiaDriver {
    devices = List.copyOf(devices);
  }

  /** Looks for it. */
  public static NvidiaDriver find() {
    return find(
        Path.of(System.getProperty("user.home")).toAbsolutePath().getRoot(),
        Optional.ofNullable(System.getenv("LD_LIBRARY_PATH")).orElse(""));
  }

  /**
   * Looks for it.
   *
   * @param root the folder of all others
   * @param libraryPath more folders to look for its library in
   */
  static NvidiaDriver find(Path root, String libraryPath) {
    Stream<Path> named =
        Stream.of(libraryPath.split(File.pathSeparator, -1))
            .filter(folder -> !folder.isEmpty())
            .map(folder -> Path.of(folder, "libcuda.so.1"));
    return new NvidiaDriver(
        version(root.resolve("proc/driver/nvidia/version")),
        devices(root.resolve("dev")),
        Stream.concat(named, LIBRARIES.stream().map(root::resolve))
            .filter(Files::exists)
            .findFirst());
  }

  private static Optional<String> version(Path file) {
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    try {
      Matcher matcher = VERSION.matcher(Files.readString(file));
      return Optional.of(matcher.find() ? matcher.group(1) : "of unknown version");
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static List<Path> devices(Path folder) {
    List<Path> devices = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "{nvidia[0-9]*,dxg}")) {
      found.forEach(devices::add);
    } catch (IOException e) {
      // No such folder: a system without device files.
    }
    return devices.stream().sorted().toList();
  }

  /** Whether nothing of it was found. */
  public boolean absent() {
    return version.isEmpty() && devices.isEmpty() && library.isEmpty();
  }

  /** What was looked for and what was found, in one phrase. */
  @Override
  public String toString() {
    if (absent()) {
      return "no NVIDIA driver (no /proc/driver/nvidia, /dev/nvidia0 or libcuda.so.1)";
    }
    return "NVIDIA driver %s, %s, %s"
        .formatted(
            version.orElse("not loaded"),
            devices.isEmpty()
                ? "no device file such as /dev/nvidia0"
                : String.join(" ", devices.stream().map(Path::toString).toList()),
            library.map(Path::toString).orElse("no libcuda.so.1"));
  }
}
