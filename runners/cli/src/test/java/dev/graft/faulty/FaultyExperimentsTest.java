package dev.graft.faulty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code graft check} says of each faulty file, and where. The messages are kept beside the
 * files; {@code mvn -pl runners/cli -am test -Dtest=FaultyExperimentsTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dgraft.goldens=write} writes them anew, to be read
 * before they are committed. The places are held against marks in the files, not against the
 * messages.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultyExperimentsTest {
  private static final boolean WRITES = "write".equals(System.getProperty("graft.goldens"));
  private static final String WIDE = "the place of what is wrong, and how wide it is";

  private final JsonMapper json = JsonMapper.shared();
  private List<FaultyFile> all = List.of();

  private Path folder = Path.of("");

  @BeforeAll
  void files(@TempDir Path temporary) throws IOException {
    folder = temporary;
    all = new ArrayList<>(FaultyFile.all());
    all.addAll(WrittenFaults.in(folder));
  }

  Stream<FaultyFile> all() {
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  void isToldWhereAndWhy(FaultyFile faulty) throws IOException {
    CommandLineRun text = check(faulty);

    assertThat(text.exitCode()).as(text.err()).isEqualTo(2);
    assertThat(text.out()).isEmpty();
    assertThat(text.err()).doesNotContain("\tat ", "This is a bug", "Exception");
    List<JsonNode> findings = findings(faulty);
    assertThat(findings.stream().map(FaultyExperimentsTest::place))
        .as("the places of the mistakes")
        .containsExactlyElementsOf(faulty.marked().stream().map(FaultyFile.Marked::place).toList());
    for (int i = 0; i < findings.size(); i++) {
      JsonNode finding = findings.get(i);
      String line = text.errLines().get(i);
      assertThat(line).isEqualTo(inOneLine(finding));
      assertThat(line).as("nothing that does something to a terminal").matches("[^\\p{Cntrl}]+");
      faulty
          .marked()
          .get(i)
          .width()
          .ifPresent(
              width -> {
                assertThat(finding.path("end_line").intValue())
                    .isEqualTo(finding.path("line").intValue());
                assertThat(
                        finding.path("end_column").intValue() - finding.path("column").intValue())
                    .as(WIDE)
                    .isEqualTo(width);
              });
    }
    compare(faulty, text.err());
  }

  private void compare(FaultyFile faulty, String told) throws IOException {
    Path golden = FaultyFile.FOLDER.resolve(faulty.name() + ".txt");
    String message =
        told.replace(FaultyFile.FOLDER.toAbsolutePath().toString(), "FOLDER")
            .replace(Path.of("").toAbsolutePath().toString(), "MODULE")
            .replace(FaultyFile.FOLDER + "/", "")
            .replace(folder + "/", "");
    if (WRITES) {
      Files.writeString(golden, message);
    }
    assertThat(golden).isRegularFile();
    assertThat(message).isEqualTo(Files.readString(golden));
  }

  @Test
  void thereAreMoreThanAHundred() {
    assertThat(all).hasSizeGreaterThan(100);
  }

  @Test
  void everyMessageIsOfAFile() throws IOException {
    Set<String> expected =
        all.stream()
            .map(faulty -> faulty.name() + ".txt")
            .collect(Collectors.toCollection(TreeSet::new));
    expected.add("places.txt");
    try (Stream<Path> files = Files.list(FaultyFile.FOLDER)) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".txt")))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void everyLineOfTheTableIsOfAFile() throws IOException {
    Set<String> files =
        all.stream().map(faulty -> faulty.name() + ".yaml").collect(Collectors.toSet());

    assertThat(Files.readAllLines(FaultyFile.FOLDER.resolve("places.txt")))
        .filteredOn(line -> !line.startsWith("#"))
        .allSatisfy(line -> assertThat(files).contains(line.split(" ", 2)[0]));
  }

  @Test
  void checkingThemAllWritesNothing() throws IOException {
    Set<String> before = below(FaultyFile.FOLDER);
    List<String> arguments = new ArrayList<>(List.of("check"));
    all.forEach(faulty -> arguments.add(faulty.file().toString()));

    assertThat(CommandLineRun.graft(arguments.toArray(String[]::new)).exitCode()).isEqualTo(2);

    assertThat(below(FaultyFile.FOLDER)).isEqualTo(before);
    assertThat(Path.of("pwned")).doesNotExist();
  }

  private static Set<String> below(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(Path::toString).collect(Collectors.toSet());
    }
  }

  private static CommandLineRun check(FaultyFile faulty, String... more) {
    List<String> arguments = new ArrayList<>(List.of("check", faulty.file().toString()));
    arguments.addAll(faulty.options());
    arguments.addAll(List.of(more));
    return CommandLineRun.graft(arguments.toArray(String[]::new));
  }

  private List<JsonNode> findings(FaultyFile faulty) {
    CommandLineRun run = check(faulty, "--format", "json");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).isEmpty();
    JsonNode report = json.readTree(run.out());
    assertThat(report.path("version").intValue()).isEqualTo(1);
    JsonNode file = report.path("files").path(0);
    assertThat(file.path("fine").booleanValue()).isFalse();
    return file.path("problems").valueStream().toList();
  }

  private static String place(JsonNode finding) {
    return fullPlace(finding).replace(FaultyFile.FOLDER + "/", "").replaceFirst("^/.*/", "");
  }

  private static String fullPlace(JsonNode finding) {
    if (finding.has("option")) {
      return finding.path("option").stringValue();
    }
    String file = finding.path("file").stringValue();
    return finding.has("line")
        ? file + ":" + finding.path("line").intValue() + ":" + finding.path("column").intValue()
        : file;
  }

  private static String inOneLine(JsonNode finding) {
    String line = finding.path("what").stringValue();
    if (finding.has("path")) {
      line = finding.path("path").stringValue() + ": " + line;
    }
    if (finding.has("expected")) {
      line += "; expected " + finding.path("expected").stringValue();
    }
    if (finding.has("suggestion")) {
      line += "; " + finding.path("suggestion").stringValue();
    }
    return line.startsWith("and ") ? line : fullPlace(finding) + ": " + line;
  }
}
