package dev.graft.assembly.schema;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.graft.assembly.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Holds values of YAML against a JSON Schema. */
final class JsonSchemaValidator {
  private static final JsonMapper JSON = new JsonMapper();

  private final Schema schema;

  JsonSchemaValidator(Map<String, Object> schema) {
    this.schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(JSON.<tools.jackson.databind.JsonNode>valueToTree(schema));
  }

  /** What is wrong with a value, each with its place. */
  List<String> problems(YamlNode value) {
    return schema
        .validate(JSON.<tools.jackson.databind.JsonNode>valueToTree(PlainData.of(value)))
        .stream()
        .map(Error::toString)
        .toList();
  }
}
