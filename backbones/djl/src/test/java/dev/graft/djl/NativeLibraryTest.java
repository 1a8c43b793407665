package dev.graft.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.testkit.process.ChildJvm;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each load is tried in a process of its own, all of whose requests are caught. */
class NativeLibraryTest {
  @TempDir Path folder;

  private static ChildJvm probe() {
    return ChildJvm.of(NativeLibraryProbe.class);
  }

  /** What the user is told when the library cannot be loaded; nobody was asked for another. */
  private static String problem(ChildJvm probe) {
    return problem(probe, "load");
  }

  private static String problem(ChildJvm probe, String work) {
    ChildJvm.Outcome outcome = probe.run(work);
    assertThat(outcome.exitStatus()).as(outcome.toString()).isEqualTo(NativeLibraryProbe.PROBLEM);
    assertThat(outcome.errors()).doesNotContain(NetworkTrap.REQUEST);
    assertThat(outcome.output()).contains("engine djl: ").doesNotContain("\tat ");
    return outcome.output();
  }

  @Test
  void loadsWithoutAskingTheNetwork() {
    ChildJvm.Outcome outcome = probe().run("load");

    assertThat(outcome.output()).as(outcome.errors()).isEqualToIgnoringNewLines("2.7.1");
    assertThat(outcome.errors()).doesNotContain(NetworkTrap.REQUEST);
  }

  @Test
  void djlAloneWouldAskTheNetwork() {
    assertThat(probe().run("djl-alone").errors()).contains(NetworkTrap.REQUEST);
    assertThat(probe().without("pytorch-native-cpu").run("djl-alone").errors())
        .contains(NetworkTrap.REQUEST + "https://");
  }

  @Test
  void loadsWhateverTheThreadsClassLoader() {
    ChildJvm.Outcome outcome = probe().run("load-under-another-class-loader");

    assertThat(outcome.output().lines()).as(outcome.errors()).containsExactly("2.7.1", "true");
  }

  @Test
  void withoutTheNativesTellsWhichDependencyBringsThem() {
    assertThat(problem(probe().without("pytorch-native-cpu")))
        .contains("PyTorch's native library for ")
        .contains("ai.djl.pytorch:pytorch-native-cpu:2.7.1 with the classifier ")
        .contains("linux-aarch64, linux-x86_64, osx-aarch64, win-x86_64");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pytorch-jni", "pytorch-engine"})
  void withoutAPartOfDjlTellsWhichIsMissing(String part) {
    assertThat(problem(probe().without(part))).contains("ai.djl.pytorch:" + part);
  }

  @Test
  void withoutDjlTellsItsDependency() {
    assertThat(problem(probe().without("^api-0"))).contains("ai.djl:api is not on the class path");
  }

  @Test
  void withoutWhatDjlNeedsTellsTheMissingClass() {
    assertThat(problem(probe().without("slf4j-api"))).contains("a class that DJL needs is missing");
  }

  @Test
  void onAnotherPlatformTellsTheOnesThereAre() {
    assertThat(problem(probe().option("-Dos.arch=riscv64")))
        .contains("there is no PyTorch library for this platform, ", "riscv64", "linux-x86_64");
  }

  @Test
  void onAPlatformWhoseNativesAreMissingTellsWhichThereAre() {
    assertThat(problem(probe().option("-Dos.name=Mac OS X").option("-Dos.arch=aarch64")))
        .contains("PyTorch's native library for osx-aarch64 is not on the class path, only those")
        .contains("with the classifier osx-aarch64");
  }

  @Test
  void anotherVersionIsRefused() {
    assertThat(problem(probe().environment("PYTORCH_VERSION", "2.5.1")))
        .contains("PYTORCH_VERSION asks for PyTorch 2.5.1", "expected 2.7.1", "unset");
  }

  @Test
  void leaveToDownloadIsRefused() {
    assertThat(problem(probe().environment("DJL_OFFLINE", "false")))
        .contains("DJL_OFFLINE is 'false'", "unset it");
  }

  @Test
  void trackingIsOffThoughTheEnvironmentAllowsIt() {
    ChildJvm.Outcome outcome = probe().environment("OPT_OUT_TRACKING", "false").run("load");

    assertThat(outcome.output()).as(outcome.errors()).isEqualToIgnoringNewLines("2.7.1");
    assertThat(outcome.errors()).doesNotContain(NetworkTrap.REQUEST);
  }

  @Test
  void aLibraryPathWithoutALibraryIsNoReasonToTakeAnother() {
    assertThat(problem(probe().environment("PYTORCH_LIBRARY_PATH", folder.toString())))
        .contains("PYTORCH_LIBRARY_PATH is '" + folder + "'", "a libtorch 2.7.1", "unset it");
  }

  /** JUnit would warn about each link that leads out of its folder. */
  @AfterEach
  void deleteLinks() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Files::isSymbolicLink)) {
      for (Path link : files) {
        Files.delete(link);
      }
    }
  }

  @Test
  void loadsAnOwnLibrary() throws IOException {
    linkLibrary();

    ChildJvm.Outcome outcome =
        probe().environment("PYTORCH_LIBRARY_PATH", folder.toString()).run("load");

    assertThat(outcome.output()).as(outcome.errors()).isEqualToIgnoringNewLines("2.7.1");
    assertThat(outcome.errors()).doesNotContain(NetworkTrap.REQUEST);
  }

  @Test
  void anOwnLibraryOfAFlavourThatDjlCannotCallIsRefused() throws IOException {
    linkLibrary();

    assertThat(
            problem(
                probe()
                    .environment("PYTORCH_LIBRARY_PATH", folder.toString())
                    .environment("PYTORCH_FLAVOR", "cu118")))
        .contains("flavour 'cu118'", "[cpu");
  }

  /** The files of the natives, as a libtorch that a user has unpacked. */
  private void linkLibrary() throws IOException {
    NativeLibrary library = new NativeLibrary();
    library.load();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(library.source().folder())) {
      for (Path file : files) {
        if (!file.toString().contains("djl_torch")) {
          Files.createSymbolicLink(folder.resolve(file.getFileName()), file);
        }
      }
    }
  }

  @Test
  void aCacheThatCannotBeWrittenIsToldWithItsPlace() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(problem(probe().environment("DJL_CACHE_DIR", file.toString())))
        .contains(file.toString(), "cannot be unpacked", "(this one cannot)", "ENGINE_CACHE_DIR");
  }

  @Test
  void aBrokenLibraryIsToldWithItsFolderEachTime() throws IOException {
    Path natives =
        folder.resolve("pytorch").resolve(new NativeLibrary().source().folder().getFileName());
    Files.createDirectories(natives);
    Files.writeString(natives.resolve(System.mapLibraryName("torch")), "cut short");

    ChildJvm probe = probe().environment("ENGINE_CACHE_DIR", folder.toString());

    assertThat(problem(probe, "twice").lines())
        .hasSize(2)
        .allSatisfy(
            line -> assertThat(line).contains(natives.toString(), "cannot be loaded", "delete"));
  }
}
