package dev.graft.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.diagnosis.CacheFolder;
import dev.graft.api.diagnosis.Diagnosis;
import dev.graft.api.diagnosis.EnvironmentVariable;
import dev.graft.api.diagnosis.NativeFiles;
import dev.graft.api.diagnosis.NvidiaDriver;
import dev.graft.api.engine.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TensorFlowDiagnosisTest {
  private static final NvidiaDriver NO_DRIVER =
      new NvidiaDriver(Optional.empty(), List.of(), Optional.empty());

  private static NativeFiles natives(String platform, String flavour) {
    return new NativeFiles(platform, flavour, Path.of("lib", "natives.jar"), List.of());
  }

  @Test
  void tellsAllThereIsToTell() {
    Diagnosis diagnosis = new TensorFlowEngine().diagnosis();

    assertThat(diagnosis.works()).isTrue();
    assertThat(diagnosis.library()).startsWith("TensorFlow 2.");
    assertThat(diagnosis.devices()).contains(Device.cpu());
    assertThat(diagnosis.threads()).hasValue(Runtime.getRuntime().availableProcessors());
    assertThat(diagnosis.natives()).isPresent();
    assertThat(diagnosis.caches())
        .singleElement()
        .extracting(CacheFolder::bytes)
        .satisfies(bytes -> assertThat(bytes).isGreaterThan(600_000_000));
    // As the build sets it for tests.
    assertThat(diagnosis.environment())
        .filteredOn(variable -> variable.name().equals("TF_CPP_MIN_LOG_LEVEL"))
        .extracting(EnvironmentVariable::value)
        .containsExactly(Optional.of("2"));
    assertThat(diagnosis.withoutGpu().isPresent())
        .isEqualTo(diagnosis.devices().stream().allMatch(d -> d.kind() == Device.Kind.CPU));
  }

  @Test
  void nativesForTheCpuAreTheReasonWithoutAGpu() {
    assertThat(TensorFlowDiagnosis.withoutGpu(natives("linux-x86_64", "cpu"), NO_DRIVER))
        .hasToString(
            "engine tensorflow: TensorFlow sees no GPU: found natives for the CPU only in"
                + " natives.jar; no NVIDIA driver (no /proc/driver/nvidia, /dev/nvidia0 or"
                + " libcuda.so.1); expected org.tensorflow:tensorflow-core-native with the"
                + " classifier linux-x86_64-gpu, and NVIDIA's driver, version 525 or newer, with"
                + " CUDA 12 and cuDNN 9 where the loader finds them (LD_LIBRARY_PATH); build with"
                + " Maven's profile gpu (GRAFT_MAVEN_ARGS=-Pgpu for the graft command) and install"
                + " what is missing");
  }

  @Test
  void withNativesForGpusTheSystemIsTheReason() {
    assertThat(TensorFlowDiagnosis.withoutGpu(natives("linux-x86_64", "gpu"), NO_DRIVER).toString())
        .contains("natives for GPUs", "no NVIDIA driver", "CUDA_VISIBLE_DEVICES")
        .doesNotContain("-Pgpu");
  }

  @Test
  void otherPlatformsHaveNoNativesForGpus() {
    assertThat(TensorFlowDiagnosis.withoutGpu(natives("macosx-arm64", "cpu"), NO_DRIVER).toString())
        .contains("expected a machine of platform linux-x86_64")
        .doesNotContain("-Pgpu");
  }
}
