package dev.graft.assembly.binding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.problem.Problem;
import dev.graft.assembly.yaml.Location;
import dev.graft.assembly.yaml.Problems;
import dev.graft.assembly.yaml.YamlReader;
import dev.graft.assembly.yaml.YamlScalar;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathSettingsTest {
  private static final Path FOLDER = Path.of("/folder");

  private final Problems problems = new Problems();
  private final PathSettings paths =
      new PathSettings(
          place -> place.isOption() ? Path.of("/working") : FOLDER,
          Map.of("DATA", "/data", "PART", "two/parts", "EMPTY", "", "NESTED", "${env:DATA}")::get);

  private Optional<Path> read(String yaml) {
    YamlScalar scalar = (YamlScalar) YamlReader.read("f", yaml, problems).orElseThrow();
    return paths.read(scalar, "p", problems);
  }

  @ParameterizedTest
  @CsvSource({
    "a/b, /folder/a/b",
    "../b, /b",
    "/a, /a",
    "17, /folder/17",
    "${env:DATA}, /data",
    "${env:DATA}/a, /data/a",
    "a/${env:PART}/${env:PART}, /folder/a/two/parts/two/parts",
    "${env:NO:-other}, /folder/other",
    "${env:EMPTY:-other}, /folder/other",
    "${env:DATA:-other}, /data",
    "${env:NO:-}/a, /a",
    "a$b, /folder/a$b",
  })
  void paths(String yaml, String path) {
    assertThat(read(yaml)).contains(Path.of(path));
    assertThat(problems.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "${env:NO}/a | the environment variable NO is not set; set it, or give a default:"
            + " ${env:NO:-PATH}",
        "${env:EMPTY} | the environment variable EMPTY is empty; set it, or give a default:"
            + " ${env:EMPTY:-PATH}",
        "${env:NESTED} | the value of the environment variable NESTED holds '${'; expected a path",
        "${DATA}/a | '${DATA}' is not known; expected ${env:NAME} or ${env:NAME:-DEFAULT}; did you"
            + " mean ${env:DATA}?",
        "${env.DATA} | '${env.DATA}' is not known; expected ${env:NAME} or ${env:NAME:-DEFAULT}; did"
            + " you mean ${env:DATA}?",
        "${date} | '${date}' is not known; expected ${env:NAME} or ${env:NAME:-DEFAULT}; did you mean"
            + " ${env:date}?",
        "${env:A B} | '${env:A B}' is not known; expected ${env:NAME} or ${env:NAME:-DEFAULT}",
        "${} | '${}' is not known; expected ${env:NAME} or ${env:NAME:-DEFAULT}",
        "${env:DATA | '${' has no '}' in text '${env:DATA'; expected ${env:NAME} or"
            + " ${env:NAME:-DEFAULT}",
        "~/data | '~' does not stand for a folder here; expected a path; did you mean"
            + " ${env:HOME}/data?",
        "true | found true; expected a path",
      })
  void problems(String yaml, String problem) {
    assertThat(read(yaml)).isEmpty();
    assertThat(problems.sorted()).map(Problem::toString).containsExactly("f:1:1: p: " + problem);
  }

  @Test
  void anOptionsPathsBeginAtTheWorkingDirectory() {
    YamlScalar scalar = new YamlScalar(Location.option("--set p=a"), "a", YamlScalar.Type.TEXT);

    assertThat(paths.read(scalar, "p", problems)).contains(Path.of("/working/a"));
  }

  @Test
  void aFilesPathsBeginBesideIt() {
    PathSettings files = PathSettings.ofFiles(name -> null);
    YamlScalar scalar =
        new YamlScalar(new Location("some/where/x.yaml", 1, 1), "../a", YamlScalar.Type.TEXT);

    assertThat(files.read(scalar, "p", problems)).contains(Path.of("some/a").toAbsolutePath());
  }

  @Test
  void elsewhereAVariableIsNotTaken() {
    SettingsBinding settings = new SettingsBinding() {};

    settings.bind(SettingsBinding.Whole.class, "number: ${env:HOME}");
    settings.bind(SettingsBinding.Word.class, "word: a ${env:HOME}");
    settings.bind(SettingsBinding.Pad.class, "padding: ${env:PADDING:-same}");
    settings.bind(SettingsBinding.Frozen.class, "freeze: {until: '${env:LAYER}'}");

    assertThat(settings.told())
        .allSatisfy(line -> assertThat(line).contains("an environment variable is not taken here"))
        .allSatisfy(line -> assertThat(line).endsWith("only paths take one"))
        .hasSize(4);
  }
}
