package dev.graft.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What is in {@code graft-VERSION.zip}. */
class ZipTest {
  private static final Path ROOT = Path.of("../..");

  /** The names of the files, below the folder that the zip has at its top. */
  private static List<String> names() throws IOException {
    try (ZipFile zip = new ZipFile(Distribution.zip().toFile())) {
      return zip.stream()
          .filter(entry -> !entry.isDirectory())
          .map(entry -> entry.getName().substring(entry.getName().indexOf('/') + 1))
          .toList();
    }
  }

  private static List<String> names(String folder) throws IOException {
    return names().stream()
        .filter(name -> name.startsWith(folder + "/"))
        .map(name -> name.substring(folder.length() + 1))
        .toList();
  }

  private static Path top(FileSystem zip) throws IOException {
    try (Stream<Path> top = Files.list(zip.getPath("/"))) {
      List<Path> folders = top.toList();
      assertThat(folders).hasSize(1);
      return folders.get(0);
    }
  }

  @Test
  void itHasOneFolderOfItsOwnName() throws IOException {
    try (FileSystem zip = Distribution.opened()) {
      assertThat(top(zip).getFileName() + ".zip")
          .isEqualTo(Distribution.zip().getFileName().toString());
    }
  }

  @Test
  void allPartsAreThere() throws IOException {
    assertThat(names()).doesNotHaveDuplicates();
    assertThat(names()).contains("LICENSE", "README.md", "THIRD-PARTY.txt");
    assertThat(names("bin")).containsExactlyInAnyOrder("graft", "graft.bat");
    assertThat(names("plugins")).containsExactly("README.md");
    try (Stream<Path> configs = Files.list(ROOT.resolve("configs"))) {
      assertThat(names("configs"))
          .containsExactlyInAnyOrderElementsOf(
              configs.map(file -> file.getFileName().toString()).toList());
    }
  }

  @Test
  void theManifestOfGraftNamesEveryOtherJar() throws IOException {
    List<String> jars = names("lib").stream().filter(name -> name.endsWith(".jar")).toList();
    try (FileSystem zip = Distribution.opened();
        JarInputStream graft =
            new JarInputStream(Files.newInputStream(top(zip).resolve("lib/graft.jar")))) {
      List<String> path = new ArrayList<>(List.of("graft.jar"));
      Attributes manifest = graft.getManifest().getMainAttributes();
      path.addAll(List.of(manifest.getValue(Attributes.Name.CLASS_PATH).split(" ")));

      assertThat(path).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(jars);
      assertThat(manifest.getValue(Attributes.Name.MAIN_CLASS)).isEqualTo("dev.graft.cli.Main");
    }
    assertThat(jars).noneMatch(name -> name.matches("(junit|assertj|mockito|graft-testkit).*"));
  }

  @Test
  void onlyTheLaunchersAreExecutable() throws IOException {
    try (FileSystem zip = Distribution.opened();
        Stream<Path> files = Files.walk(top(zip))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        boolean launcher = file.getParent().endsWith("bin");
        assertThat(PosixFilePermissions.toString(Distribution.permissions(file)))
            .as(file.toString())
            .isEqualTo(launcher ? "rwxr-xr-x" : "rw-r--r--");
      }
    }
  }

  @Test
  void endsOfLinesAreThoseOfTheSystemThatReadsTheFile() throws IOException {
    try (FileSystem zip = Distribution.opened()) {
      Path top = top(zip);
      assertThat(Files.readString(top.resolve("bin/graft.bat"))).doesNotContainPattern("[^\r]\n");
      for (String file : List.of("bin/graft", "lib/launch.sh", "lib/java.options")) {
        assertThat(Files.readString(top.resolve(file))).doesNotContain("\r");
      }
    }
  }

  /** Otherwise two builds of one commit would differ. */
  @Test
  void noFileHasATimeOfItsOwn() throws IOException {
    try (ZipFile zip = new ZipFile(Distribution.zip().toFile())) {
      Set<String> times =
          Collections.list((Enumeration<? extends ZipEntry>) zip.entries()).stream()
              .map(entry -> entry.getTimeLocal().toString())
              .collect(Collectors.toSet());
      assertThat(times).hasSize(1);
    }
  }

  @Test
  void theLicencesOfAllLibrariesAreListed() throws IOException {
    try (FileSystem zip = Distribution.opened()) {
      String licences = Files.readString(top(zip).resolve("THIRD-PARTY.txt"));
      assertThat(names("lib"))
          .filteredOn(name -> name.endsWith(".jar") && !name.startsWith("graft"))
          .allSatisfy(
              jar -> assertThat(licences).contains(":" + jar.replaceAll("-\\d[\\w.].*", "") + ":"));
      assertThat(licences).doesNotContain("Unknown");
    }
  }
}
