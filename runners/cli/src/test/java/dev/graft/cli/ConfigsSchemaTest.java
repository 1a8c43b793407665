package dev.graft.cli;

import static dev.graft.cli.CommandLineRun.graft;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.graft.assembly.schema.PlainData;
import dev.graft.assembly.yaml.Problems;
import dev.graft.assembly.yaml.YamlNode;
import dev.graft.assembly.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code configs/graft.schema.json} is what {@code graft schema} prints, takes every file beside
 * it, and refuses what reading refuses.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfigsSchemaTest {
  private static final Path CONFIGS = Path.of("../../configs");
  private static final JsonMapper JSON = new JsonMapper();

  private Schema whole;
  private Schema part;

  @BeforeAll
  void readTheSchema() throws IOException {
    String text = Files.readString(CONFIGS.resolve("graft.schema.json"));
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
    whole = registry.getSchema(text);
    JsonNode tree = JSON.readTree(text);
    JsonNode onlyPart =
        JSON.createObjectNode()
            .put("$ref", "#/definitions/part")
            .set("definitions", tree.get("definitions"));
    part = registry.getSchema(onlyPart);
  }

  static List<Path> files() throws IOException {
    return ConfigsTest.files();
  }

  private static List<String> problems(Schema schema, String yaml) {
    Problems problems = new Problems();
    YamlNode node = YamlReader.read("file.yaml", yaml, problems).orElseThrow();
    assertThat(problems.isEmpty()).as(yaml).isTrue();
    return schema.validate(JSON.<JsonNode>valueToTree(PlainData.of(node))).stream()
        .map(Error::toString)
        .toList();
  }

  @Test
  void isWhatIsInstalled() throws IOException {
    CommandLineRun run = graft("schema");

    assertThat(run.exitCode()).isZero();
    assertThat(Files.readString(CONFIGS.resolve("graft.schema.json")).replace("\r\n", "\n"))
        .as(
            "configs/graft.schema.json is not current: with no plugin dropped in, run"
                + " ./graft schema --output configs/graft.schema.json")
        .isEqualTo(run.out());
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyFileIsValid(Path file) throws IOException {
    String text = Files.readString(file);

    assertThat(text).startsWith("# yaml-language-server: $schema=graft.schema.json\n");
    assertThat(problems(whole, text)).isEmpty();
    assertThat(problems(part, text)).isEmpty();
  }

  @Test
  void theExperimentThatItOffersIsValid() throws IOException {
    JsonNode tree = JSON.readTree(Files.readString(CONFIGS.resolve("graft.schema.json")));

    assertThat(whole.validate(tree.get("defaultSnippets").get(0).get("body"))).isEmpty();
  }

  private static final String RIGHT =
      """
      data: {type: shapes}
      backbone: {type: mobilenet_v2}
      head: logit
      training: {epochs: 1}
      """;

  /** What a line adds to a file that is right, or takes the place of there. */
  private static String with(String line) {
    String key = line.substring(0, line.indexOf(':') + 1);
    List<String> lines = new ArrayList<>();
    RIGHT.lines().filter(one -> !one.startsWith(key)).forEach(lines::add);
    lines.add(line);
    return String.join("\n", lines);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version: 1",
        "name: my cats, 2nd try",
        "name: 3",
        "head: heads/logit",
        "head: {type: heads/softmax, dropout: 0.5}",
        "data: {type: folder, path: '${env:DATA}/alpaca'}",
        "data: {type: datasets/folder, path: '${env:DATA:-../data}/alpaca'}",
        "fine_tuning: {epochs: 1, freeze: {layers: 100}}",
        "training: {epochs: 1, optimizer: {beta_1: 0.8}}",
        "augmentations: [flip, {type: rotate, degrees: 20}]",
        "augmentations:",
        "backbone: {type: mobilenet_v2, weights: none}"
      })
  void takesWhatIsRight(String line) {
    assertThat(problems(whole, with(line))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version: 2                                                | /version",
        "version: one                                              | /version",
        "seed: ${env:SEED}                                         | /seed",
        "name: ${env:NAME}                                         | /name",
        "name: ../etc                                              | /name",
        "name: etc.                                                | /name",
        "head: lgit                                                | /head",
        "head: {type: lgit}                                        | /head/type",
        "head: {type: training/logit}                              | /head/type",
        "head: {dropout: 0.2}                                      | /head",
        "head: {type: logit, dropuot: 0.2}                         | /head",
        "head: {type: logit, dropout: 1.5}                         | /head/dropout",
        "head: {type: logit, dropout: '0.5'}                       | /head/dropout",
        "data: {type: folder}                                      | /data",
        "data: {type: folder, path: '~/data'}                      | /data/path",
        "data: {type: folder, path: '${HOME}/data'}                | /data/path",
        "backbone: mobilenet                                       | ",
        "backbone: {type: mobilenet_v2, freeze: some}              | /backbone/freeze",
        "backbone: {type: mobilenet_v2, freeze: {until: a, layers: 1}} | /backbone/freeze",
        "training: {epochs: 0}                                     | /training/epochs",
        "training: {epochs: yes}                                   | /training/epochs",
        "training: {}                                              | /training",
        "training: {epochs: 1, optimizer: {momentum: 0.9}}         | /training/optimizer",
        "fine_tuning: [{epochs: 1}, {epoch: 1}]                    | /fine_tuning/1",
        "augmentations: flip                                       | /augmentations",
        "augmentations: [rotate]                                   | /augmentations/0",
        "training_: {epochs: 1}                                    | ''",
      })
  void refusesWhatIsWrong(String line, String place) {
    List<String> problems = problems(whole, with(line));

    if (place == null) {
      assertThat(problems).as("what is right").isEmpty();
    } else {
      assertThat(problems).isNotEmpty().allMatch(one -> one.startsWith(place));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "include: base.yaml",
        "include: [a.yaml, '${env:SHARED}/b.yaml']",
        "{include: base.yaml, head: {dropout: 0.2}, data: {path: other}}",
        "{include: base.yaml, training: {optimizer: {momentum: 0.9}}}",
        "{include: base.yaml, fine_tuning: {batch_size: 8}}",
      })
  void whatIncludesNeedNotSayAll(String yaml) {
    assertThat(problems(whole, yaml)).isEmpty();
    assertThat(problems(part, yaml)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{include: base.yaml, heads: logit}                        | ''",
        "{include: 3, head: {type: logit, dropuot: 0.2}}           | ''",
        "{include: base.yaml, head: {type: logit, dropuot: 0.2}}   | /head",
        "{include: base.yaml, training: {epochs: 0}}               | /training/epochs",
        "{include: base.yaml, fine_tuning: [{batch_size: 8}]}      | /fine_tuning/0",
        "{include: base.yaml, augmentations: [rotate]}             | /augmentations/0",
      })
  void whatIsSaidMustBeRightAllTheSame(String yaml, String place) {
    assertThat(problems(whole, yaml)).isNotEmpty().allMatch(one -> one.startsWith(place));
  }

  @Test
  void onlyWhatIsIncludedMayBeIncomplete() {
    List<String> lines = RIGHT.lines().toList();

    for (String left : lines) {
      String rest =
          Stream.concat(lines.stream().filter(line -> !line.equals(left)), Stream.of("seed: 1"))
              .reduce("", (all, line) -> all + line + "\n");
      assertThat(problems(whole, rest)).as("without %s", left).hasSize(1);
      assertThat(problems(part, rest)).as("without %s", left).isEmpty();
    }
  }
}
