package dev.graft.cli;

import dev.graft.api.diagnosis.CacheFolder;
import dev.graft.api.diagnosis.Diagnosis;
import dev.graft.api.diagnosis.EnvironmentVariable;
import dev.graft.api.diagnosis.NativeFiles;
import dev.graft.api.engine.Device;
import dev.graft.api.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Findings of engines that there are not. */
final class DoctorFixtures {
  static final Problem MISSING =
      Problem.of("its library is missing").expecting("some.group:natives").withRemedy("add it");

  private DoctorFixtures() {}

  static Diagnosis working(Device... devices) {
    return new Diagnosis(
        "Library 1.0",
        Optional.of(
            new NativeFiles(
                "linux-x86_64",
                "cpu",
                Path.of("/lib/natives-1.0.jar"),
                List.of(Path.of("/cache/natives/libnative.so")))),
        List.of(devices),
        OptionalInt.of(2),
        List.of(new CacheFolder("unpacked natives", Path.of("/cache"), 1 << 20, true, 1L << 30)),
        List.of(
            new EnvironmentVariable("LIB_LEVEL", Optional.of("two words"), "how much it says"),
            new EnvironmentVariable("LIB_CACHE", Optional.empty(), "where it unpacks")),
        List.of(),
        Optional.of(Problem.of("it sees no GPU").withRemedy("install one")));
  }

  static Diagnosis missing() {
    return new Diagnosis(
        "",
        Optional.empty(),
        List.of(),
        OptionalInt.empty(),
        List.of(),
        List.of(),
        List.of(MISSING),
        Optional.empty());
  }

  static DoctorReport report(EngineReport... engines) {
    return new DoctorReport(
        true,
        "1.0",
        new MachineReport(
            "17.0.1",
            "Somebody",
            Path.of("/opt/java"),
            "Linux 6",
            "amd64",
            Optional.of("Some processor"),
            List.of("avx", "avx2"),
            2,
            8L << 30,
            2L << 30),
        List.of(),
        Map.of("heads", "1.0", "other", "0.3"),
        List.of(engines),
        List.of());
  }
}
