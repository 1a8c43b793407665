package dev.graft.assembly.schema;

import dev.graft.assembly.components.Components;
import dev.graft.assembly.document.Migrations;
import dev.graft.assembly.experiment.ExperimentSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON Schema (draft 7, which editors know best) of experiment files, made from the settings
 * records of what is installed. What it refuses, reading refuses; what only reading refuses needs
 * more than one value to see, such as a head that does not fit the number of classes.
 */
public final class ExperimentSchema {
  /** The definition of a file that is only included. */
  public static final String PART = "part";

  private static final String DRAFT = "http://json-schema.org/draft-07/schema#";
  private static final String INCLUDE = "include";
  private static final String VERSION = "version";
  private static final String NAME = "name";

  /** As the name of an experiment has to be: its run's folder may be called so. */
  private static final String FOLDER_NAME =
      "^(?! )(?![\\s\\S]*\\$\\{env)[^/\\\\\\u0000-\\u001f\\u007f]*[^/\\\\\\u0000-\\u001f\\u007f."
          + " ]$";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ExperimentSchema() {}

  /**
   * The schema as plain data. A file that includes others need not say all; nor need one that is
   * only included, for which the definition {@link #PART} is the schema.
   *
   * @param components what is installed
   */
  public static Map<String, Object> of(Components components) {
    ComponentSchema places = new ComponentSchema(components);
    Map<String, Object> whole = mapping(places, Extent.WHOLE);
    Map<String, Object> part = mapping(places, Extent.PART);
    // An editor that is pointed to a definition takes what it does not say from the top.
    List.of("if", "then", "else").forEach(word -> part.put(word, true));
    part.put("defaultSnippets", List.of());
    places.definitions().put(PART, part);
    Map<String, Object> snippet =
        JsonObject.of(
            "label",
            "experiment",
            "description",
            "What every experiment has.",
            "body",
            SettingSchema.examples(ExperimentSettings.class));
    return JsonObject.of(
        "$schema",
        DRAFT,
        "title",
        "Graft experiment",
        "description",
        "Transfer learning on images: a backbone, a head, a loss, how it is trained.",
        "type",
        "object",
        "defaultSnippets",
        List.of(snippet),
        "if",
        JsonObject.of("required", List.of(INCLUDE)),
        "then",
        JsonObject.of("$ref", "#/definitions/" + PART),
        "else",
        whole,
        "definitions",
        places.definitions());
  }

  private static Map<String, Object> mapping(ComponentSchema places, Extent extent) {
    Map<String, Object> mapping =
        new SettingSchema(places, extent).mapping(ExperimentSettings.class);
    narrow(mapping);
    return mapping;
  }

  /** What reading knows of two settings beyond their records. */
  @SuppressWarnings("unchecked")
  private static void narrow(Map<String, Object> mapping) {
    Map<String, Map<String, Object>> sections =
        (Map<String, Map<String, Object>>) mapping.get("properties");
    // No file is of a later version than this Graft's.
    sections.get(VERSION).put("maximum", Migrations.ofGraft().current());
    Map<String, Object> name = sections.get(NAME);
    name.put("maxLength", 100);
    name.put("pattern", FOLDER_NAME);
    name.put(
        "patternErrorMessage",
        "Expected a name that can be a folder's: no / or \\, no point or blank at the end, no"
            + " environment variable.");
  }

  /** The schema of a file that holds the settings of a record. */
  static Map<String, Object> of(Components components, Class<? extends Record> settings) {
    ComponentSchema places = new ComponentSchema(components);
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", DRAFT);
    schema.putAll(new SettingSchema(places, Extent.WHOLE).mapping(settings));
    schema.put("definitions", places.definitions());
    return schema;
  }

  /** The schema as the text of a file. */
  public static String json(Components components) {
    return JSON.writeValueAsString(of(components)).replace("\r\n", "\n") + "\n";
  }
}
