package dev.graft.assembly.experiment;

import dev.graft.api.backbone.Backbone;
import dev.graft.api.plugin.Component;
import dev.graft.api.weights.PublishedWeights;
import dev.graft.assembly.components.Components;
import dev.graft.assembly.components.NameScope;
import dev.graft.assembly.components.SettingDescriptions;
import dev.graft.assembly.yaml.YamlMapping;
import dev.graft.assembly.yaml.YamlNode;
import dev.graft.assembly.yaml.YamlScalar;
import dev.graft.training.download.WeightsChoice;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Gives a backbone the settings that its published weights bring with them, where the file does not
 * say them: Keras's own weights of EfficientNet want one more rescaling of the image, which weights
 * that a user trained do not.
 */
final class BroughtSettings {
  private final Components components;
  private final List<PublishedWeights> published;

  BroughtSettings(Components components, List<PublishedWeights> published) {
    this.components = components;
    this.published = published;
  }

  /**
   * The document with those settings in its section {@code backbone}.
   *
   * @param notes is told of each
   */
  YamlMapping addTo(YamlMapping document, Consumer<String> notes) {
    if (!(document.value("backbone").orElse(null) instanceof YamlMapping backbone)) {
      return document;
    }
    Optional<String> type = text(backbone, "type");
    Optional<YamlMapping.Entry> weights = backbone.entry("weights");
    Optional<Component<Backbone>> component =
        type.flatMap(name -> components.find(Backbone.class, name, NameScope.SAVED));
    if (component.isEmpty()
        || !(weights.map(YamlMapping.Entry::value).orElse(null) instanceof YamlScalar name)) {
      return document;
    }
    Map<String, String> settings = new HashMap<>();
    SettingDescriptions.of(component.get().settings())
        .forEach(setting -> settings.put(setting.name(), setting.defaultValue()));
    Set<String> said = new HashSet<>();
    for (YamlMapping.Entry entry : backbone.entries()) {
      said.add(entry.key());
      text(backbone, entry.key()).ifPresent(value -> settings.put(entry.key(), value));
    }
    Map<String, String> brought =
        WeightsChoice.brought(
            published, name.text(), components.lastingName(component.get()), settings, said);
    YamlMapping changed = backbone;
    for (Map.Entry<String, String> setting : brought.entrySet()) {
      changed =
          changed.with(
              new YamlMapping.Entry(
                  weights.get().keyLocation(), setting.getKey(), scalar(name, setting.getValue())));
      notes.accept(
          "weights '%s' bring %s: %s for backbone '%s'"
              .formatted(name.text(), setting.getKey(), setting.getValue(), type.get()));
    }
    return brought.isEmpty()
        ? document
        : document.with(
            new YamlMapping.Entry(
                document.entry("backbone").orElseThrow().keyLocation(), "backbone", changed));
  }

  private static Optional<String> text(YamlMapping mapping, String key) {
    YamlNode node = mapping.value(key).orElse(null);
    return node instanceof YamlScalar scalar ? Optional.of(scalar.text()) : Optional.empty();
  }

  private static YamlScalar scalar(YamlScalar beside, String value) {
    boolean truth = value.equals("true") || value.equals("false");
    return new YamlScalar(
        beside.location(), value, truth ? YamlScalar.Type.BOOLEAN : YamlScalar.Type.TEXT);
  }
}
