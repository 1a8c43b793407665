package dev.graft.tensorflow;

import dev.graft.api.diagnosis.CacheFolder;
import dev.graft.api.diagnosis.Diagnosis;
import dev.graft.api.diagnosis.EnvironmentVariable;
import dev.graft.api.diagnosis.NativeFiles;
import dev.graft.api.diagnosis.NvidiaDriver;
import dev.graft.api.engine.Device;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** How TensorFlow is on this machine. */
final class TensorFlowDiagnosis {
  private final NativeLibrary library;

  TensorFlowDiagnosis(NativeLibrary library) {
    this.library = library;
  }

  Diagnosis read() {
    String version = "";
    List<Device> devices = List.of();
    List<Problem> problems = List.of();
    try {
      version = "TensorFlow " + library.load();
      devices = new DeviceList().read();
    } catch (ProblemException e) {
      problems = e.problems();
    }
    Optional<NativeFiles> natives = library.files();
    boolean gpu = devices.stream().anyMatch(device -> device.kind() == Device.Kind.GPU);
    return new Diagnosis(
        version,
        natives,
        devices,
        devices.isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(Runtime.getRuntime().availableProcessors()),
        List.of(CacheFolder.measure("JavaCPP's unpacked natives", library.cacheFolder())),
        environment(),
        problems,
        gpu || natives.isEmpty()
            ? Optional.empty()
            : Optional.of(withoutGpu(natives.get(), NvidiaDriver.find())));
  }

  private static List<EnvironmentVariable> environment() {
    return List.of(
        EnvironmentVariable.read(
            "TF_CPP_MIN_LOG_LEVEL", "2 leaves TensorFlow's errors and hides its chatter"),
        EnvironmentVariable.read(
            "TF_OVERRIDE_GLOBAL_THREADPOOL", "1 gives every network its own threads"),
        EnvironmentVariable.read("CUDA_VISIBLE_DEVICES", "the GPUs that programs may see"));
  }

  /** Why there is no GPU, and what to install. */
  static Problem withoutGpu(NativeFiles natives, NvidiaDriver driver) {
    String found =
        "natives for %s in %s; %s"
            .formatted(
                natives.flavour().equals("gpu") ? "GPUs" : "the CPU only",
                natives.origin().getFileName(),
                driver);
    Problem problem =
        Problem.of("TensorFlow sees no GPU: found " + found).withSubject("engine tensorflow");
    if (!natives.platform().equals("linux-x86_64")) {
      return problem
          .expecting(
              "a machine of platform linux-x86_64: TensorFlow Java has natives for GPUs there")
          .withRemedy("run on such a machine, or on the CPU");
    }
    String system =
        "NVIDIA's driver, version 525 or newer, with CUDA 12 and cuDNN 9 where the loader finds"
            + " them (LD_LIBRARY_PATH)";
    return natives.flavour().equals("gpu")
        ? problem
            .expecting(system)
            .withRemedy("install what is missing; see that CUDA_VISIBLE_DEVICES hides no GPU")
        : problem
            .expecting(
                "org.tensorflow:tensorflow-core-native with the classifier linux-x86_64-gpu"
                    + ", and "
                    + system)
            .withRemedy(
                "build with Maven's profile gpu (GRAFT_MAVEN_ARGS=-Pgpu for the graft command) and"
                    + " install what is missing");
  }
}
