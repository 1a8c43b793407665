package dev.graft.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.testkit.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each load is tried in a process of its own. */
class NativeLibraryTest {
  @TempDir Path folder;

  private static List<String> problems(ChildJvm probe) {
    ChildJvm.Outcome outcome = probe.run();
    assertThat(outcome.exitStatus()).as(outcome.toString()).isEqualTo(NativeLibraryProbe.PROBLEM);
    List<String> lines = outcome.output().lines().toList();
    assertThat(lines).hasSize(2).allMatch(line -> line.contains("engine tensorflow: "));
    return lines;
  }

  private static ChildJvm probe() {
    return ChildJvm.of(NativeLibraryProbe.class);
  }

  @Test
  void loads() {
    assertThat(probe().run().output()).startsWith("2.");
  }

  @Test
  void withoutTheNativesTellsWhichDependencyBringsThemEachTime() {
    assertThat(problems(probe().without("tensorflow-core-native-.*-(linux|macosx|windows)")))
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("TensorFlow's native library for ", " is not on the class path")
                    .contains("org.tensorflow:tensorflow-core-native with the classifier "));
  }

  @Test
  void withoutThePartThatCallsItTellsSo() {
    assertThat(problems(probe().without("tensorflow-core-native")))
        .allSatisfy(
            line -> assertThat(line).contains("a class that TensorFlow needs is missing: org."));
  }

  @Test
  void onAnotherPlatformTellsTheOnesThereAre() {
    assertThat(problems(probe().option("-Dorg.bytedeco.javacpp.platform=linux-riscv64")))
        .allSatisfy(line -> assertThat(line).contains("linux-riscv64", "linux-x86_64"));
  }

  @Test
  void aCacheThatCannotBeWrittenIsToldWithItsPlace() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(
            problems(
                probe()
                    .option("-Dorg.bytedeco.javacpp.cachedir=" + file)
                    .option("-Duser.home=" + file)
                    .option("-Djava.io.tmpdir=" + file)))
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("cannot be loaded", "Could not create the cache", " (it is not)"));
  }

  @Test
  void findsTheNativesAndWhereTheyAreUnpacked() {
    NativeLibrary library = new NativeLibrary();
    library.load();

    assertThat(library.files())
        .hasValueSatisfying(
            natives -> {
              assertThat(natives.origin()).isRegularFile().hasExtension("jar");
              assertThat(natives.files())
                  .isNotEmpty()
                  .allSatisfy(file -> assertThat(file).startsWith(library.cacheFolder()));
              assertThat(natives.files().toString()).contains("jnitensorflow");
            });
  }
}
