package dev.graft.cli;

import static dev.graft.cli.CommandLineRun.graft;
import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.engine.Device;
import dev.graft.assembly.Graft;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DoctorCommandTest {
  private final StringWriter out = new StringWriter();

  /** Examines with findings made up; engines that have none do not work. */
  private int doctor(Map<String, EngineReport> findings, String... arguments) {
    Function<String, EngineReport> examiner =
        engine -> findings.getOrDefault(engine, EngineReport.of(engine, DoctorFixtures.missing()));
    PrintWriter writer = new PrintWriter(out);
    Terminal terminal = new Terminal(writer, writer, false, () -> 100);
    ShellText shell = new ShellText("graft", Path.of(""));
    int exitCode =
        new CommandLine(new DoctorCommand(terminal, shell, Graft::fromClassPath, examiner))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments);
    writer.flush();
    return exitCode;
  }

  private static EngineReport works(String engine, Device... devices) {
    return EngineReport.of(engine, DoctorFixtures.working(devices));
  }

  @Test
  void examinesTheEnginesOfThisMachine() {
    CommandLineRun run = graft("doctor");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("Engine djl: works", "PyTorch 2", "pytorch-native-cpu")
        .contains("Engine tensorflow: works", "TensorFlow 2.", "tensorflow-core-native")
        .contains("environment", "threads", "cache", "devices", "Java");
  }

  @Test
  void oneEngineThatWorksIsEnough() {
    assertThat(doctor(Map.of("tensorflow", works("tensorflow", Device.cpu())))).isZero();
    assertThat(out.toString())
        .contains("Engine tensorflow: works", "Engine djl: DOES NOT WORK", "1 of 2 engines works");
  }

  @Test
  void noEngineThatWorksIsTooFew() {
    assertThat(doctor(Map.of())).isEqualTo(2);
  }

  @Test
  void anEngineAskedForMustWork() {
    Map<String, EngineReport> findings = Map.of("tensorflow", works("tensorflow", Device.cpu()));

    assertThat(doctor(findings, "tensorflow")).isZero();
    assertThat(out.toString()).doesNotContain("djl:");
    assertThat(doctor(findings, "djl")).isEqualTo(2);
    assertThat(doctor(findings, "djl", "tensorflow")).isEqualTo(2);
  }

  @Test
  void aGpuAskedForMustBeThere() {
    EngineReport cpu = works("tensorflow", Device.cpu());
    EngineReport gpu =
        works("tensorflow", Device.cpu(), new Device(Device.Kind.GPU, 0, "Some card"));

    assertThat(doctor(Map.of("tensorflow", cpu), "--gpu")).isEqualTo(2);
    assertThat(out.toString()).contains("a GPU is asked for, but no engine sees one");
    assertThat(doctor(Map.of("tensorflow", gpu), "--gpu")).isZero();
  }

  @Test
  void theFindingsAreDataToo() {
    assertThat(doctor(Map.of("tensorflow", works("tensorflow", Device.cpu())), "--format", "json"))
        .isZero();

    JsonNode json = JsonMapper.builder().build().readTree(out.toString());
    assertThat(json.path("healthy").booleanValue()).isTrue();
    assertThat(json.path("machine").path("heap_bytes").longValue()).isPositive();
    JsonNode tensorflow = json.path("engines").path(1);
    assertThat(tensorflow.path("name").stringValue()).isEqualTo("tensorflow");
    assertThat(tensorflow.path("works").booleanValue()).isTrue();
    JsonNode diagnosis = tensorflow.path("diagnosis");
    assertThat(diagnosis.path("library").stringValue()).isEqualTo("Library 1.0");
    assertThat(diagnosis.path("natives").path("origin").stringValue())
        .isEqualTo("/lib/natives-1.0.jar");
    assertThat(diagnosis.path("devices").path(0).path("kind").stringValue()).isEqualTo("CPU");
    assertThat(diagnosis.path("threads").intValue()).isEqualTo(2);
    JsonNode djl = json.path("engines").path(0);
    assertThat(djl.path("works").booleanValue()).isFalse();
    assertThat(djl.path("problems").path(0).path("remedy").stringValue()).isEqualTo("add it");
  }

  @Test
  void anUnknownEngineGetsTheNearestName() {
    CommandLineRun run = graft("doctor", "tensorflw");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("unknown engine 'tensorflw'", "did you mean 'tensorflow'?");
  }
}
