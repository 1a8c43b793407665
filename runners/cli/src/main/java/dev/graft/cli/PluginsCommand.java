package dev.graft.cli;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.problem.Suggestion;
import dev.graft.assembly.Graft;
import dev.graft.assembly.components.ComponentDescription;
import dev.graft.assembly.components.Components;
import dev.graft.assembly.components.InstalledPlugin;
import dev.graft.assembly.components.LeftOutPlugin;
import dev.graft.assembly.components.SettingDescription;
import dev.graft.cli.TextTable.Side;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code graft plugins}. */
@Command(
    name = "plugins",
    sortOptions = false,
    header = "List what an experiment file can name.",
    description = {
      "",
      "With a component's name: its settings, with types, defaults and ranges.",
      "With a plugin's id: its version, its file, and what it brings, or why it is left out.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  graft plugins",
      "  graft plugins mobilenet_v2",
      "  graft plugins heads/logit",
      "  graft plugins heads",
      "",
      "In a file, each is written {type: NAME, SETTING: VALUE, ...}; a name that two plugins bring",
      "is written with the plugin, PLUGIN/NAME."
    })
final class PluginsCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Supplier<Graft> installed;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "A component, such as adam or heads/logit, or a plugin's id, such as heads.")
  private String name;

  PluginsCommand(Terminal terminal, Supplier<Graft> installed) {
    this.terminal = terminal;
    this.installed = installed;
  }

  @Override
  public Integer call() {
    Components components = installed.get().components();
    List<ComponentDescription> all = components.descriptions();
    PluginText text = new PluginText(components, all, terminal.width().getAsInt());
    PrintWriter out = terminal.out();
    if (name == null) {
      text.components(out);
      text.droppedIn(out);
      out.println("graft plugins NAME tells more of a component or a plugin.");
      text.leftOut(out);
      return ExitCode.FINE;
    }
    List<ComponentDescription> named =
        all.stream()
            .filter(
                component ->
                    component.name().equals(name) || component.qualifiedName().equals(name))
            .toList();
    List<InstalledPlugin> plugins =
        components.plugins().stream().filter(plugin -> plugin.id().equals(name)).toList();
    List<LeftOutPlugin> leftOut =
        components.leftOut().stream()
            .filter(plugin -> plugin.id().equals(Optional.of(name)))
            .toList();
    if (named.isEmpty() && plugins.isEmpty() && leftOut.isEmpty()) {
      throw new ProblemException(unknown(all, components));
    }
    named.forEach(this::describe);
    plugins.forEach(plugin -> text.describe(out, plugin));
    leftOut.forEach(plugin -> text.describe(out, plugin));
    return ExitCode.FINE;
  }

  private Problem unknown(List<ComponentDescription> all, Components components) {
    List<LeftOutPlugin> leftOut = components.leftOut();
    List<String> names = new ArrayList<>();
    all.forEach(component -> names.addAll(List.of(component.name(), component.qualifiedName())));
    components.plugins().forEach(plugin -> names.add(plugin.id()));
    leftOut.forEach(plugin -> plugin.id().ifPresent(names::add));
    Problem problem =
        Problem.of("there is no component or plugin '" + name + "'")
            .expecting("one of the names that `graft plugins` lists, or the id of a plugin");
    Optional<String> near = Suggestion.forName(name, names);
    return near.isPresent() || leftOut.isEmpty()
        ? problem.withRemedy(near)
        : problem.withRemedy(
            "%s left out, which may bring it; `graft plugins` tells why"
                .formatted(
                    leftOut.size() == 1
                        ? "a plugin is"
                        : NumberText.count(leftOut.size(), "plugin") + " are"));
  }

  private void describe(ComponentDescription component) {
    terminal
        .out()
        .printf(
            "%s (%s, from plugin %s)%n%s%n",
            component.name(), component.kind(), component.plugin(), component.description());
    if (component.settings().isEmpty()) {
      terminal.out().printf("%nIt has no settings.%n");
    } else {
      TextTable table = new TextTable(Side.LEFT, Side.LEFT, Side.LEFT, Side.LEFT, Side.LEFT);
      table.row("setting", "type", "default", "range", "description");
      rows(table, "", component.settings());
      terminal.out().println();
      table.lines(terminal.width().getAsInt()).forEach(terminal.out()::println);
    }
    terminal.out().println();
  }

  private static void rows(TextTable table, String prefix, List<SettingDescription> settings) {
    for (SettingDescription setting : settings) {
      table.row(
          prefix + setting.name(),
          setting.type(),
          defaultOf(setting),
          (setting.range() + " " + setting.unit()).strip(),
          description(setting));
      rows(table, prefix + setting.name() + ".", setting.settings());
    }
  }

  private static String defaultOf(SettingDescription setting) {
    if (setting.required()) {
      return "required";
    }
    return setting.defaultValue().isEmpty() ? "none" : setting.defaultValue();
  }

  private static String description(SettingDescription setting) {
    return setting.example().isEmpty()
        ? setting.description()
        : setting.description() + " Example: " + setting.example();
  }
}
