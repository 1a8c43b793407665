package dev.graft.cli;

import dev.graft.api.diagnosis.Diagnosis;
import java.nio.file.Path;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Findings as JSON: names in snake case, paths as the system writes them. */
final class JsonText {
  private final JsonMapper mapper =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .addModule(
              new SimpleModule()
                  .addSerializer(Path.class, new PathWriter())
                  .addDeserializer(Path.class, new PathReader()))
          .build();

  String write(Object findings) {
    return mapper.writeValueAsString(findings);
  }

  Diagnosis diagnosis(String json) {
    return mapper.readValue(json, Diagnosis.class);
  }

  private static final class PathWriter extends ValueSerializer<Path> {
    @Override
    public void serialize(Path path, JsonGenerator json, SerializationContext context) {
      json.writeString(path.toString());
    }
  }

  private static final class PathReader extends ValueDeserializer<Path> {
    @Override
    public Path deserialize(JsonParser json, DeserializationContext context) {
      return Path.of(json.getString());
    }
  }
}
