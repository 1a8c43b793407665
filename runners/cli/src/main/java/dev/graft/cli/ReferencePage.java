package dev.graft.cli;

import dev.graft.assembly.components.ComponentDescription;
import dev.graft.assembly.components.Components;
import dev.graft.assembly.components.SettingDescription;
import dev.graft.assembly.components.SettingDescriptions;
import dev.graft.assembly.experiment.ExperimentSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A reference page in Markdown, made of the same records as the schema and the messages: of the
 * experiment file, or of the components that one plugin brings.
 */
final class ReferencePage {
  private final StringBuilder text = new StringBuilder();

  private ReferencePage(String title, String command) {
    text.append("# ").append(title).append("\n\n");
    text.append("Written by `").append(command).append("`, not by hand.\n");
  }

  /** The page of the experiment file's sections. */
  static String ofExperiment() {
    ReferencePage page = new ReferencePage("The experiment file", "graft reference");
    page.paragraph(
        "A component is written `{type: NAME, …settings}`, or `NAME` alone if it needs no setting;"
            + " with the plugin that brings it, `PLUGIN/NAME`, where two bring the same. Where a"
            + " component is the default, a mapping without `type` changes the default's settings."
            + " Paths begin at the file's folder, and may hold `${env:NAME}` or"
            + " `${env:NAME:-DEFAULT}`.");
    List<SettingDescription> all = SettingDescriptions.of(ExperimentSettings.class);
    page.table(all);
    for (SettingDescription section : all) {
      page.section("##", section.name(), section);
    }
    return page.text.toString();
  }

  /**
   * The page of a plugin's components.
   *
   * @param id of a plugin that is there
   */
  static String ofPlugin(Components components, String id) {
    ReferencePage page = new ReferencePage("Plugin `" + id + "`", "graft reference " + id);
    page.paragraph(
        "What it brings, by kind. Each is written `{type: NAME, …settings}` in an experiment"
            + " file.");
    Map<String, List<ComponentDescription>> byKind = new LinkedHashMap<>();
    components.descriptions().stream()
        .filter(component -> component.plugin().equals(id))
        .forEach(
            component ->
                byKind.computeIfAbsent(component.kind(), kind -> new ArrayList<>()).add(component));
    byKind.forEach(
        (kind, brought) -> {
          page.heading("##", TerminalProgress.sentence(NumberText.plural(kind)));
          brought.forEach(page::component);
        });
    return page.text.toString();
  }

  private void component(ComponentDescription component) {
    heading("###", "`" + component.name() + "`");
    paragraph(component.description());
    if (component.settings().isEmpty()) {
      paragraph("No settings.");
      return;
    }
    table(component.settings());
    component.settings().forEach(setting -> section("####", path(component, setting), setting));
  }

  private static String path(ComponentDescription component, SettingDescription setting) {
    return component.name() + "." + setting.name();
  }

  /** The settings below a setting, if there are any. */
  private void section(String level, String path, SettingDescription setting) {
    if (setting.settings().isEmpty()) {
      return;
    }
    heading(level, "`" + path + "`");
    paragraph(setting.description());
    table(setting.settings());
    setting.settings().forEach(below -> section(level, path + "." + below.name(), below));
  }

  private void heading(String level, String title) {
    text.append('\n').append(level).append(' ').append(title).append('\n');
  }

  private void paragraph(String sentences) {
    text.append('\n').append(sentences).append('\n');
  }

  private void table(List<SettingDescription> settings) {
    text.append("\n| setting | takes | if left out | |\n| --- | --- | --- | --- |\n");
    settings.forEach(
        setting ->
            text.append(
                "| `%s` | %s | %s | %s |%n"
                    .formatted(
                        setting.name(), takes(setting), otherwise(setting), description(setting))
                    .replace("\r\n", "\n")));
  }

  private static String takes(SettingDescription setting) {
    String unit = setting.unit().isEmpty() ? "" : " (" + setting.unit() + ")";
    return cell((setting.type() + " " + setting.range()).strip() + unit);
  }

  private static String otherwise(SettingDescription setting) {
    if (setting.required()) {
      return "must be given";
    }
    return setting.defaultValue().isEmpty() ? "" : code(setting.defaultValue());
  }

  private static String description(SettingDescription setting) {
    String description = cell(setting.description());
    return setting.example().isEmpty()
        ? description
        : description + " Example: " + code(setting.example());
  }

  private static String code(String yaml) {
    return "`" + yaml.replace("|", "\\|") + "`";
  }

  private static String cell(String sentences) {
    return sentences.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*");
  }
}
