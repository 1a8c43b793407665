package dev.graft.djl;

import ai.djl.pytorch.jni.JniUtils;
import dev.graft.api.diagnosis.CacheFolder;
import dev.graft.api.diagnosis.Diagnosis;
import dev.graft.api.diagnosis.EnvironmentVariable;
import dev.graft.api.diagnosis.NativeFiles;
import dev.graft.api.diagnosis.NvidiaDriver;
import dev.graft.api.engine.Device;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** How PyTorch is on this machine. */
final class DjlDiagnosis {
  private final NativeLibrary library;

  DjlDiagnosis(NativeLibrary library) {
    this.library = library;
  }

  Diagnosis read() {
    String version = "";
    Optional<NativeSource> source = Optional.empty();
    List<Device> devices = List.of();
    OptionalInt threads = OptionalInt.empty();
    List<Problem> problems = List.of();
    try {
      source = Optional.of(library.source());
      version = library.description();
      devices = new DeviceList().read();
      threads = OptionalInt.of(JniUtils.getNumThreads());
    } catch (ProblemException e) {
      problems = e.problems();
    }
    boolean gpu = devices.stream().anyMatch(device -> device.kind() == Device.Kind.GPU);
    return new Diagnosis(
        version,
        source.map(DjlDiagnosis::files),
        devices,
        threads,
        caches(),
        environment(),
        problems,
        gpu ? Optional.empty() : source.map(natives -> withoutGpu(natives, NvidiaDriver.find())));
  }

  private List<CacheFolder> caches() {
    try {
      return List.of(CacheFolder.measure("DJL's unpacked natives", library.cacheFolder()));
    } catch (ProblemException e) {
      // Without DJL there is no cache of it; what is missing is told among the problems.
      return List.of();
    }
  }

  private static NativeFiles files(NativeSource source) {
    return new NativeFiles(
        source.platform(), source.flavour(), source.origin(), libraries(source.folder()));
  }

  private static List<Path> libraries(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static List<EnvironmentVariable> environment() {
    return List.of(
        EnvironmentVariable.read("OMP_NUM_THREADS", "threads of an operation at the start"),
        EnvironmentVariable.read("OMP_WAIT_POLICY", "passive keeps idle threads from spinning"),
        EnvironmentVariable.read("THP_MEM_ALLOC_ENABLE", "1 takes large tensors from large pages"),
        EnvironmentVariable.read("MALLOC_ARENA_MAX", "1 keeps one pool of memory for all threads"),
        EnvironmentVariable.read(
            "MALLOC_MMAP_THRESHOLD_", "bytes from which memory is asked for apart and given back"),
        EnvironmentVariable.read(
            "MALLOC_TRIM_THRESHOLD_", "bytes of the pool that are kept for the next tensors"),
        EnvironmentVariable.read("ENGINE_CACHE_DIR", "where natives are unpacked"),
        EnvironmentVariable.read("DJL_CACHE_DIR", "the same, unless ENGINE_CACHE_DIR is set"),
        EnvironmentVariable.read("PYTORCH_LIBRARY_PATH", "the folder of a libtorch of your own"),
        EnvironmentVariable.read("PYTORCH_VERSION", "the version of that libtorch"),
        EnvironmentVariable.read("PYTORCH_FLAVOR", "its flavour: cpu, or such as cu128"),
        EnvironmentVariable.read("DJL_OFFLINE", "false would let DJL download: refused"),
        EnvironmentVariable.read("CUDA_VISIBLE_DEVICES", "the GPUs that programs may see"));
  }

  /** Why there is no GPU, and what to install. */
  static Problem withoutGpu(NativeSource source, NvidiaDriver driver) {
    Problem problem =
        Problem.of(
                "PyTorch sees no GPU: found natives for %s in %s; %s"
                    .formatted(
                        source.knowsCuda() ? "CUDA (" + source.flavour() + ")" : "the CPU only",
                        source.own() ? source.origin() : source.origin().getFileName(),
                        driver))
            .withSubject("engine djl");
    String system =
        "NVIDIA's driver, and CUDA's library cudart where the system's loader finds it"
            + " (LD_LIBRARY_PATH; on Windows PATH)";
    return source.knowsCuda()
        ? problem
            .expecting(system)
            .withRemedy("install what is missing; see that CUDA_VISIBLE_DEVICES hides no GPU")
        : problem
            .expecting("a libtorch %s for CUDA 12.8 and %s".formatted(source.version(), system))
            .withRemedy(
                "no package has natives of PyTorch %s for GPUs: unpack such a libtorch, name its lib"
                        .formatted(source.version())
                    + " folder in the environment variable PYTORCH_LIBRARY_PATH, and install what is"
                    + " missing");
  }
}
