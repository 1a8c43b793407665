package dev.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.engine.Device;
import dev.graft.api.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorTextTest {
  private final DoctorText text = new DoctorText(new ShellText("graft", Path.of("/work")));

  @Test
  void tellsTheMachineAndEachEngine() {
    DoctorReport report =
        DoctorFixtures.report(
            EngineReport.of("good", DoctorFixtures.working(Device.cpu())),
            EngineReport.of("bad", DoctorFixtures.missing()),
            EngineReport.failed("ugly", Problem.of("it crashes")));

    assertThat(text.lines(report, 80))
        .contains(
            "Graft 1.0",
            "  Java       17.0.1, Somebody, in /opt/java",
            "  system     Linux 6, amd64",
            "  processor  Some processor, 2 cores, with avx avx2",
            "  memory     8.00 GB, of which Java's heap may take 2.00 GB",
            "Engine good: works",
            "  library      Library 1.0",
            "  natives      linux-x86_64, cpu, from /lib/natives-1.0.jar",
            "               unpacked: libnative.so",
            "  devices      CPU",
            "  threads      2, unless the runner says otherwise",
            "  cache        1.00 MB of unpacked natives in /cache, 1.00 GB free",
            "  environment  LIB_LEVEL='two words': how much it says",
            "               not set: LIB_CACHE",
            "  no GPU       it sees no GPU",
            "    mend       install one",
            "Engine bad: DOES NOT WORK",
            "  problem     its library is missing",
            "    expected  some.group:natives",
            "    mend      add it",
            "Engine ugly: DOES NOT WORK",
            "  problem  it crashes",
            "1 of 3 engines works; none sees a GPU")
        .anySatisfy(line -> assertThat(line).contains("plugins", "heads", "other 0.3"));
  }

  @Test
  void namesTheEnginesWithAGpu() {
    Device gpu = new Device(Device.Kind.GPU, 0, "GPU with 8.0 GiB");
    DoctorReport report =
        DoctorFixtures.report(EngineReport.of("good", DoctorFixtures.working(Device.cpu(), gpu)));

    List<String> lines = text.lines(report, 80);

    assertThat(lines).contains("  devices      CPU, GPU with 8.0 GiB (GPU 0)");
    assertThat(lines).last().isEqualTo("All engines work; with a GPU: good");
  }
}
