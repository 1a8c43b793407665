package dev.graft.cli;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.problem.Suggestion;
import dev.graft.assembly.Graft;
import dev.graft.assembly.components.ComponentDescription;
import dev.graft.assembly.components.LeftOutPlugin;
import dev.graft.assembly.components.SettingDescription;
import dev.graft.cli.TextTable.Side;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code graft plugins}. */
@Command(
    name = "plugins",
    sortOptions = false,
    header = "List what an experiment file can name.",
    description = {"", "With a name: its settings, with types, defaults and ranges.", ""},
    footerHeading = "%nExamples:%n",
    footer = {
      "  graft plugins",
      "  graft plugins mobilenet_v2",
      "  graft plugins heads/logit",
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
      description = "A component, such as mobilenet_v2 or adam, or PLUGIN/NAME.")
  private String name;

  PluginsCommand(Terminal terminal, Supplier<Graft> installed) {
    this.terminal = terminal;
    this.installed = installed;
  }

  @Override
  public Integer call() {
    Graft graft = installed.get();
    List<ComponentDescription> all = graft.components().descriptions();
    if (name == null) {
      list(all);
      leftOut(graft.leftOut());
    } else {
      List<ComponentDescription> named =
          all.stream()
              .filter(
                  component ->
                      component.name().equals(name) || component.qualifiedName().equals(name))
              .toList();
      if (named.isEmpty()) {
        throw new ProblemException(unknown(all, graft.leftOut()));
      }
      named.forEach(this::describe);
    }
    return ExitCode.FINE;
  }

  private void list(List<ComponentDescription> all) {
    Map<String, List<ComponentDescription>> byKind = new LinkedHashMap<>();
    all.forEach(
        component ->
            byKind.computeIfAbsent(component.kind(), kind -> new ArrayList<>()).add(component));
    byKind.forEach(this::listKind);
    terminal.out().println("graft plugins NAME tells the settings of one of them.");
  }

  private Problem unknown(List<ComponentDescription> all, List<LeftOutPlugin> leftOut) {
    List<String> names =
        all.stream()
            .flatMap(component -> Stream.of(component.name(), component.qualifiedName()))
            .toList();
    Problem problem =
        Problem.of("no plugin brings '" + name + "'")
            .expecting("one of the names that `graft plugins` lists");
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

  private void leftOut(List<LeftOutPlugin> plugins) {
    if (plugins.isEmpty()) {
      return;
    }
    terminal.out().printf("%nPlugins that are left out%n");
    plugins.forEach(plugin -> terminal.out().println("  " + plugin.problem()));
  }

  private void listKind(String kind, List<ComponentDescription> components) {
    TextTable table = new TextTable(Side.LEFT, Side.LEFT);
    Map<String, Long> bringing =
        components.stream()
            .collect(Collectors.groupingBy(ComponentDescription::name, Collectors.counting()));
    components.forEach(
        component ->
            table.row(
                "  "
                    + (bringing.get(component.name()) == 1
                        ? component.name()
                        : component.qualifiedName()),
                component.description()));
    terminal.out().println(TerminalProgress.sentence(NumberText.plural(kind)));
    table.lines(terminal.width().getAsInt()).forEach(terminal.out()::println);
    terminal.out().println();
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
