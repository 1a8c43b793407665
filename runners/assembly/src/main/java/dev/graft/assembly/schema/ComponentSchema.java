package dev.graft.assembly.schema;

import dev.graft.api.plugin.Component;
import dev.graft.assembly.binding.FlatRecord;
import dev.graft.assembly.binding.SettingForm;
import dev.graft.assembly.binding.SettingName;
import dev.graft.assembly.components.ComponentKind;
import dev.graft.assembly.components.Components;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The schemas of the places where a component can stand, and of the components themselves, which
 * are kept as definitions: a schedule may hold another one.
 *
 * <p>A place is one flat schema, with an {@code if} for each component that it can name. Editors
 * then complete the settings of the component whose {@code type} is given, and complain about them
 * alone; with {@code anyOf} or {@code oneOf} they guess which of the components was meant.
 */
final class ComponentSchema {
  private static final String TYPE = "type";

  private final Components components;
  private final ComponentNames names;
  private final Map<String, Object> definitions = new TreeMap<>();

  ComponentSchema(Components components) {
    this.components = components;
    this.names = new ComponentNames(components);
  }

  /** What the schemas made so far refer to, by name. */
  Map<String, Object> definitions() {
    return definitions;
  }

  /**
   * A place for a component. What it takes is a definition: there are several places of a kind.
   *
   * @param beside settings that stand in the component's mapping without being its own
   * @param standard the default of the place
   * @param settings makes the schemas of settings
   */
  <K> Map<String, Object> place(
      Class<K> kind,
      List<RecordComponent> beside,
      DefaultComponent standard,
      SettingSchema settings) {
    String name = placeName(kind, beside, standard, settings.extent());
    if (!definitions.containsKey(name)) {
      Map<String, Object> taken = new LinkedHashMap<>();
      definitions.put(name, taken);
      taken.putAll(taken(kind, beside, standard, settings));
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", List.of("string", "object"));
    schema.put("allOf", List.of(reference(name)));
    if (beside.isEmpty()) {
      // What editors offer behind the colon; with settings beside it a name alone is rare.
      schema.put(
          "examples",
          namedAlone(components.of(kind), beside).stream().map(names::shortest).toList());
    }
    return schema;
  }

  private static String placeName(
      Class<?> kind, List<RecordComponent> beside, DefaultComponent standard, Extent extent) {
    String name = kindName(kind) + besides(beside);
    return extent == Extent.PART ? name + ".part" : name + standard.suffix();
  }

  private static String kindName(Class<?> kind) {
    return ComponentKind.name(kind).replace(' ', '_');
  }

  private static String besides(List<RecordComponent> beside) {
    return beside.stream()
        .map(setting -> "+" + SettingName.of(setting.getName()))
        .collect(Collectors.joining());
  }

  private <K> Map<String, Object> taken(
      Class<K> kind,
      List<RecordComponent> beside,
      DefaultComponent standard,
      SettingSchema settings) {
    List<Component<K>> all = components.of(kind);
    List<Component<K>> alone = namedAlone(all, beside);
    List<Object> branches = new ArrayList<>();
    branches.add(ifThen(JsonObject.of("type", "string"), names.alone(alone)));
    branches.add(names.valueOf(TYPE, all));
    // In branches, so that editors offer neither in the place of a type, or beside one.
    branches.add(
        JsonObject.of(
            "if",
            JsonObject.of("type", "object", "required", List.of(TYPE)),
            "then",
            true,
            "else",
            JsonObject.of("defaultSnippets", all.stream().map(this::snippet).toList())));
    if (!beside.isEmpty()) {
      branches.add(JsonObject.of("properties", settings.properties(beside, Map.of())));
    }
    for (Component<K> component : all) {
      Map<String, Object> named = named(component);
      branches.add(ifThen(named, reference(definition(component, beside, settings))));
    }
    List<String> required = new ArrayList<>();
    if (settings.extent() == Extent.WHOLE) {
      standard
          .find(kind, components)
          .ifPresentOrElse(
              one -> branches.add(ifThen(unnamed(), changed(one, standard.settings(), settings))),
              () -> required.add(TYPE));
    }
    required.addAll(settings.required(beside));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put(
        "properties",
        JsonObject.of(
            TYPE, JsonObject.of("description", "Which " + ComponentKind.name(kind) + ".")));
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("allOf", branches);
    return schema;
  }

  /** Those that need nothing but their name. */
  private static <K> List<Component<K>> namedAlone(
      List<Component<K>> all, List<RecordComponent> beside) {
    boolean alone = beside.stream().noneMatch(SettingSchema::isRequired);
    return all.stream()
        .filter(component -> alone && own(component).stream().noneMatch(SettingSchema::isRequired))
        .toList();
  }

  private static List<RecordComponent> own(Component<?> component) {
    return FlatRecord.settings(component.settings()).toList();
  }

  private static String title(Component<?> component) {
    return ComponentKind.name(component.kind()) + " " + component.name();
  }

  private String definition(
      Component<?> component, List<RecordComponent> beside, SettingSchema settings) {
    String name = definitionName(component, beside, settings.extent());
    if (!definitions.containsKey(name)) {
      Map<String, Object> schema = new LinkedHashMap<>();
      definitions.put(name, schema);
      schema.put("title", title(component));
      schema.put("description", component.description());
      Map<String, Object> properties = new LinkedHashMap<>();
      properties.put(TYPE, true);
      beside.forEach(setting -> properties.put(SettingName.of(setting.getName()), true));
      properties.putAll(settings.properties(own(component), Map.of()));
      schema.put("properties", properties);
      List<String> required = settings.required(own(component));
      if (!required.isEmpty()) {
        schema.put("required", required);
      }
      schema.put("additionalProperties", false);
    }
    return name;
  }

  private String definitionName(
      Component<?> component, List<RecordComponent> beside, Extent extent) {
    // A slash in a name would be one in a JSON pointer.
    return kindName(component.kind())
        + "."
        + names.shortest(component).replace('/', '.')
        + besides(beside)
        + (differs(component, extent) ? ".part" : "");
  }

  /** Whether a part of the component's settings has another schema than the whole. */
  private static boolean differs(Component<?> component, Extent extent) {
    return extent == Extent.PART
        && own(component).stream()
            .anyMatch(
                setting ->
                    SettingSchema.isRequired(setting)
                        || !SettingForm.of(setting.getGenericType()).isScalar());
  }

  /** The default's component with other settings. */
  private Map<String, Object> changed(
      Component<?> component, Map<?, ?> given, SettingSchema settings) {
    if (given.size() == 1) {
      return reference(definition(component, List.of(), settings));
    }
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(TYPE, true);
    properties.putAll(settings.properties(own(component), given));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("title", title(component));
    schema.put("properties", properties);
    List<String> required =
        settings.required(own(component)).stream()
            .filter(name -> !given.containsKey(name))
            .toList();
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("additionalProperties", false);
    return schema;
  }

  /** What an editor may put there: the name and what must be given with it. */
  private Map<String, Object> snippet(Component<?> component) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(TYPE, names.shortest(component));
    body.putAll(SettingSchema.examples(component.settings()));
    Map<String, Object> snippet = new LinkedHashMap<>();
    snippet.put("label", names.shortest(component));
    snippet.put("description", component.description());
    snippet.put("body", body);
    return snippet;
  }

  private Map<String, Object> named(Component<?> component) {
    return JsonObject.of(
        "type",
        "object",
        "properties",
        JsonObject.of(TYPE, JsonObject.of("enum", names.all(component))),
        "required",
        List.of(TYPE));
  }

  private static Map<String, Object> unnamed() {
    return JsonObject.of("type", "object", "not", JsonObject.of("required", List.of(TYPE)));
  }

  private static Map<String, Object> ifThen(Object condition, Object consequence) {
    return JsonObject.of("if", condition, "then", consequence);
  }

  private static Map<String, Object> reference(String definition) {
    return JsonObject.of("$ref", "#/definitions/" + definition);
  }
}
