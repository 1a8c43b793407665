package dev.graft.assembly.schema;

import dev.graft.api.plugin.Setting;
import dev.graft.assembly.binding.FlatRecord;
import dev.graft.assembly.binding.SettingForm;
import dev.graft.assembly.binding.SettingName;
import dev.graft.assembly.components.NameScope;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The schemas of settings: what {@code SettingsBinder} takes, by the same {@link SettingForm}. Only
 * a key without any value behind it is an error here where the binder takes the default, unless the
 * value is a mapping or a list: an editor had better ask for it.
 */
final class SettingSchema {
  private final ComponentSchema components;
  private final Extent extent;

  SettingSchema(ComponentSchema components, Extent extent) {
    this.components = components;
    this.extent = extent;
  }

  /** How much must be said. */
  Extent extent() {
    return extent;
  }

  /** The settings of a record, by their names. */
  Map<String, Object> properties(List<RecordComponent> settings, Map<?, ?> defaults) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (RecordComponent setting : settings) {
      String name = SettingName.of(setting.getName());
      properties.put(name, of(setting, Optional.ofNullable(defaults.get(name))));
    }
    return properties;
  }

  /** The names of those that must be given. */
  List<String> required(List<RecordComponent> settings) {
    return settings.stream()
        .filter(setting -> extent == Extent.WHOLE && isRequired(setting))
        .map(setting -> SettingName.of(setting.getName()))
        .toList();
  }

  static boolean isRequired(RecordComponent component) {
    Setting setting = component.getAnnotation(Setting.class);
    return !SettingForm.of(component.getGenericType()).isOptional()
        && (setting == null || setting.defaultValue().isEmpty());
  }

  /** What must be given, as the settings' examples have it. */
  static Map<String, Object> examples(Class<? extends Record> record) {
    Map<String, Object> examples = new LinkedHashMap<>();
    FlatRecord.settings(record)
        .filter(SettingSchema::isRequired)
        .forEach(
            component ->
                examples.put(
                    SettingName.of(component.getName()),
                    example(Optional.ofNullable(component.getAnnotation(Setting.class)))
                        .orElseGet(() -> exampleOf(SettingForm.of(component.getGenericType())))));
    return examples;
  }

  /** A mapping without an example of its own has those of its settings. */
  private static Object exampleOf(SettingForm form) {
    if (form instanceof SettingForm.ListOf list) {
      return List.of(exampleOf(list.items()));
    }
    return form instanceof SettingForm.Mapping mapping ? examples(mapping.settings()) : "";
  }

  /** A record's settings as a mapping. */
  Map<String, Object> mapping(Class<? extends Record> record) {
    List<RecordComponent> settings = FlatRecord.settings(record).toList();
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties(settings, Map.of()));
    List<String> required = required(settings);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("additionalProperties", false);
    return schema;
  }

  private Map<String, Object> of(RecordComponent component, Optional<?> givenDefault) {
    Optional<Setting> setting = Optional.ofNullable(component.getAnnotation(Setting.class));
    SettingForm form = SettingForm.of(component.getGenericType());
    boolean required = isRequired(component);
    Map<String, Object> schema = new LinkedHashMap<>();
    if (!form.isScalar()) {
      schema.put("title", SettingName.of(component.getName()));
    }
    Optional<Object> standard = standard(setting, givenDefault);
    Optional<Object> example = example(setting).filter(one -> !standard.equals(Optional.of(one)));
    setting.ifPresent(
        one -> schema.put("description", SettingText.of(form, one, required, givenDefault)));
    schema.putAll(of(form, setting, NameScope.of(component.getDeclaringRecord())));
    if (!required && !form.isScalar()) {
      orNothing(schema);
    }
    // Editors cannot show more than that: mappings are told in the description.
    standard.filter(SettingSchema::isSimple).ifPresent(value -> schema.put("default", value));
    example
        .filter(SettingSchema::isSimple)
        .ifPresent(value -> schema.put("examples", List.of(value)));
    return schema;
  }

  private static Optional<Object> standard(Optional<Setting> setting, Optional<?> given) {
    if (given.isPresent()) {
      return Optional.of(given.get());
    }
    return setting.map(Setting::defaultValue).filter(text -> !text.isEmpty()).map(PlainData::parse);
  }

  private static Optional<Object> example(Optional<Setting> setting) {
    return setting.map(Setting::example).filter(text -> !text.isEmpty()).map(PlainData::parse);
  }

  private static boolean isSimple(Object data) {
    return data instanceof List<?> list
        ? list.stream().allMatch(SettingSchema::isSimple)
        : !(data instanceof Map);
  }

  /** What a form takes; the default of the setting's place is said by the record's code. */
  private Map<String, Object> of(SettingForm form, Optional<Setting> setting, NameScope code) {
    if (form instanceof SettingForm.MayBeLeftOut optional) {
      return of(optional.form(), setting, code);
    }
    if (form instanceof SettingForm.WholeNumber whole) {
      return ValueSchema.whole(whole, setting);
    }
    if (form instanceof SettingForm.RealNumber) {
      return ValueSchema.real(setting);
    }
    if (form instanceof SettingForm.TruthValue) {
      return JsonObject.of("type", "boolean");
    }
    if (form instanceof SettingForm.Text) {
      return ValueSchema.text();
    }
    if (form instanceof SettingForm.FilePath || form instanceof SettingForm.NameOrPath) {
      return ValueSchema.path();
    }
    if (form instanceof SettingForm.Choice choice) {
      return JsonObject.of("enum", choice.names());
    }
    if (form instanceof SettingForm.Sides) {
      return ValueSchema.sides(setting);
    }
    if (form instanceof SettingForm.FrozenLayers) {
      return ValueSchema.frozenLayers();
    }
    if (form instanceof SettingForm.ListOf list) {
      return list(list, setting, code);
    }
    if (form instanceof SettingForm.Mapping mapping) {
      return mapping(mapping.settings());
    }
    if (form instanceof SettingForm.OfKind component) {
      String standard = setting.map(Setting::defaultValue).orElse("");
      return components.place(
          component.kind(), List.of(), new DefaultComponent(standard, code), this);
    }
    if (form instanceof SettingForm.OfKindAndMore component) {
      return components.place(
          component.kind(), component.beside(), new DefaultComponent("", code), this);
    }
    throw new IllegalStateException("no schema of " + form);
  }

  private Map<String, Object> list(
      SettingForm.ListOf list, Optional<Setting> setting, NameScope code) {
    Map<String, Object> items =
        new SettingSchema(components, Extent.WHOLE).of(list.items(), setting, code);
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "array");
    schema.put("items", items);
    String alone = alone(list.items());
    if (!alone.isEmpty()) {
      // One mapping, or one path, stands for a list of it.
      schema.put("type", List.of("array", alone));
      schema.put("if", JsonObject.of("type", alone));
      schema.put("then", extent == Extent.WHOLE ? items : of(list.items(), setting, code));
    }
    return schema;
  }

  /** The type of what stands for a list of itself; empty if there is none. */
  private static String alone(SettingForm form) {
    if (form instanceof SettingForm.FilePath) {
      return "string";
    }
    return form instanceof SettingForm.Mapping
            || form instanceof SettingForm.OfKind
            || form instanceof SettingForm.OfKindAndMore
            || form instanceof SettingForm.FrozenLayers
        ? "object"
        : "";
  }

  /** Lets a section also be empty, as it is when all below it is commented out. */
  private static void orNothing(Map<String, Object> schema) {
    List<Object> types = new ArrayList<>();
    if (schema.get("type") instanceof List<?> several) {
      types.addAll(several);
    } else {
      types.add(schema.get("type"));
    }
    types.add("null");
    schema.put("type", types);
  }
}
