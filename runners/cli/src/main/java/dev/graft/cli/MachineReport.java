package dev.graft.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The machine and the Java that Graft runs on.
 *
 * @param java version
 * @param vendor of that Java
 * @param javaHome its folder
 * @param system name and version of the operating system
 * @param architecture such as {@code amd64}
 * @param processor its model; empty if the system does not tell it
 * @param instructions the sets that native libraries are built with, of those it has; empty if the
 *     system does not tell them
 * @param cores that Java may use
 * @param memoryBytes of the machine, or of the container
 * @param heapBytes most that Java's heap may take of it
 */
record MachineReport(
    String java,
    String vendor,
    Path javaHome,
    String system,
    String architecture,
    Optional<String> processor,
    List<String> instructions,
    int cores,
    long memoryBytes,
    long heapBytes) {
  private static final Set<String> INSTRUCTIONS =
      Set.of("sse4_2", "avx", "avx2", "fma", "avx512f", "avx512_vnni", "amx_tile", "asimd", "sve");

  /** As they are now. */
  static MachineReport read() {
    List<String> cpuInfo = cpuInfo();
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new MachineReport(
        System.getProperty("java.version"),
        System.getProperty("java.vendor"),
        Path.of(System.getProperty("java.home")),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("os.arch"),
        value(cpuInfo, "model name"),
        value(cpuInfo, "flags").or(() -> value(cpuInfo, "Features")).stream()
            .flatMap(flags -> Stream.of(flags.split(" ", -1)))
            .filter(INSTRUCTIONS::contains)
            .sorted()
            .toList(),
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize(),
        Runtime.getRuntime().maxMemory());
  }

  private static List<String> cpuInfo() {
    Path file = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(file)) {
      return List.of();
    }
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Optional<String> value(List<String> cpuInfo, String name) {
    return cpuInfo.stream()
        .filter(line -> line.matches(name + "\\s*:.*"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }
}
