package dev.graft.assembly.schema;

import dev.graft.api.plugin.Setting;
import dev.graft.assembly.binding.SettingForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The schemas of single values: what the binder takes, by the same {@link SettingForm}. */
final class ValueSchema {
  /** Only paths take an environment variable. */
  private static final String NO_REFERENCE = "^(?![\\s\\S]*\\$\\{env)";

  /** Not blank, not from {@code ~} on, and each {@code ${…}} an environment variable. */
  private static final String PATH =
      "^(?!~/)(?=[\\s\\S]*\\S)"
          + "([^$]|\\$(?!\\{)|\\$\\{env:[A-Za-z_][A-Za-z0-9_]*(:-[^}]*)?\\})*$";

  private ValueSchema() {}

  /** Text; a number is taken as it is written. */
  static Map<String, Object> text() {
    return JsonObject.of(
        "type",
        List.of("string", "number"),
        "pattern",
        NO_REFERENCE,
        "patternErrorMessage",
        "An environment variable is not taken here; only paths take one.");
  }

  /** A path. */
  static Map<String, Object> path() {
    return JsonObject.of(
        "type",
        List.of("string", "integer"),
        "pattern",
        PATH,
        "patternErrorMessage",
        "Expected a path; it may hold ${env:NAME} or ${env:NAME:-DEFAULT}, but does not begin with"
            + " ~/.");
  }

  /** A whole number. */
  static Map<String, Object> whole(SettingForm.WholeNumber form, Optional<Setting> setting) {
    Map<String, Object> schema = JsonObject.of("type", "integer");
    // A long's limits are beyond what JSON's readers hold exactly.
    if (form.least() >= Integer.MIN_VALUE) {
      schema.put("minimum", form.least());
    }
    if (form.most() <= Integer.MAX_VALUE) {
      schema.put("maximum", form.most());
    }
    Map<String, Object> narrower = setting.map(ValueSchema::range).orElse(Map.of());
    if (narrower.containsKey("exclusiveMinimum")) {
      schema.remove("minimum");
    }
    if (narrower.containsKey("exclusiveMaximum")) {
      schema.remove("maximum");
    }
    schema.putAll(narrower);
    return schema;
  }

  /** A number. */
  static Map<String, Object> real(Optional<Setting> setting) {
    Map<String, Object> schema = JsonObject.of("type", "number");
    setting.ifPresent(one -> schema.putAll(range(one)));
    return schema;
  }

  /** One whole number, or two. */
  static Map<String, Object> sides(Optional<Setting> setting) {
    Map<String, Object> side = JsonObject.of("type", "integer", "minimum", 1);
    side.putAll(whole(new SettingForm.WholeNumber(1, Integer.MAX_VALUE), setting));
    Map<String, Object> schema = new LinkedHashMap<>(side);
    schema.put("type", List.of("integer", "array"));
    // Not beside the type: editors would begin a list where a number is usual.
    schema.put("if", JsonObject.of("type", "array"));
    schema.put("then", JsonObject.of("items", side, "minItems", 2, "maxItems", 2));
    return schema;
  }

  /** Which layers are frozen: a word or a mapping. */
  static Map<String, Object> frozenLayers() {
    Map<String, Object> until = JsonObject.of("description", "Name of the last frozen layer.");
    until.putAll(text());
    Map<String, Object> layers =
        JsonObject.of(
            "description",
            "Number of frozen layers, as in Keras's base.layers[:N].",
            "type",
            "integer",
            "minimum",
            0,
            "maximum",
            Integer.MAX_VALUE);
    Map<String, Object> mapping =
        JsonObject.of(
            "properties",
            JsonObject.of(
                SettingForm.FrozenLayers.UNTIL, until, SettingForm.FrozenLayers.LAYERS, layers),
            "minProperties",
            1,
            "maxProperties",
            1,
            "additionalProperties",
            false);
    List<Object> snippets = new ArrayList<>();
    SettingForm.FrozenLayers.WORDS.forEach(
        word -> snippets.add(JsonObject.of("label", word, "body", word)));
    snippets.add(
        JsonObject.of("label", "until a layer", "body", JsonObject.of("until", "block_12_add")));
    snippets.add(JsonObject.of("label", "first layers", "body", JsonObject.of("layers", 100)));
    return JsonObject.of(
        "type",
        List.of("string", "object"),
        "if",
        JsonObject.of("type", "string"),
        "then",
        JsonObject.of("enum", SettingForm.FrozenLayers.WORDS),
        "else",
        mapping,
        "defaultSnippets",
        snippets);
  }

  private static Map<String, Object> range(Setting setting) {
    Map<String, Object> range = new LinkedHashMap<>();
    if (setting.min() != Double.NEGATIVE_INFINITY) {
      range.put(
          setting.minExclusive() ? "exclusiveMinimum" : "minimum", PlainData.number(setting.min()));
    }
    if (setting.max() != Double.POSITIVE_INFINITY) {
      range.put(
          setting.maxExclusive() ? "exclusiveMaximum" : "maximum", PlainData.number(setting.max()));
    }
    return range;
  }
}
