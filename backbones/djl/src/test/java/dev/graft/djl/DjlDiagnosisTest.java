package dev.graft.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.diagnosis.CacheFolder;
import dev.graft.api.diagnosis.Diagnosis;
import dev.graft.api.diagnosis.EnvironmentVariable;
import dev.graft.api.diagnosis.NvidiaDriver;
import dev.graft.api.engine.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DjlDiagnosisTest {
  private static final NvidiaDriver DRIVER =
      new NvidiaDriver(
          Optional.of("550.54.15"),
          List.of(Path.of("/dev/nvidia0")),
          Optional.of(Path.of("/usr/lib/libcuda.so.1")));

  private static NativeSource natives(String flavour) {
    return new NativeSource(
        "2.7.1", "linux-x86_64", flavour, Path.of("lib", "natives.jar"), Path.of("cache"), false);
  }

  @Test
  void tellsAllThereIsToTell() {
    Diagnosis diagnosis = new DjlDiagnosis(new NativeLibrary()).read();

    assertThat(diagnosis.works()).isTrue();
    assertThat(diagnosis.library()).matches("PyTorch 2\\.7\\.1 \\(DJL 0\\.35\\.1\\)");
    assertThat(diagnosis.devices()).contains(Device.cpu());
    assertThat(diagnosis.threads().orElseThrow()).isPositive();
    assertThat(diagnosis.natives())
        .hasValueSatisfying(
            natives -> {
              assertThat(natives.origin()).exists();
              assertThat(natives.files().toString()).contains("torch_cpu", "djl_torch");
            });
    assertThat(diagnosis.caches())
        .singleElement()
        .extracting(CacheFolder::bytes)
        .satisfies(bytes -> assertThat(bytes).isPositive());
    assertThat(diagnosis.environment())
        .extracting(EnvironmentVariable::name)
        .contains("PYTORCH_LIBRARY_PATH", "ENGINE_CACHE_DIR", "OMP_WAIT_POLICY");
    assertThat(diagnosis.withoutGpu().isPresent())
        .isEqualTo(diagnosis.devices().stream().allMatch(d -> d.kind() == Device.Kind.CPU));
  }

  @Test
  void nativesForTheCpuAreTheReasonWithoutAGpu() {
    assertThat(DjlDiagnosis.withoutGpu(natives("cpu"), DRIVER))
        .hasToString(
            "engine djl: PyTorch sees no GPU: found natives for the CPU only in natives.jar; NVIDIA"
                + " driver 550.54.15, /dev/nvidia0, /usr/lib/libcuda.so.1; expected a libtorch"
                + " 2.7.1 for CUDA 12.8 and NVIDIA's driver, and CUDA's library cudart where the"
                + " system's loader finds it (LD_LIBRARY_PATH; on Windows PATH); no package has"
                + " natives of PyTorch 2.7.1 for GPUs: unpack such a libtorch, name its lib folder"
                + " in the environment variable PYTORCH_LIBRARY_PATH, and install what is missing");
  }

  @Test
  void withNativesForCudaTheSystemIsTheReason() {
    assertThat(DjlDiagnosis.withoutGpu(natives("cu128"), DRIVER).toString())
        .contains("natives for CUDA (cu128)", "cudart", "CUDA_VISIBLE_DEVICES")
        .doesNotContain("PYTORCH_LIBRARY_PATH");
  }
}
