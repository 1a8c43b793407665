package dev.graft;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The arrows between the modules, held over the classes of all of them: {@code cli -> assembly ->
 * training -> spi}, and every plugin module {@code -> spi}.
 *
 * <p>A rule about an empty module holds of itself, so {@link #everyModuleIsSeen} makes sure that a
 * module with sources has its classes here, and {@link #everyClassBelongsToAModule} that no class
 * stands outside the rules.
 */
class ArchitectureTest {

  /** A module, the packages that are its own, and the modules of Graft that it may know. */
  private enum Module {
    SPI("api/spi", "dev.graft.api"),
    TESTKIT("api/testkit", "dev.graft.testkit"),
    ARCHITECTURES("backbones/architectures", "dev.graft.architectures"),
    TENSORFLOW("backbones/tensorflow", "dev.graft.tensorflow"),
    DJL("backbones/djl", "dev.graft.djl"),
    HEADS("heads", "dev.graft.heads"),
    AUGMENTATIONS("augmentations", "dev.graft.augmentations"),
    LOCAL("runners/local", "dev.graft.local"),
    TRAINING("runners/training", "dev.graft.training"),
    ASSEMBLY("runners/assembly", "dev.graft.assembly"),
    CLI("runners/cli", "dev.graft.cli"),
    BENCHMARKS("runners/benchmarks", "dev.graft.benchmarks");

    private final Path folder;
    private final String packages;

    Module(String folder, String rootPackage) {
      this.folder = Path.of("../..").resolve(folder);
      this.packages = rootPackage + "..";
    }

    Set<Module> known() {
      return switch (this) {
        case SPI -> Set.of();
        case TESTKIT, ARCHITECTURES, TENSORFLOW, DJL, HEADS, AUGMENTATIONS, LOCAL, TRAINING ->
            Set.of(SPI);
        case ASSEMBLY -> Set.of(SPI, TRAINING);
        case CLI -> Set.of(SPI, TRAINING, ASSEMBLY);
        // Whatever there is may be measured; nothing knows the benchmarks.
        case BENCHMARKS -> EnumSet.complementOf(EnumSet.of(CLI, BENCHMARKS));
      };
    }

    String[] reachable() {
      return Stream.concat(Stream.of(this), known().stream())
          .map(module -> module.packages)
          .toArray(String[]::new);
    }

    boolean hasSources() {
      Path sources = folder.resolve("src/main/java");
      if (!Files.isDirectory(sources)) {
        return false;
      }
      try (Stream<Path> files = Files.walk(sources)) {
        return files
            .map(file -> file.getFileName().toString())
            .anyMatch(name -> name.endsWith(".java") && !name.equals("package-info.java"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    boolean hasClasses() {
      return graft.stream().anyMatch(resideInAPackage(packages));
    }
  }

  private static JavaClasses graft;

  @BeforeAll
  static void importEveryModule() {
    graft =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.graft");
  }

  @ParameterizedTest
  @EnumSource
  void everyModuleIsSeen(Module module) {
    assertThat(module.folder.resolve("pom.xml")).exists();
    assertThat(module.hasClasses())
        .as("classes of %s on the class path of this test", module.packages)
        .matches(seen -> seen || !module.hasSources(), "are there, because its sources are");
  }

  @Test
  void everyClassBelongsToAModule() {
    String[] all = Stream.of(Module.values()).map(module -> module.packages).toArray(String[]::new);

    check(classes().should().resideInAnyPackage(all));
  }

  @ParameterizedTest
  @EnumSource
  void aModuleKnowsOnlyTheModulesItsArrowsPointTo(Module module) {
    check(
        noClasses()
            .that()
            .resideInAPackage(module.packages)
            .should()
            .dependOnClassesThat(
                resideInAPackage("dev.graft..").and(not(resideInAnyPackage(module.reachable())))));
  }

  @Test
  void theSpiNeedsOnlyTheJdkAndInject() {
    check(
        classes()
            .that()
            .resideInAPackage(Module.SPI.packages)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(Module.SPI.packages, "java..", "jakarta.inject.."));
  }

  @Test
  void theTestKitNeedsOnlyTheSpiJUnitAndAssertJ() {
    check(
        classes()
            .that()
            .resideInAPackage(Module.TESTKIT.packages)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                Module.TESTKIT.packages,
                Module.SPI.packages,
                "java..",
                "javax.tools..",
                "jakarta.inject..",
                "org.junit.jupiter..",
                "org.opentest4j..",
                "org.assertj.."));
  }

  @Test
  void onlyItsEngineKnowsTensorFlow() {
    check(onlyFrom(Module.TENSORFLOW, "org.tensorflow..", "org.bytedeco.."));
  }

  @Test
  void onlyTheAssemblyKnowsGuice() {
    check(onlyFrom(Module.ASSEMBLY, "com.google.inject.."));
  }

  /**
   * What a file says cannot run a command or make an object of bytes, as nothing in Graft does: but
   * for {@code graft doctor}, which starts Java to examine an engine.
   */
  @Test
  void nothingRunsCommandsOrReadsSerializedObjects() {
    String inner = "(\\$.*)?";
    String[] tools = {Module.TESTKIT.packages, Module.BENCHMARKS.packages};
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(tools)
            .and()
            .haveNameNotMatching("dev\\.graft\\.cli\\.EngineExaminer" + inner)
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                "java\\.lang\\.ProcessBuilder|java\\.io\\.ObjectInputStream|java\\.beans\\.XML.*"
                    + "|javax\\.(script|naming|management)\\..*|java\\.rmi\\..*"));
    check(
        noClasses()
            .should()
            .callMethodWhere(target(owner(assignableTo(Runtime.class))).and(target(name("exec")))));
  }

  @Test
  void onlyTheAssemblyKnowsYaml() {
    check(onlyFrom(Module.ASSEMBLY, "tools.jackson.dataformat.yaml..", "org.snakeyaml.."));
  }

  @Test
  void classesAreCalledAfterWhatTheyAre() {
    check(noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager|Impl)"));
  }

  @Test
  void logsGoThroughSlf4j() {
    check(noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging.."));
  }

  /** An IOException that is only wrapped would be told as a bug; engines read no user's files. */
  @Test
  void whatReadsTheUsersFilesThrowsProblems() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                Module.ARCHITECTURES.packages,
                Module.TRAINING.packages,
                Module.ASSEMBLY.packages,
                Module.CLI.packages)
            .should()
            .callConstructor(UncheckedIOException.class, IOException.class)
            .orShould()
            .callConstructor(UncheckedIOException.class, String.class, IOException.class));
  }

  @Test
  void onlyCommandsEndTheProcess() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(Module.CLI.packages, Module.BENCHMARKS.packages)
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class));
  }

  private static ArchRule onlyFrom(Module module, String... packages) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(module.packages)
        .should()
        .dependOnClassesThat(resideInAnyPackage(packages));
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(graft);
  }
}
