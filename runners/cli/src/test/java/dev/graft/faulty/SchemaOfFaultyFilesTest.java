package dev.graft.faulty;

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
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The schema refuses each faulty file whose mistake a schema can see. {@code beyond-the-schema.txt}
 * says of each other one what only {@code graft check} knows.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaOfFaultyFilesTest {
  private static final Path REASONS = Path.of("src/test/resources/schema/beyond-the-schema.txt");

  private final Map<String, String> reasons = new HashMap<>();
  private Schema schema;

  @BeforeAll
  void read() throws IOException {
    schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(Files.readString(Path.of("../../configs/graft.schema.json")));
    for (String line : Files.readAllLines(REASONS)) {
      if (!line.startsWith("#")) {
        String[] parts = line.split(": ", 2);
        reasons.put(parts[0], parts[1]);
      }
    }
  }

  /** Those that are YAML as Graft takes it: of the others an editor's parser tells. */
  static Stream<FaultyFile> readable() throws IOException {
    return FaultyFile.all().stream().filter(faulty -> node(faulty).isPresent());
  }

  private static Optional<YamlNode> node(FaultyFile faulty) {
    try {
      Problems problems = new Problems();
      Optional<YamlNode> node =
          YamlReader.read(faulty.name(), Files.readString(faulty.file()), problems);
      return problems.isEmpty() ? node : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("readable")
  void isRefusedOrBeyondTheSchema(FaultyFile faulty) {
    List<String> refusals =
        schema
            .validate(
                JsonMapper.shared().<JsonNode>valueToTree(PlainData.of(node(faulty).orElseThrow())))
            .stream()
            .map(Error::toString)
            .toList();

    if (reasons.containsKey(faulty.name())) {
      assertThat(refusals).as("beyond the schema: " + reasons.get(faulty.name())).isEmpty();
    } else {
      assertThat(refusals).as("refused, or with a reason in %s", REASONS).isNotEmpty();
    }
  }

  @Test
  void everyReasonIsOfAFile() throws IOException {
    assertThat(readable().map(FaultyFile::name)).containsAll(reasons.keySet());
  }

  @Test
  void mostAreRefused() throws IOException {
    assertThat(readable().count()).isGreaterThan(2L * reasons.size());
  }
}
